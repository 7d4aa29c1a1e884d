package dev.soulgraph.node.store;

import dev.soulgraph.graph.Soul;
import org.jspecify.annotations.Nullable;

/** Winners by the time from which they count no more: 13 digits, then soul and key. */
final class Expiry {
  private static final int DIGITS = 13;

  private Expiry() {}

  /** Null for a soul that never expires. */
  static @Nullable String key(Soul soul, String indexKey) {
    if (soul.text().indexOf('!') < 0) {
      return null;
    }
    for (String segment : soul.text().split("/", -1)) {
      if (segment.charAt(0) == '!') {
        return segment.substring(1) + indexKey;
      }
    }
    return null;
  }

  static boolean isPast(String key, long nowMs) {
    return Long.parseLong(key.substring(0, DIGITS)) <= nowMs;
  }

  static String indexKey(String key) {
    return key.substring(DIGITS);
  }
}
