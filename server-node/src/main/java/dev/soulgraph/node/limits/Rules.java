package dev.soulgraph.node.limits;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an operator has written down: the limits' values and the lists. Lines of {@code name =
 * value}; a list's name may come many times; {@code #} begins a comment. Immutable.
 */
public final class Rules {
  /** Long lists belong into a firewall, or a policy program. */
  static final int FILE_MAX_BYTES = 4 << 20;

  /** Those of a node that was told nothing. */
  public static final Rules STANDARD = new Rules();

  private static final String DID = "did:key:";
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int AUTHOR_MAX_CHARS = 60;

  private final Map<Limit, Long> limits = new EnumMap<>(Limit.class);
  private final Set<String> allowedAuthors = new HashSet<>();
  private final Set<String> deniedAuthors = new HashSet<>();
  private final Set<String> allowedSouls = new HashSet<>();
  private final Set<String> deniedSouls = new HashSet<>();
  private final List<AddressRange> allowedAddresses = new ArrayList<>();
  private final List<AddressRange> deniedAddresses = new ArrayList<>();
  private final List<AddressRange> nodes = new ArrayList<>();

  private Rules() {}

  /**
   * @throws SoulgraphException {@code input-invalid}, naming the line
   */
  public static Rules read(Path file) {
    try {
      if (Files.size(file) > FILE_MAX_BYTES) {
        throw invalid("a file of limits has at most " + FILE_MAX_BYTES + " bytes", file.toString());
      }
      return parse(Files.readAllLines(file));
    } catch (CharacterCodingException e) {
      throw invalid("a file of limits is UTF-8", file.toString());
    } catch (IOException e) {
      throw invalid("a file of limits can be read", file + ": " + e.getClass().getSimpleName());
    }
  }

