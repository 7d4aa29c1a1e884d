package dev.soulgraph.conformance;

import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Hex;
import java.util.List;

/**
 * The shared cases. Each returns a transcript that must be the same, byte for byte, on the JVM, in
 * Wasm and in JavaScript; so plain Java only, and nothing whose order a platform chooses.
 */
public final class Cases {
  private static final List<String> NAMES = List.of("sha256", "utf8");

  private Cases() {}

  public static List<String> names() {
    return NAMES;
  }

  /**
   * @throws IllegalArgumentException for a name that isn't one of {@link #names()}
   */
  public static String run(String name) {
    return switch (name) {
      case "sha256" -> sha256();
      case "utf8" -> utf8();
      default -> throw new IllegalArgumentException("no such case: " + name);
    };
  }

  private static String sha256() {
    StringBuilder transcript = new StringBuilder();
    for (int length = 0; length < 200; length++) {
      byte[] input = new byte[length];
      for (int i = 0; i < length; i++) {
        input[i] = (byte) (i * 31 + length);
      }
      transcript.append(Sha256.of(input)).append('\n');
    }
    return transcript.toString();
  }

  private static String utf8() {
    StringBuilder transcript = new StringBuilder();
    for (String text : List.of("", "a", "\u00e4", "\u20ac", "\ud83d\ude00", "a\u0000b")) {
      byte[] bytes = Utf8.encode(text);
      transcript.append(Hex.encode(bytes)).append(' ');
      transcript.append(Utf8.decode(bytes, 0, bytes.length).equals(text)).append('\n');
    }
    return transcript.toString();
  }
}
