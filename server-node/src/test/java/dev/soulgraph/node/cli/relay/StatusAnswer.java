package dev.soulgraph.node.cli.relay;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** What a command makes of a node's status, for tests of other packages. */
public final class StatusAnswer {
  private StatusAnswer() {}

  /** The members that a command shows, or none. */
  public static Map<String, String> read(byte[] body) {
    try {
      return NodeStatus.members(body, Set.of("version", "peers", "changes"));
    } catch (IOException e) {
      return Map.of();
    }
  }
}
