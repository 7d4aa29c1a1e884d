package dev.soulgraph.bench.load;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends commits as fast as they are acknowledged, so much ahead. */
final class Writer extends Client {
  private final Iterator<byte[]> frames;
  private final int windowFrames;
  private final CountDownLatch done = new CountDownLatch(1);
  private int sent;
  private volatile int acknowledged;
  private boolean ended;

  /** When each frame that waits for its acknowledgement was sent; they come in order. */
  private final Queue<Long> sentNanos = new ArrayDeque<>();

  private double[] ackMs = new double[1024];
  private int acks;

  /**
   * @param frames of commits, made as they are asked for
   */
  Writer(Loop loop, int port, Iterator<byte[]> frames, int windowFrames) throws IOException {
    super(loop, port);
    this.frames = frames;
    this.windowFrames = windowFrames;
  }

  synchronized void start() {
    awaitWelcome();
    scanned();
  }

  /** As long as it takes, while any come. */
  void awaitAll() {
    try {
      int before = -1;
      while (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        if (acknowledged == before) {
          throw new IllegalStateException("no acknowledgement comes any more, after " + before);
        }
        before = acknowledged;
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends one frame more, whatever waits. */
  synchronized void sendNext() {
    sent++;
    sentNanos.add(System.nanoTime());
    send(List.of(frames.next()));
  }

  @Override
  public synchronized void ack(int sequence) {
    acknowledged++;
    if (acks == ackMs.length) {
      ackMs = Arrays.copyOf(ackMs, 2 * acks);
    }
    ackMs[acks++] = (System.nanoTime() - sentNanos.remove()) / 1e6;
  }

  /** How long acknowledgements took. */
  synchronized double ackMs(double part) {
    double[] sorted = Arrays.copyOf(ackMs, acks);
    Arrays.sort(sorted);
    return sorted[(int) (part * (acks - 1))];
  }

  @Override
  synchronized void scanned() {
    List<byte[]> more = new ArrayList<>();
    while (sent - acknowledged < windowFrames && frames.hasNext()) {
      more.add(frames.next());
      sent++;
      sentNanos.add(System.nanoTime());
    }
    if (!more.isEmpty()) {
      send(more);
    }
    ended |= !frames.hasNext();
    if (ended && acknowledged == sent) {
      done.countDown();
    }
  }
}
