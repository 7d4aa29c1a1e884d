package dev.soulgraph.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every shared case ends on the JVM, and ends the same when it is run again. */
final class CasesTest {
  @TestFactory
  Stream<DynamicTest> everyCaseEndsAlikeTwice() {
    return Cases.names().stream().map(name -> DynamicTest.dynamicTest(name, () -> twice(name)));
  }

  private static void twice(String name) {
    String transcript = Cases.run(name);
    assertFalse(transcript.isEmpty());
    assertEquals(transcript, Cases.run(name));
  }
}
