package dev.soulgraph.sync;

import dev.soulgraph.graph.Soul;
import dev.soulgraph.wire.Presence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was said last of who is where, in memory alone. One who has left is remembered as such until
 * nothing older would be believed any more.
 */
public final class PresenceTable {
  private final Map<String, Presence> all = new LinkedHashMap<>();
  private final int max;

  /**
   * @param max beyond, who isn't known yet isn't noticed
   */
  public PresenceTable(int max) {
    this.max = max;
  }

  /** Whether it is news, and is kept. Whose signature it bears is the caller's question. */
  public boolean hear(Presence said, long nowMs) {
    if (!said.livesAt(nowMs)) {
      return false;
    }
    Presence known = all.get(said.key());
    if (known == null ? all.size() >= max : known.state() >= said.state()) {
      return false;
    }
    all.put(said.key(), said);
    return true;
  }

  /** Drops those at a soul. */
  public void forget(Soul soul) {
    for (Presence each : List.copyOf(all.values())) {
      if (each.soul().equals(soul)) {
        all.remove(each.key());
      }
    }
  }

  /** Drops those whose time is over, and gives them. */
  public List<Presence> expired(long nowMs) {
    List<Presence> gone = new ArrayList<>();
    for (Presence each : all.values()) {
      if (!each.livesAt(nowMs)) {
        gone.add(each);
      }
    }
    for (Presence each : gone) {
      all.remove(each.key());
    }
    return gone;
  }

  List<Presence> at(Collection<String> keys) {
    List<Presence> found = new ArrayList<>();
    for (String key : keys) {
      Presence there = all.get(key);
      if (there != null) {
        found.add(there);
      }
    }
    return found;
  }

  int size() {
    return all.size();
  }
}
