package dev.soulgraph.simulation;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.wire.Frame;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cursor that is kept says: what that store had up to this number is kept here too. For one
 * replica; each change is looked for once.
 */
final class CursorCheck {
  private final Scene scene;
  private final String who;
  private final Map<String, Long> checked = new TreeMap<>();

  CursorCheck(Scene scene, String who) {
    this.scene = scene;
    this.who = who;
  }

  /**
   * @param here what is kept at this replica
   */
  void kept(Scope scope, Frame.Cursor place, Model here) {
    NodeHost other = scene.cursorsHold ? scene.holding(place) : null;
    if (other == null) {
      return;
    }
    WatchedStore there = other.stored();
    Broken.unless(
        place.number() <= there.head(),
        "cursors-honest",
        who + " has followed " + other.name + " to " + place.number() + " of " + there.head());
    String name = place.store() + " " + place.run() + " " + scope.text();
    long after = checked.getOrDefault(name, -1L);
    for (Change change : there.arrivals().between(after, place.number())) {
      boolean owed =
          scope.covers(change.soul())
              && !change.soul().mortal()
              && there.now().isWinner(change)
              && !here.settles(change)
              && !here.defers(change);
      Broken.unless(
          !owed,
          "cursors-honest",
          who + " keeps " + place.number() + " of " + other.name + ", and not " + change);
    }
    checked.put(name, Math.max(after, place.number()));
  }

  /** What was kept is gone. */
  void forget() {
    checked.clear();
  }
}
