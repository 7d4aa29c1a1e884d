package dev.soulgraph.docs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Outcome;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/PROTOCOL.md says what the code does: its codes, outcomes, limits and worked example. */
final class ProtocolPageTest {
  private static final Pattern CODE_ROW =
      Pattern.compile("^\\| `([a-z-]+)` \\| (yes|no) \\|", Pattern.MULTILINE);
  private static final Pattern OUTCOME_ROW =
      Pattern.compile("^\\| ([a-z]+) \\| (\\d) \\| [A-Z]", Pattern.MULTILINE);
  private static final Pattern LIMIT_ROW =
      Pattern.compile("^\\| [^|]+ \\| ([\\d,]+) \\| `(\\w+)\\.(\\w+)` \\|", Pattern.MULTILINE);
  private static final List<String> PACKAGES =
      List.of("graph", "codec", "seal", "auth", "clock", "merge", "wire", "sync");

  private final String page;

  ProtocolPageTest() throws IOException {
    page = Files.readString(Path.of("..", "docs", "PROTOCOL.md"));
  }

  @Test
  void everyErrorCodeIsListedWithWhetherItCanBeTriedAgain() {
    Map<String, Boolean> known = new TreeMap<>();
    for (Code code : Code.values()) {
      known.put(code.text(), code.retryable());
    }
    for (Code.InPages code : Code.InPages.values()) {
      known.put(code.text(), code.retryable());
    }
    Map<String, Boolean> listed = new TreeMap<>();
    rows(CODE_ROW).forEach(row -> listed.put(row.group(1), row.group(2).equals("yes")));
    assertEquals(known, listed);
  }

  @Test
  void everyOutcomeIsListedWithItsNumber() {
    Map<String, Integer> known = new TreeMap<>();
    for (Outcome outcome : Outcome.values()) {
      known.put(outcome.text(), outcome.ordinal());
    }
    Map<String, Integer> listed = new TreeMap<>();
    rows(OUTCOME_ROW).forEach(row -> listed.put(row.group(1), Integer.valueOf(row.group(2))));
    assertEquals(known, listed);
  }

  @Test
  void theLimitsAreThoseOfTheCode() {
    List<MatchResult> limits = rows(LIMIT_ROW);
    assertTrue(limits.size() > 20, "the table of limits was found");
    List<String> wrong = new ArrayList<>();
    for (MatchResult row : limits) {
      long stated = Long.parseLong(row.group(1).replace(",", ""));
      long actual = constant(row.group(2), row.group(3));
      if (stated != actual) {
        wrong.add(row.group(2) + "." + row.group(3) + " is " + actual + ", not " + stated);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void theWorkedExampleIsWhatTheCodeMakes() {
    String unwrapped = page.replaceAll("\\s", "");
    assertAll(
        WorkedExample.hex().entrySet().stream()
            .map(made -> () -> assertTrue(unwrapped.contains(made.getValue()), made::toString)));
  }

  private List<MatchResult> rows(Pattern row) {
    return row.matcher(page).results().toList();
  }

  private static long constant(String type, String name) {
    for (String each : PACKAGES) {
      try {
        Field field = Class.forName("dev.soulgraph." + each + "." + type).getDeclaredField(name);
        field.setAccessible(true);
        return ((Number) field.get(null)).longValue();
      } catch (ClassNotFoundException e) {
        // It is in another package.
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(type + "." + name + " is no constant", e);
      }
    }
    throw new AssertionError("no class " + type);
  }
}
