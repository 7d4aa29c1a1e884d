package dev.soulgraph.database;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node's verdicts on a commit, taken together.
 *
 * @param accepted the leaves that belong into the set now, or once their time comes; null for none
 * @param code the first refusal's code, or empty
 * @param future whether the clock is to blame for something that was refused
 * @param refused which leaves were refused
 * @param outcomes how many leaves had which outcome; the last is for those refused
 */
record Settlement(
    @Nullable Part accepted, String code, boolean future, boolean[] refused, int[] outcomes) {
  static Settlement of(Part part, List<Frame.Verdicts> verdicts) {
    int leaves = part.leaves().length;
    boolean[] in = new boolean[leaves];
    boolean[] out = new boolean[leaves];
    int[] outcomes = new int[Outcome.values().length + 1];
    String code = "";
    boolean future = false;
    int at = 0;
    for (Frame.Verdicts run : verdicts) {
      for (int i = 0; i < run.count() && at < leaves; i++, at++) {
        String refusal = run.code();
        if (refusal == null) {
          outcomes[run.outcome()]++;
          in[at] = joins(run.outcome());
        } else {
          outcomes[outcomes.length - 1]++;
          out[at] = true;
          future |= refusal.equals(Code.FUTURE.text());
          code = code.isEmpty() ? refusal : code;
        }
      }
    }
    // A node that answers for fewer leaves than it was sent has not taken the others.
    if (at < leaves) {
      Arrays.fill(out, at, leaves, true);
      outcomes[outcomes.length - 1] += leaves - at;
      code = code.isEmpty() ? Code.FRAME_MALFORMED.text() : code;
    }
    return new Settlement(part.only(in), code, future, out, outcomes);
  }

  private static boolean joins(int outcome) {
    return outcome == Outcome.APPLIED.ordinal()
        || outcome == Outcome.DUPLICATE.ordinal()
        || outcome == Outcome.DEFERRED.ordinal();
  }
}
