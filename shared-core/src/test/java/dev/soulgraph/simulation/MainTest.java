package dev.soulgraph.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What ./simulate says, and refuses. */
final class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(args, Map.of(), stream(out), stream(err));
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

  private void assertRefused(String why, String... args) {
    err.reset();
    assertEquals(2, run(args));
    assertTrue(text(err).startsWith(why), text(err));
    assertEquals("", text(out));
  }

  @Test
  void whatWouldGoUnheardIsRefused() {
    assertRefused("--seed is given twice.", "--seed", "3", "--seed", "4");
    assertRefused("--trace is given twice.", "--seed", "3", "--trace", "--trace");
    assertRefused("--from means nothing with --seed.", "--seed", "3", "--from", "4");
    assertRefused("--trace means nothing with --from.", "--from", "3", "--trace");
    assertRefused("--minutes means nothing with --mutations.", "--mutations", "--minutes", "2");
    assertRefused("--seed wants a value.", "--seed", "--trace");
    assertRefused("--frames is a way", "--seed", "3", "--frames", "n0-b1");
    assertRefused("--store is memory or h2, not: disk", "--seed", "3", "--store", "disk");
    assertRefused("--only names steps, as 3,7-9", "--seed", "3", "--only", "three");
    assertRefused("--only names steps from 1 to ", "--seed", "3", "--only", "9-7");
    assertRefused("--only names step 8 twice.", "--seed", "3", "--only", "7-9,8");
  }

  @Test
  void aShorterHistoryIsLivedByItsStepsAlone() {
    assertEquals(0, run("--seed", "3", "--only", "2,5-7", "--trace"));
    String first = text(out);
    assertTrue(first.contains("\n4 steps, "), first);
    out.reset();
    assertEquals(0, run("--seed", "3", "--only", "2,5-7", "--trace"));
    assertEquals(first, text(out));
  }

  @Test
  void helpIsGivenWhereItIsAskedFor() {
    assertEquals(0, run("--help"));
    assertEquals(Main.USAGE, text(out));
  }
}