  static Rules parse(List<String> lines) {
    Rules rules = new Rules();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        try {
          rules.line(line);
        } catch (SoulgraphException e) {
          throw invalid("line " + (i + 1) + ": " + e.rule(), e.value());
        }
      }
    }
    return rules;
  }

  private void line(String line) {
    int at = line.indexOf('=');
    if (at < 0) {
      throw invalid("a line is a name, = and a value", line);
    }
    String name = line.substring(0, at).strip();
    String value = line.substring(at + 1).strip();
    switch (name) {
      case "allow-author" -> allowedAuthors.add(author(value));
      case "deny-author" -> deniedAuthors.add(author(value));
      case "allow-space" -> allowedSouls.add(Soul.of(value).text());
      case "deny-space" -> deniedSouls.add(Soul.of(value).text());
      case "allow-address" -> allowedAddresses.add(AddressRange.parse(value));
      case "deny-address" -> deniedAddresses.add(AddressRange.parse(value));
      case "node-address" -> nodes.add(AddressRange.parse(value));
      default -> limit(name, value);
    }
  }

  /** A name that no author can have would let somebody in, or not keep somebody out. */
  private static String author(String value) {
    String text = value.startsWith(DID) ? value.substring(DID.length()) : value;
    BigInteger number = BigInteger.ZERO;
    for (int i = 1; i < Math.min(text.length(), AUTHOR_MAX_CHARS); i++) {
      int digit = BASE58.indexOf(text.charAt(i));
      number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
    }
    byte[] bytes = number.toByteArray();
    byte[] multicodec = Arrays.copyOfRange(bytes, bytes[0] == 0 ? 1 : 0, bytes.length);
    try {
      if (PublicKey.ofMulticodec(multicodec).text().equals(text)) {
        return text;
      }
    } catch (SoulgraphException e) {
      // Said below, with what was written.
    }
    throw invalid("an author is written as z6Mk... or did:key:z6Mk...", value);
  }

  private void limit(String name, String value) {
    Limit limit = Limit.of(name);
    if (limit == null) {
      throw invalid("a limit has a name that serve --print-limits prints", name);
    }
    long number;
    try {
      number = Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw invalid(name + " is a whole number", value);
    }
    long min = limit.mayBeZero() ? 0 : 1;
    if (number < min || number > limit.max()) {
      throw invalid(name + " is " + min + " to " + limit.max(), value);
    }
    if (limits.put(limit, number) != null) {
      throw invalid("a limit is set once", name);
    }
  }

  static SoulgraphException invalid(String rule, String value) {
    return new SoulgraphException(Code.INPUT_INVALID, rule, value);
  }

  /** The same with one limit set by an option of the command line. */
  public Rules with(Limit limit, long value) {
    Rules rules = new Rules();
    rules.limits.putAll(limits);
    rules.limits.put(limit, value);
    rules.allowedAuthors.addAll(allowedAuthors);
    rules.deniedAuthors.addAll(deniedAuthors);
    rules.allowedSouls.addAll(allowedSouls);
    rules.deniedSouls.addAll(deniedSouls);
    rules.allowedAddresses.addAll(allowedAddresses);
    rules.deniedAddresses.addAll(deniedAddresses);
    rules.nodes.addAll(nodes);
    return rules;
  }

  public long get(Limit limit) {
    return limits.getOrDefault(limit, limit.standard());
  }

  /** Whether an author may write. */
  public boolean admitsAuthor(PublicKey author) {
    return deniedAuthors.isEmpty() && allowedAuthors.isEmpty()
        || !deniedAuthors.contains(author.text())
            && (allowedAuthors.isEmpty() || allowedAuthors.contains(author.text()));
  }

  /** Whether a soul may be written: no prefix of it is denied, and one is allowed. O(segments). */
  public boolean admitsSoul(Soul soul) {
    if (deniedSouls.isEmpty() && allowedSouls.isEmpty()) {
      return true;
    }
    return !covers(deniedSouls, soul.text())
        && (allowedSouls.isEmpty() || covers(allowedSouls, soul.text()));
  }

  private static boolean covers(Set<String> prefixes, String soul) {
    for (int end = soul.length(); end > 0; end = soul.lastIndexOf('/', end - 1)) {
      if (prefixes.contains(soul.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /** Whether anybody at an address is served. O(ranges). */
  public boolean admitsAddress(Address address) {
    return deniedAddresses.stream().noneMatch(range -> range.contains(address))
        && (allowedAddresses.isEmpty()
            || allowedAddresses.stream().anyMatch(range -> range.contains(address)));
  }

  /** Whether the operator has named an address as another node's. */
  public boolean namesNode(Address address) {
    return nodes.stream().anyMatch(range -> range.contains(address));
  }

  /** Whether not everybody may write everything: then not everybody may claim to be a node. */
  public boolean restrictsWriting() {
    return !(deniedAuthors.isEmpty()
        && allowedAuthors.isEmpty()
        && deniedSouls.isEmpty()
        && allowedSouls.isEmpty()
        && get(Limit.AUTHOR_STORED_BYTES) == 0
        && get(Limit.SPACE_STORED_BYTES) == 0
        && get(Limit.PROOF_OF_WORK_BITS) == 0);
  }

  /** How many entries the lists have. */
  public int listed() {
    return allowedAuthors.size()
        + deniedAuthors.size()
        + allowedSouls.size()
        + deniedSouls.size()
        + allowedAddresses.size()
        + deniedAddresses.size()
        + nodes.size();
  }

  /** A file with every limit's default and its reason, as {@code --limits} reads it. */
  public static String standardFile() {
    StringBuilder out = new StringBuilder();
    for (Limit limit : Limit.values()) {
      out.append("# ").append(limit.reason()).append('\n');
      out.append(limit.text()).append(" = ").append(limit.standard()).append("\n\n");
    }
    out.append("# Lists; each line adds one. Where something is allowed, nothing else is.\n");
    for (String list :
        List.of(
            "allow-author = z6Mk...",
            "deny-author = z6Mk...",
            "allow-space = chat",
            "deny-space = chat/spam",
            "allow-address = 192.0.2.0/24",
            "deny-address = 2001:db8::/32",
            "node-address = 192.0.2.7")) {
      out.append("# ").append(list).append('\n');
    }
    return out.toString();
  }
}
