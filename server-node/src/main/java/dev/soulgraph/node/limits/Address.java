package dev.soulgraph.node.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where somebody comes from: an IPv4 or IPv6 address, its bytes. */
public final class Address {
  private static final int TEXT_MAX_CHARS = 45;

  /** A subscriber of IPv6 has at least so much to themselves. */
  private static final int NETWORK_BYTES = 8;

  private final InetAddress inet;

  private Address(InetAddress inet) {
    this.inet = inet;
  }

  public static Address of(InetAddress inet) {
    return new Address(inet);
  }

  /** From its numeric form, or null: no name is looked up. A port behind it is passed over. */
  public static @Nullable Address parse(String text) {
    String numeric = withoutPort(text.strip());
    boolean v6 = numeric.indexOf(':') >= 0;
    if (numeric.isEmpty() || numeric.length() > TEXT_MAX_CHARS || !isNumeric(numeric, v6)) {
      return null;
    }
    try {
      return new Address(InetAddress.getByName(numeric));
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** {@code [::1]:80} and {@code 127.0.0.1:80}, as some proxies write them. */
  private static String withoutPort(String text) {
    int end = text.indexOf(']');
    if (text.startsWith("[") && end > 0) {
      return text.substring(1, end);
    }
    int colon = text.indexOf(':');
    return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }

  private static boolean isNumeric(String text, boolean v6) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      boolean digit = c >= '0' && c <= '9';
      boolean hex = c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == ':';
      if (!digit && c != '.' && !(v6 && hex)) {
        return false;
      }
    }
    return v6 || dots == 3;
  }

  byte[] bytes() {
    return inet.getAddress();
  }

  /** Whether it is this machine itself. */
  public boolean isLocal() {
    return inet.isLoopbackAddress();
  }

  /** What is counted as one: an IPv4 address, an IPv6 network of 64 bits. */
  public String counted() {
    byte[] bytes = bytes();
    return inet instanceof Inet6Address
        ? Arrays.toString(Arrays.copyOf(bytes, NETWORK_BYTES))
        : inet.getHostAddress();
  }

  @Override
  public String toString() {
    return inet.getHostAddress();
  }
}
