package dev.soulgraph.conformance;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.clock.HybridClock;
import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.List;

/** The hybrid clock, the tolerances, and the gate's verdict on each leaf. */
final class ClockCases {
  private static final long NOW = 1_780_000_000_000L;

  private ClockCases() {}

  private static String state(long state) {
    return (state >>> Tolerance.COUNTER_BITS) + "." + (state & 0xffff);
  }

  static String clock() {
    Transcript out = new Transcript();
    long[] now = {NOW};
    HybridClock clock = new HybridClock(() -> now[0], (NOW - 10) << 16 | 7);
    Dice dice = new Dice(13);
    for (int i = 0; i < 200; i++) {
      switch (dice.below(6)) {
        case 0 -> now[0] += dice.below(50);
        case 1 -> now[0] -= dice.below(5000);
        case 2 -> clock.observe((now[0] + dice.below(8000) - 2000) << 16 | dice.below(65536));
        case 3 -> out.line("above floor " + state(clock.next((now[0] + 3) << 16 | 0xffff)));
        default -> out.line(state(clock.next(0)));
      }
    }
    clock.fallBack(5);
    now[0] = 0;
    out.line("fallen back " + state(clock.next(0)));
    clock.restore(1L << 40);
    out.line("restored " + state(clock.next(0)));
    now[0] = -5;
    out.line("before 1970 " + state(clock.next(0)));
    return out.toString();
  }

  static String tolerance() {
    Transcript out = new Transcript();
    for (long ahead :
        new long[] {-NOW, -1, 0, 4999, 5000, 5001, 599_999, 600_000, 600_001, 1L << 45}) {
      for (long counter : new long[] {0, 0xffff}) {
        long state = (NOW + ahead) << 16 | counter;
        out.line(ahead + "." + counter + " " + Tolerance.of(state, NOW).ordinal());
      }
    }
    out.line("last state " + Tolerance.of(Long.MAX_VALUE, NOW).ordinal());
    return out.toString();
  }

  /** Each leaf is judged by itself. */
  static String gate() {
    Transcript out = new Transcript();
    PublicKey author = Samples.author(1);
    List<Change> changes = new ArrayList<>();
    for (long ahead : new long[] {-1, 5000, 5001, 600_000, 600_001}) {
      for (String soul :
          List.of(
              "chat/x",
              "chat/!1780000000000",
              "chat/!1780000000001/y",
              "#a",
              "+a",
              "_a",
              "~" + author.text(),
              "~" + Samples.author(2).text() + "/x",
              "!1780000000001")) {
        changes.add(
            new Change(
                author, (NOW + ahead) << 16, Soul.of(soul), "k", Value.TRUE, Extensions.NONE));
      }
    }
    Part part = new Commit(author, changes).sealed(new byte[64]);
    Gate.Judgement judgement = Gate.judge(part, NOW);
    for (int i = 0; i < changes.size(); i++) {
      SoulgraphException refusal = judgement.refusal(i);
      String verdict = judgement.passes(i) ? "merge" : "defer";
      out.line(changes.get(i).soul() + " " + (refusal == null ? verdict : refusal.code().text()));
      Transcript.check(judgement.deferred(i) == verdict.equals("defer") || refusal != null, "one");
    }
    return out.toString();
  }
}
