package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Limits;
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

  /** A frame, or null for one that was lost, and what it counts for in the queue. */
  private record Arrival(byte @Nullable [] frame, int queuedBytes, int queuedFrames) {}

  private final Timeline timeline;
  private final Trace trace;
  private final Path path;
  private final Dice dice;
  private final Link link;
  private final Deque<Arrival> arrived = new ArrayDeque<>();
  private Consumer<byte[]> receiver = frame -> {};
  private Consumer<byte[]> whenSent = frame -> {};
  private Runnable whenTaken = () -> {};
  private long queuedBytes;
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

  @Override
  public void send(byte[] frame) {
    if (!link.isOpen() || closing) {
      return;
    }
    whenSent.accept(frame);
    queuedBytes += frame.length;
    queuedFrames++;
    Broken.unless(
        queuedBytes <= Limits.OUTBOUND_HARD_MAX_BYTES + 2L * FrameCodec.FRAME_MAX_BYTES,
        "queues-bounded",
        path.name + " holds " + queuedBytes + " bytes");
    Path.Fate fate = path.fate(dice);
    if (fate != Path.Fate.ARRIVES) {
      link.ruined();
    }
    if (fate == Path.Fate.DOUBLED) {
      timeline.after(path.overtakenMs(dice), () -> arrive(new Arrival(frame, 0, 0)));
    }
    byte @Nullable [] comes =
        switch (fate) {
          case LOST -> null;
          case CUT_SHORT -> Arrays.copyOf(frame, dice.below(frame.length));
          default -> frame;
        };
    Arrival arrival = new Arrival(comes, frame.length, 1);
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
      queuedFrames -= next.queuedFrames;
      if (next.frame != null) {
        trace.frame(path.name, next.frame);
        receiver.accept(next.frame);
      }
      if (path.isSlow()) {
        goOnIn(SLOW_EVERY_MS);
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
    return queuedBytes + (path.isSlow() ? (long) queuedFrames * SLOW_FRAME_BYTES : 0);
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
