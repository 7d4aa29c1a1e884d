package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Code;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/** Runs whatever words are given as a command that can reach nobody and change nothing. */
public final class CommandLines {
  /** Nobody may listen there, and nothing can be made there. */
  private static final String NOBODY = "ws://127.0.0.1:1/gossip";

  private static final String NOWHERE = "/dev/null/nowhere";
  private static final Pattern NAMED = Pattern.compile("(?m)^soulgraph: ([a-z-]+): ");

  private CommandLines() {}

  public static void run(List<String> words) {
    if (words.stream().anyMatch(CommandLines::reachesOut)) {
      return;
    }
    List<String> all = new ArrayList<>(words);
    if (words.contains("serve")) {
      all.add("--data=" + NOWHERE);
    } else {
      all.add("--relay=" + NOBODY);
    }
    Shell shell = new Shell(Path.of(NOWHERE), Map.of("SOULGRAPH_KEY", NOWHERE));
    Shell.Result result = shell.run(all.toArray(String[]::new));
    String what = all + " ended with " + result.code() + ": " + result.err();
    Assertions.assertTrue(result.code() >= 0 && result.code() <= 2, what);
    Assertions.assertFalse(result.err().startsWith("soulgraph: internal:"), what);
    Assertions.assertTrue(result.code() == 0 || isNamed(result.err()), what);
  }

  private static boolean isNamed(String err) {
    return NAMED.matcher(err).results().anyMatch(line -> Code.of(line.group(1)) != null);
  }

  /** Options that name files, folders and hosts, and the command that makes a file. */
  private static boolean reachesOut(String word) {
    return word.startsWith("--key")
        || word.startsWith("--relay")
        || word.startsWith("--data")
        || word.startsWith("--peer")
        || word.startsWith("--host")
        || word.equals("backup");
  }
}
