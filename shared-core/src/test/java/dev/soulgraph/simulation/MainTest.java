package dev.soulgraph.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What ./simulate says, and refuses. */
final class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(args, stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theLastLineIsTheSeedsDigestAndTheSameEachTime() {
    assertEquals(0, run("--seed", "3"));
    String first = text(out);
    out.reset();
    assertEquals(0, run("--seed", "3", "--minutes", "1"));
    assertEquals(first, text(out));
    assertTrue(first.matches("(?s).*\nseed 3 digest [0-9a-f]{32}\\R"), first);
  }

  @Test
  void badArgumentsAreRefusedByName() {
    assertEquals(2, run("--sede", "3"));
    assertTrue(text(err).startsWith("Unknown argument: --sede"), text(err));
    err.reset();
    assertEquals(2, run("--seed", "three"));
    assertTrue(text(err).startsWith("--seed is a whole number"), text(err));
    err.reset();
    assertEquals(2, run("--seed"));
    assertTrue(text(err).startsWith("--seed wants a value."), text(err));
    err.reset();
    assertEquals(2, run());
    assertTrue(text(err).contains("Usage: ./simulate"), text(err));
    assertEquals("", text(out));
  }

  @Test
  void helpIsGivenWhereItIsAskedFor() {
    assertEquals(0, run("--help"));
    assertEquals(Main.USAGE, text(out));
  }
}
