package dev.soulgraph.simulation;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Limits;
import java.util.HashMap;
import java.util.Map;

/**
 * What a client has sent over one connection, as long as the relay hasn't said what became of it.
 */
final class SentAhead {
  private static final int COMMIT = 6;
  private static final int ACK = 7;
  private static final int REFUSE = 8;
  private static final int OFFER = 16;
  private static final int ITEMS_MAX = 10;
  private static final int ABOUT_COMMIT = 1;

  private final String who;
  private final Map<Long, Integer> bytes = new HashMap<>();
  private long open;
  private boolean inCommit;

  SentAhead(String who) {
    this.who = who;
  }

  /** No commit is begun while so much of others is under way. */
  void sent(byte[] frame) {
    if (frame[1] != COMMIT && frame[1] != OFFER) {
      return;
    }
    Broken.unless(
        inCommit || open < Limits.WINDOW_BYTES,
        "queues-bounded",
        who + " sends more, " + open + " bytes ahead of what was acknowledged");
    CborReader in = new CborReader(frame);
    in.array(ITEMS_MAX);
    in.uint(Long.MAX_VALUE);
    long sequence = in.uint(Long.MAX_VALUE);
    inCommit = in.bool();
    bytes.put(sequence, frame.length);
    open += frame.length;
  }

  void heard(byte[] frame) {
    try {
      CborReader in = new CborReader(frame);
      in.array(ITEMS_MAX);
      long type = in.uint(Long.MAX_VALUE);
      if (type == ACK || type == REFUSE && in.uint(Long.MAX_VALUE) == ABOUT_COMMIT) {
        Integer landed = bytes.remove(in.uint(Long.MAX_VALUE));
        open -= landed == null ? 0 : landed;
      }
    } catch (SoulgraphException unreadable) {
      // Nothing is said by it.
    }
  }
}
