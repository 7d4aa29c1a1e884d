package dev.soulgraph.testing;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.transport.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One direction of a pipe: frames arrive late, in order, or not at all. */
final class Wire implements Connection {
  private final World world;
  private final Pipe pipe;
  private final Deque<byte[]> queue = new ArrayDeque<>();
  private Consumer<byte[]> receiver = frame -> {};
  private Runnable delivered = () -> {};
  private long queuedBytes;
  private long lastArrivalMs;
  private int framesLeft = Integer.MAX_VALUE;
  private boolean closing;
  private long sentBytes;
  private long mostQueuedBytes;

  Wire(World world, Pipe pipe) {
    this.world = world;
    this.pipe = pipe;
  }

  void to(Consumer<byte[]> receiver, Runnable delivered) {
    this.receiver = receiver;
    this.delivered = delivered;
  }

  @Override
  public void send(byte[] frame) {
    if (!pipe.isOpen() || closing) {
      return;
    }
    queue.add(frame);
    queuedBytes += frame.length;
    sentBytes += frame.length;
    mostQueuedBytes = Math.max(mostQueuedBytes, queuedBytes);
    schedule();
  }

  private void schedule() {
    lastArrivalMs = Math.max(lastArrivalMs, world.nowMs() + world.delayMs());
    world.after(lastArrivalMs - world.nowMs(), this::arrive);
  }

  private void arrive() {
    byte[] frame = pipe.isOpen() && framesLeft > 0 ? queue.poll() : null;
    if (frame == null) {
      return;
    }
    framesLeft--;
    queuedBytes -= frame.length;
    receiver.accept(frame);
    delivered.run();
    if (closing && queue.isEmpty()) {
      pipe.cut();
    }
  }

  /** The reader reads so many frames more; what is sent piles up behind them. */
  void holdAfter(int frames) {
    framesLeft = frames;
  }

  /** The reader goes on. */
  void release() {
    framesLeft = Integer.MAX_VALUE;
    for (int i = queue.size(); i > 0; i--) {
      schedule();
    }
  }

  void drop() {
    queue.clear();
    queuedBytes = 0;
  }

  long sentBytes() {
    return sentBytes;
  }

  long mostQueuedBytes() {
    return mostQueuedBytes;
  }

  @Override
  public long queuedBytes() {
    return queuedBytes;
  }

  @Override
  public void close(@Nullable SoulgraphException reason, boolean retry) {
    pipe.closed(reason, retry);
    closing = true;
    if (queue.isEmpty()) {
      world.after(0, pipe::cut);
    }
  }
}
