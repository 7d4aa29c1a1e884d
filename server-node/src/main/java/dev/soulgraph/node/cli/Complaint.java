package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.io.PrintStream;

/** Says on stderr what went wrong, by name, and what can be done about it. */
final class Complaint {
  private Complaint() {}

  static void print(SoulgraphException e, PrintStream err) {
    err.println("soulgraph: " + e.getMessage());
    String hint = hint(e.code());
    if (!hint.isEmpty()) {
      err.println("  " + hint);
    }
  }

  static void warn(String message, PrintStream err) {
    err.println("soulgraph: warning: " + message);
  }

  private static String hint(Code code) {
    return switch (code) {
      case RELAY_UNREACHABLE ->
          "Is the node running? Start one with ./soulgraph serve, or name another with --relay.";
      case RELAY_INVALID -> "For instance --relay ws://localhost:8420/gossip";
      case RELAY_CLOSED -> "What was acknowledged is safe. Run the command again for the rest.";
      case TIMEOUT -> "The relay may be busy: try again, or wait longer with --timeout SECONDS.";
      case NETWORK_MISMATCH -> "Name the relay's network with --network.";
      case NETWORK_INVALID -> "For instance --network main";
      case PORT_IN_USE -> "Another node may be running. Choose another port with --port.";
      case DATA_IN_USE -> "Another node uses this folder. Choose another with --data.";
      case DATA_UNREADABLE -> "Check the folder's owner and permissions, or that it is the one.";
      case DATA_TOO_NEW -> "A newer Soulgraph wrote this. Update, or choose another --data.";
      case STORAGE_UNAVAILABLE, STORAGE_FAILED -> "Check permissions and free space.";
      case IDENTITY_INVALID -> "Name another key with --key, or restore this one.";
      case SPACE_RESERVED -> "Begin a soul with a letter or a digit, for instance people/alice.";
      case NOT_OWNER -> "Only the key that a space is named after writes there.";
      case FUTURE -> "Check this machine's clock.";
      case VALUE_UNSUPPORTED ->
          "A set holds plain values and links. An import can --skip FIELD, or keep it with --json.";
      default -> "";
    };
  }
}
