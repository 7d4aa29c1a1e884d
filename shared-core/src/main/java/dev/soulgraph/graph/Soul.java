package dev.soulgraph.graph;

/**
 * A node's identifier: 1–512 bytes of UTF-8 in at most 16 non-empty segments parted by {@code /}.
 * Never normalised: two souls are equal when their bytes are.
 */
public final class Soul implements Comparable<Soul> {
  public static final int MAX_BYTES = 512;
  public static final int MAX_SEGMENTS = 16;
  private static final int EXPIRY_DIGITS = 13;
  private static final long NEVER = Long.MAX_VALUE;

  private final String text;
  private final long expiresMs;

  private Soul(String text, long expiresMs) {
    this.text = text;
    this.expiresMs = expiresMs;
  }

  /**
   * @throws SoulgraphException {@code soul-invalid}
   */
  public static Soul of(String text) {
    int bytes = Names.check(Code.SOUL_INVALID, "a soul", text);
    if (bytes == 0 || bytes > MAX_BYTES) {
      throw invalid("a soul has 1 to " + MAX_BYTES + " bytes", bytes + " bytes");
    }
    int segments = 0;
    long expiresMs = NEVER;
    for (int start = 0; start <= text.length(); ) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      if (end == start) {
        throw invalid("a soul has no empty segment", text);
      }
      if (++segments > MAX_SEGMENTS) {
        throw invalid("a soul has at most " + MAX_SEGMENTS + " segments", text);
      }
      if (text.charAt(start) == '!') {
        if (expiresMs != NEVER) {
          throw invalid("a soul has one expiry segment at most", text);
        }
        expiresMs = expiry(text, start + 1, end);
      }
      start = end + 1;
    }
    return new Soul(text, expiresMs);
  }

  private static long expiry(String text, int start, int end) {
    if (end - start != EXPIRY_DIGITS) {
      throw invalid("a segment that begins with ! is ! and 13 digits", text);
    }
    long ms = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw invalid("a segment that begins with ! is ! and 13 digits", text);
      }
      ms = ms * 10 + digit;
    }
    return ms;
  }

  private static SoulgraphException invalid(String rule, String value) {
    return new SoulgraphException(Code.SOUL_INVALID, rule, value);
  }

  public String text() {
    return text;
  }

  /**
   * From this time on (milliseconds since 1970) everything under the soul is dropped and refused.
   */
  public boolean expiredAt(long nowMs) {
    return expiresMs != NEVER && nowMs >= expiresMs;
  }

  /** Whether it will ever expire. */
  public boolean mortal() {
    return expiresMs != NEVER;
  }

  /** What spaces are told apart by. */
  public String firstSegment() {
    int slash = text.indexOf('/');
    return slash < 0 ? text : text.substring(0, slash);
  }

  /** Whether this soul is {@code prefix} or lies below it, by whole segments. */
  public boolean isUnder(String prefix) {
    return isUnder(text, prefix);
  }

  static boolean isUnder(String soul, String prefix) {
    return soul.startsWith(prefix)
        && (soul.length() == prefix.length() || soul.charAt(prefix.length()) == '/');
  }

  @Override
  public int compareTo(Soul other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Soul soul && soul.text.equals(text));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
