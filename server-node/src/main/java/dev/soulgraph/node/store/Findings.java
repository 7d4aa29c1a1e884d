package dev.soulgraph.node.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an inspection has found wrong, by the rule that doesn't hold. Thread-safe. */
public final class Findings {
  private static final int EXAMPLES = 3;

  /**
   * A rule that doesn't hold somewhere.
   *
   * @param count how often
   * @param examples the first places
   */
  public record Finding(String rule, long count, List<String> examples) {}

  private final Map<String, Finding> findings = new LinkedHashMap<>();

  synchronized void add(String rule, String place) {
    Finding known = findings.get(rule);
    List<String> examples = known == null ? new ArrayList<>() : known.examples();
    if (examples.size() < EXAMPLES) {
      examples.add(place);
    }
    findings.put(rule, new Finding(rule, known == null ? 1 : known.count() + 1, examples));
  }

  public synchronized List<Finding> all() {
    return List.copyOf(findings.values());
  }

  /** How many places in all. */
  public long count() {
    return all().stream().mapToLong(Finding::count).sum();
  }

  public boolean none() {
    return all().isEmpty();
  }
}
