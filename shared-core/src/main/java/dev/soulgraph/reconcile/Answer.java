package dev.soulgraph.reconcile;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.SoulgraphException;
import org.jspecify.annotations.Nullable;

/** The answer to one message: what it says of each range is held against our items. */
final class Answer {
  /** The least frame limit: with less a message might not get on. */
  private static final int FRAME_MIN_BYTES = 4096;

  /** What one more range and the closing fingerprint take at most. */
  private static final int RESERVED_BYTES = 200;

  private final Items items;
  private final int sizeMax;
  private final @Nullable Initiator initiator;
  private final MessageReader in;
  private final MessageWriter out = new MessageWriter();

  /** The range that is being answered: its bounds and the ranks of our items in it. */
  private Bound from = Bound.START;

  private Bound to = from;
  private int lower;
  private int upper;

  /** Whether the ranges just before this one are settled and not yet written. */
  private boolean skipped;

  /**
   * @param initiator who learns from the other side's ids; null where a responder answers
   */
  Answer(Items items, int frameMaxBytes, byte[] message, @Nullable Initiator initiator) {
    if (frameMaxBytes != 0 && frameMaxBytes < FRAME_MIN_BYTES) {
      throw new IllegalArgumentException("a frame limit below 4096: " + frameMaxBytes);
    }
    this.items = items;
    this.initiator = initiator;
    sizeMax = frameMaxBytes == 0 ? Integer.MAX_VALUE : frameMaxBytes - RESERVED_BYTES;
    in = new MessageReader(message);
  }

  byte[] bytes() {
    if (speaksOurVersion()) {
      while (!in.atEnd() && answerRange()) {
        from = to;
        lower = upper;
      }
    }
    return out.toBytes();
  }

  /** A responder answers another version with its own alone. */
  private boolean speaksOurVersion() {
    int version = in.next();
    if (version >> 4 != MessageWriter.VERSION >> 4) {
      throw MessageReader.invalid("not a version", version);
    }
    if (initiator != null && version != MessageWriter.VERSION) {
      throw new SoulgraphException(Code.UNSUPPORTED, "Negentropy's version", "" + version);
    }
    return version == MessageWriter.VERSION;
  }

  /** Whether the frame has room for another. */
  private boolean answerRange() {
    to = in.bound();
    upper = to == Bound.END ? items.size() : items.rank(to.at);
    long mode = in.varint();
    if (mode == MessageWriter.FINGERPRINT) {
      return in.matches(items.sum(lower, upper).fingerprint(upper - lower)) ? skip() : split();
    }
    if (mode == MessageWriter.IDS) {
      Hash[] ids = in.ids();
      if (initiator == null) {
        return list();
      }
      initiator.compare(items, from.at, to.at, lower, upper, ids);
    } else if (mode != MessageWriter.SKIP) {
      throw MessageReader.invalid("an unknown mode", mode);
    }
    return skip();
  }

  private boolean skip() {
    skipped = true;
    return true;
  }

  private void writeSkipped() {
    if (skipped) {
      skipped = false;
      out.range(from, MessageWriter.SKIP);
    }
  }

  private boolean split() {
    int sizeBefore = out.size();
    writeSkipped();
    out.split(to, items, lower, upper);
    if (out.size() <= sizeMax) {
      return true;
    }
    out.truncate(sizeBefore);
    return close();
  }

  /** All ids that we have in the range, or as many of them as there is room for. */
  private boolean list() {
    int fitting = (sizeMax - out.size()) / Hash.BYTES + 1;
    writeSkipped();
    if (fitting < upper - lower) {
      upper = lower + fitting;
      to = new Bound(items.at(upper), Hash.BYTES);
    }
    out.ids(to, items, lower, upper);
    return out.size() <= sizeMax || close();
  }

  /** The frame is full: one fingerprint stands for all that is left. */
  private boolean close() {
    out.fingerprint(Bound.END, items, upper, items.size());
    return false;
  }
}
