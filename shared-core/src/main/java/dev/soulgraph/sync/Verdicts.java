package dev.soulgraph.sync;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what became of a part's leaves, in order, as runs of the same. */
final class Verdicts {
  private final List<Frame.Verdicts> runs = new ArrayList<>();

  private boolean curable;

  /** Whether a later release, or a later time, would take one that was refused. */
  boolean curable() {
    return curable;
  }

  void outcome(Outcome outcome) {
    add(outcome.ordinal(), null);
  }

  void refused(Code code) {
    curable |= code == Code.UNSUPPORTED || code == Code.FUTURE || code == Code.DEFERRED_FULL;
    add(-1, code.text());
  }

  private void add(int outcome, @Nullable String code) {
    Frame.Verdicts last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    if (last != null && last.outcome() == outcome && java.util.Objects.equals(last.code(), code)) {
      runs.set(runs.size() - 1, new Frame.Verdicts(last.count() + 1, outcome, code));
    } else {
      runs.add(new Frame.Verdicts(1, outcome, code));
    }
  }

  List<Frame.Verdicts> runs() {
    return runs;
  }
}
