package dev.soulgraph.vectors;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The code does what the files list. */
final class VectorsTest {
  @TestFactory
  Stream<DynamicTest> eachFileHolds() {
    return Vectors.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertFalse(Vectors.run(name, Vectors.stored(name)).isEmpty())));
  }

  /** Frames apart: one with another letter in a text is as lawful. */
  @Test
  void anotherDigitIsNoticed() {
    List<String> names = Vectors.names();
    names.remove("frames");
    for (String name : names) {
      String json = Vectors.stored(name);
      int end = json.lastIndexOf('"');
      char last = json.charAt(end - 1);
      String changed = json.substring(0, end - 1) + (last == '0' ? '1' : '0') + json.substring(end);
      assertThrows(RuntimeException.class, () -> Vectors.run(name, changed), name);
    }
  }
}
