package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.NodeLimits;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One direction of a link. */
final class Lane implements Connection {
  /** A slow reader's queue is told as so much longer for each frame: small worlds fill it too. */
  private static final int SLOW_FRAME_BYTES = 3 << 20;

  private static final int SLOW_EVERY_MS = 300;
  private static final int SLOWER_EVERY_MS = 2_000;

  /** What is sent at once, whatever it comes to: a commit's frames, or an answer. */
  private static final int AT_ONCE_MAX_BYTES = 2 * FrameCodec.FRAME_MAX_BYTES;

  private static final int AT_ONCE_MAX_BYTES_IF_TIGHT = 64 << 10;
  private static final int TYPE_OF_CHANGES = 4;
  private static final int TYPE_OF_COMMIT = 6;

  /** A frame, or null for one that was lost, and what it counts for in the queue. */
  private record Arrival(
      byte @Nullable [] frame, int queuedBytes, int answerBytes, int queuedFrames) {}

  private final Timeline timeline;
  private final Trace trace;
  private final Path path;
  private final Dice dice;
  private final Link link;
  private final Deque<Arrival> arrived = new ArrayDeque<>();
  private Consumer<byte[]> receiver = frame -> {};
  private Consumer<byte[]> whenSent = frame -> {};
  private Runnable whenTaken = () -> {};
  private @Nullable NodeLimits limits;
  private long queuedBytes;
  private long answerBytes;
  private boolean inCommit;
  private int queuedFrames;
  private long lastArrivalMs;
  private boolean waiting;
  private boolean closing;

  Lane(Timeline timeline, Trace trace, Path path, Dice dice, Link link) {
    this.timeline = timeline;
    this.trace = trace;
    this.path = path;
    this.dice = dice;
    this.link = link;
  }

  /** The receiving end. */
  void to(Consumer<byte[]> takes) {
    receiver = takes;
  }

  /** The sending end: told of each frame that it sends, and of each that was taken. */
  void from(Consumer<byte[]> sent, Runnable taken) {
    whenSent = sent;
    whenTaken = taken;
  }

  /** The sending end is a node's, which keeps to these. */
  void limits(NodeLimits some) {
    limits = some;
  }

  /** Whether what is sent now may still arrive. */
  boolean isOpen() {
    return link.isOpen() && !closing;
  }

  @Override
  public String toString() {
    return path.name + " of " + link.from + ">" + link.to;
  }

  private boolean isTight() {
    return limits != null && !limits.equals(NodeLimits.DEFAULT);
  }

  /** Nothing is pushed to who is behind, and not even answers pile up beyond a bound. */
  private void check(byte[] frame) {
    NodeLimits bounds = limits;
    if (bounds == null) {
      return;
    }
    boolean live = frame[1] == TYPE_OF_CHANGES && frame[2] == 0;
    Broken.unless(
        !live || inCommit || queuedBytes() <= bounds.outboundMaxBytes(),
        "queues-bounded",
        path.name + " is pushed to, where " + queuedBytes() + " bytes wait");
    inCommit = live && FrameText.hasMore(frame);
    int atOnce = isTight() ? AT_ONCE_MAX_BYTES_IF_TIGHT : AT_ONCE_MAX_BYTES;
    Broken.unless(
        answerBytes <= bounds.outboundHardMaxBytes() + atOnce,
        "queues-bounded",
        path.name + " holds " + answerBytes + " bytes");
  }

  @Override
  public void send(byte[] frame) {
    if (!isOpen()) {
      return;
    }
    whenSent.accept(frame);
    check(frame);
    int answers = frame.length > 1 && frame[1] == TYPE_OF_COMMIT ? 0 : frame.length;
    queuedBytes += frame.length;
    answerBytes += answers;
    queuedFrames++;
    Path.Fate fate = path.fate(dice);
    if (fate != Path.Fate.ARRIVES) {
      link.ruined();
    }
    if (fate == Path.Fate.DOUBLED) {
      timeline.after(path.overtakenMs(dice), () -> arrive(new Arrival(frame, 0, 0, 0)));
    }
    byte @Nullable [] comes =
        switch (fate) {
          case LOST -> null;
          case CUT_SHORT -> Arrays.copyOf(frame, dice.below(frame.length));
          default -> frame;
        };
    Arrival arrival = new Arrival(comes, frame.length, answers, 1);
    if (fate == Path.Fate.OVERTAKEN) {
      timeline.after(path.overtakenMs(dice), () -> arrive(arrival));
    } else {
      lastArrivalMs = Math.max(lastArrivalMs, timeline.nowMs() + path.delayMs(dice));
      timeline.after(lastArrivalMs - timeline.nowMs(), () -> arrive(arrival));
    }
  }

  private void arrive(Arrival arrival) {
    if (link.isOpen()) {
      arrived.add(arrival);
      pump();
    }
  }

  private void pump() {
    while (!arrived.isEmpty() && link.isOpen() && !waiting) {
      long waitMs = path.stalledForMs();
      if (waitMs > 0) {
        goOnIn(waitMs);
        return;
      }
      Arrival next = arrived.remove();
      queuedBytes -= next.queuedBytes;
      answerBytes -= next.answerBytes;
      queuedFrames -= next.queuedFrames;
      if (next.frame != null) {
        trace.frame(path.name, next.frame);
        receiver.accept(next.frame);
      }
      if (path.isSlow()) {
        goOnIn(isTight() ? SLOWER_EVERY_MS : SLOW_EVERY_MS);
      }
      whenTaken.run();
    }
    if (closing && queuedFrames == 0) {
      link.cut();
    }
  }

  private void goOnIn(long ms) {
    waiting = true;
    timeline.after(
        ms,
        () -> {
          waiting = false;
          pump();
        });
  }

  @Override
  public long queuedBytes() {
    return queuedBytes + (path.isSlow() && !isTight() ? (long) queuedFrames * SLOW_FRAME_BYTES : 0);
  }

  @Override
  public void close(@Nullable SoulgraphException reason, boolean retry) {
    closing = true;
    link.ended(reason, retry);
    if (queuedFrames == 0) {
      timeline.after(0, link::cut);
    } else {
      // Who doesn't read what is left is not waited for.
      timeline.after(5_000, link::cut);
    }
  }
}
