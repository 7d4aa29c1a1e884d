package dev.soulgraph.graph;

/** The name of a network: replicas of different networks refuse each other. */
public final class Network {
  public static final String DEFAULT = "main";
  private static final int MAX_CHARS = 32;

  private Network() {}

  /**
   * @return the name
   * @throws SoulgraphException {@code network-invalid}
   */
  public static String check(String name) {
    boolean lawful = !name.isEmpty() && name.length() <= MAX_CHARS;
    for (int i = 0; lawful && i < name.length(); i++) {
      char c = name.charAt(i);
      lawful = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
    if (!lawful) {
      throw new SoulgraphException(
          Code.NETWORK_INVALID, "a network's name is 1 to 32 of a-z, 0-9 and -", name);
    }
    return name;
  }
}
