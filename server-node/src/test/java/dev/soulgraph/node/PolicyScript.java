package dev.soulgraph.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A policy that does what the value says. */
public final class PolicyScript {
  private static final Pattern LINE = Pattern.compile("\"id\":(\\d+),.*\"value\":\"([^\"]*)\"");

  private PolicyScript() {}

  /**
   * @param args a file that is made before it dies the first time
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.find()) {
        throw new IllegalStateException(line);
      }
      String id = "{\"id\":" + matcher.group(1) + ",\"verdict\":";
      switch (matcher.group(2)) {
        case "reject" -> say(id + "\"reject\",\"reason\":\"because\"}");
        case "shadow" -> say(id + "\"shadow\"}");
        case "babble" -> say("yes, whatever");
        case "twice" -> {
          say(id + "\"accept\"}");
          say(id + "\"accept\"}");
        }
        case "stall" -> {
          // says nothing
        }
        case "die" -> System.exit(1);
        case "die once" -> {
          if (!Files.exists(Path.of(args[0]))) {
            Files.createFile(Path.of(args[0]));
            System.exit(1);
          }
          say(id + "\"accept\"}");
        }
        default -> say(id + "\"accept\"}");
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
