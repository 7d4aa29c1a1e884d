package dev.soulgraph.vectors;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import java.util.List;

/** Changes that are well-formed: who may write where, and when. */
final class Judged {
  private static final long NOW_MS = 1_780_000_000_000L;
  private static final String ALICE = "~" + Generated.alice().text();
  private static final String BOB = "~" + Generated.bob().text();

  private Judged() {}

  static List<Case> cases() {
    return List.of(
        made("a plain name", 0, "people/x", 0, 0),
        made("not ASCII", 0, "\u00e4/x", 0, 0),
        made("a digit", 0, "0", 0, 0),
        made("an underscore", 0, "_x", 0, 0),
        made("a blank", 0, " x", 0, 0),
        made("a hash", 0, "#x", 0, 0),
        made("a group", 0, "+x/y", 0, 0),
        made("one's own space", 0, ALICE + "/x", 0, 0),
        made("another's space", 0, BOB + "/x", 0, 0),
        made("nobody's space", 0, "~x", 0, 0),
        made("an erase in one's own space", 1, ALICE, 0, 0),
        made("an erase in another's space", 1, BOB + "/x", 0, 0),
        made("an erase under a plain name", 1, "people/x", 0, 0),
        made("an erase in a reserved space", 1, "+x", 0, 0),
        made("before it expires", 0, "x/!1780000000001", 0, 0),
        made("when it expires", 0, "x/!1780000000000", 0, 0),
        made("long ago", 0, "x", -NOW_MS, 0),
        made("5 s ahead", 0, "x", 5_000, 65_535),
        made("more than 5 s ahead", 0, "x", 5_001, 0),
        made("10 min ahead", 0, "x", 600_000, 65_535),
        made("more than 10 min ahead", 0, "x", 600_001, 0));
  }

  private static Case made(String name, int kind, String soul, long aheadMs, int counter) {
    Change change =
        new Change(
            kind,
            Generated.alice(),
            (NOW_MS + aheadMs) << 16 | counter,
            Soul.of(soul),
            kind == Change.KIND_ERASE ? "" : "k",
            Value.TRUE,
            Extensions.NONE);
    Case made = Case.named(name).with("change", ChangeCodec.encode(change));
    return made.with("clock", Long.toString(NOW_MS)).with("verdict", verdict(change, NOW_MS));
  }

  static void run(Case each, Findings found) {
    Change change = ChangeCodec.decode(each.bytes("change"));
    found.same(each, "verdict", verdict(change, Long.parseLong(each.text("clock"))));
  }

  private static String verdict(Change change, long nowMs) {
    Commit commit = new Commit(change.author(), List.of(change));
    Gate.Judgement judgement = Gate.judge(commit.sealed(new byte[64]), nowMs);
    SoulgraphException refusal = judgement.refusal(0);
    if (refusal != null) {
      return refusal.code().text();
    }
    return judgement.deferred(0) ? "deferred" : "merged";
  }
}
