package dev.soulgraph.node.http;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an {@code Accept-Encoding} header allows (RFC 9110, 12.5.3); preferences are ours. */
final class AcceptedEncodings {
  private final Set<String> accepted = new HashSet<>();
  private final Set<String> refused = new HashSet<>();

  AcceptedEncodings(@Nullable String header) {
    for (String item : header == null ? new String[0] : header.split(",", -1)) {
      String[] parts = item.split(";", -1);
      String name = parts[0].trim().toLowerCase(Locale.ROOT);
      boolean zero = parts.length > 1 && isZero(parts[1].trim());
      (zero ? refused : accepted).add(name);
    }
  }

  private static boolean isZero(String weight) {
    return weight.matches("[qQ]=0(\\.0{0,3})?");
  }

  boolean contains(String encoding) {
    return accepted.contains(encoding) || accepted.contains("*") && !refused.contains(encoding);
  }
}
