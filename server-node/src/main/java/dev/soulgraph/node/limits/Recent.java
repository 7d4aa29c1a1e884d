package dev.soulgraph.node.limits;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is remembered of the many: bounded, the longest unused forgotten first. Whoever is forgotten
 * begins anew, with full buckets: a flood of distinct ones earns its senders what each is worth,
 * while their connections and addresses still count. Not thread-safe.
 */
final class Recent<V> {
  private final Map<String, V> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final Supplier<V> fresh;

  Recent(Supplier<V> fresh) {
    this.fresh = fresh;
  }

  V get(String key, long max) {
    V known = entries.get(key);
    if (known == null) {
      known = fresh.get();
      entries.put(key, known);
      while (entries.size() > max) {
        entries.remove(entries.keySet().iterator().next());
      }
    }
    return known;
  }

  boolean contains(String key) {
    return entries.containsKey(key);
  }

  int size() {
    return entries.size();
  }
}
