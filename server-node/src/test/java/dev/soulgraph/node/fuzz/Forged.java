package dev.soulgraph.node.fuzz;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.World;
import java.util.ArrayList;
import java.util.List;

/** Commits of somebody who means harm: lawful ones too, and such as nobody may make. */
final class Forged {
  static final Identity VICTIM = Identity.of("victim");
  private static final Identity MALLORY = Identity.of("mallory");
  private static final long[] AHEAD_MS = {0, 0, 0, 1_000, 60_000, 10_000_000, -1_000_000};

  private Forged() {}

  /** What nobody else may change. */
  static String victimsSoul() {
    return "~" + VICTIM.key().text() + "/kept";
  }

  static Part part(Input in) {
    boolean stolen = in.below(4) == 0;
    PublicKey author = stolen ? VICTIM.key() : MALLORY.key();
    List<Change> changes = new ArrayList<>();
    long state = (World.BEGIN_MS + AHEAD_MS[in.below(AHEAD_MS.length)]) << Tolerance.COUNTER_BITS;
    for (int i = in.below(4); i >= 0; i--) {
      changes.add(change(author, state + in.below(3), in));
    }
    Commit commit = new Commit(author, changes);
    Part whole = commit.sealed(MALLORY.sign(commit.message(in.below(8) == 0 ? "other" : "main")));
    boolean[] keep = new boolean[changes.size()];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = in.below(4) != 0;
    }
    Part some = whole.only(keep);
    return some == null ? whole : some;
  }

  private static Change change(PublicKey author, long state, Input in) {
    String soul =
        switch (in.below(4)) {
          case 0 -> victimsSoul();
          case 1 -> "~" + author.text() + "/" + in.below(4);
          case 2 -> "room/!" + (World.BEGIN_MS + in.below(256) * 100L) + "/" + in.below(4);
          default -> "plain/" + in.below(4);
        };
    int kind = in.below(4) == 0 ? Change.KIND_ERASE : Change.KIND_PROPERTY;
    Value value =
        kind == Change.KIND_ERASE
            ? in.below(2) == 0 ? Value.NULL : Value.TRUE
            : new Value.Text("x".repeat(in.below(256)));
    String key = kind == Change.KIND_ERASE ? "" : "k" + in.below(3);
    return new Change(kind, author, state, Soul.of(soul), key, value, Extensions.NONE);
  }
}
