package dev.soulgraph.node.cli.importing;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.json.NodeWrites;
import dev.soulgraph.node.cli.json.RecordSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads records on a thread of its own, a few batches ahead of what the relay has acknowledged.
 * Once sending is over it only counts what is left, so that the count at the end is honest.
 */
final class Reader implements Runnable {
  /** So many batches are in memory at once: read, on their way, or not acknowledged yet. */
  static final int BATCHES_AHEAD = 8;

  /** Told of on the reader's thread. */
  interface Listener {
    void read(Batch batch);

    /**
     * @param refusal why the input couldn't be read to its end, or null
     */
    void ended(@Nullable SoulgraphException refusal);
  }

  private final RecordSource records;
  private final Listener listener;
  private final Semaphore room = new Semaphore(BATCHES_AHEAD);
  private final AtomicLong count = new AtomicLong();
  private volatile boolean stopped;

  Reader(RecordSource records, Listener listener) {
    this.records = records;
    this.listener = listener;
  }

  /** How many records have been met so far. */
  long count() {
    return count.get();
  }

  /** A batch is done with. */
  void release() {
    room.release();
  }

  /** From now on only counts. */
  void stop() {
    stopped = true;
    room.release();
  }

  @Override
  public void run() {
    SoulgraphException refusal = null;
    try {
      readAll();
    } catch (SoulgraphException e) {
      refusal = e;
    } catch (RuntimeException e) {
      // Without a word from here the import would wait for ever.
      refusal = new SoulgraphException(Code.INTERNAL, "the reader doesn't fail", e.toString(), e);
    }
    count.set(records.count());
    if (refusal != null || stopped) {
      while (records.skip()) {
        count.set(records.count());
      }
    }
    listener.ended(refusal);
  }

  private void readAll() {
    Batch batch = new Batch();
    while (!stopped) {
      NodeWrites record = records.next();
      count.set(records.count());
      if (record != null) {
        batch.add(record);
      }
      if (batch.isFull() || record == null && !batch.isEmpty()) {
        room.acquireUninterruptibly();
        listener.read(batch);
        batch = new Batch();
      }
      if (record == null) {
        return;
      }
    }
  }
}
