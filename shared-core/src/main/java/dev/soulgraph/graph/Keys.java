package dev.soulgraph.graph;

/** The rules for a property's key: 0–640 bytes of UTF-8; segments may be empty. */
public final class Keys {
  public static final int MAX_BYTES = 640;

  private Keys() {}

  /**
   * Checks a property's key, which may not be empty.
   *
   * @return the key
   * @throws SoulgraphException {@code key-invalid}
   */
  public static String check(String key) {
    int bytes = Names.check(Code.KEY_INVALID, "a key", key);
    if (bytes == 0 || bytes > MAX_BYTES) {
      throw new SoulgraphException(
          Code.KEY_INVALID, "a key has 1 to " + MAX_BYTES + " bytes", bytes + " bytes");
    }
    return key;
  }

  /**
   * Checks the key that a change of a kind has: an erase's is empty.
   *
   * @throws SoulgraphException {@code key-invalid}; {@code unsupported} for another kind
   */
  public static void check(long kind, String key) {
    if (kind == Change.KIND_PROPERTY) {
      check(key);
    } else if (kind != Change.KIND_ERASE) {
      throw new SoulgraphException(
          Code.UNSUPPORTED, "this release knows kinds 0 and 1", Long.toString(kind));
    } else if (!key.isEmpty()) {
      throw new SoulgraphException(Code.KEY_INVALID, "an erase's key is empty", key);
    }
  }

  /**
   * A key whose first segment begins with {@code ~} belongs to the author named there.
   *
   * @throws SoulgraphException {@code key-not-own}
   */
  public static void checkOwner(String key, PublicKey author) {
    if (key.isEmpty() || key.charAt(0) != '~') {
      return;
    }
    int slash = key.indexOf('/');
    String segment = slash < 0 ? key : key.substring(0, slash);
    if (!segment.equals("~" + author.text())) {
      throw new SoulgraphException(
          Code.KEY_NOT_OWN, "a key that begins with ~ is ~ and its author's own public key", key);
    }
  }
}
