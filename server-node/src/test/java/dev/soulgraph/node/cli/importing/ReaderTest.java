package dev.soulgraph.node.cli.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.json.NodeWrites;
import dev.soulgraph.node.cli.json.RecordSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads no further ahead than may be in memory, and counts everything, whatever happens. */
@Timeout(60)
final class ReaderTest {
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
  private final CompletableFuture<@Nullable SoulgraphException> ended = new CompletableFuture<>();
  private long badAt = -1;
  private @Nullable RuntimeException defect;

  /** So many records, of which one may be bad. */
  private final class Records implements RecordSource {
    private final long all;
    private final AtomicLong met = new AtomicLong();

    Records(long all) {
      this.all = all;
    }

    @Override
    public long count() {
      return met.get();
    }

    @Override
    public @Nullable NodeWrites next() {
      if (met.get() == all) {
        return null;
      }
      long record = met.incrementAndGet();
      if (record == badAt) {
        throw defect == null
            ? new SoulgraphException(Code.INPUT_INVALID, "a record can be read", record + "")
            : defect;
      }
      return NodeWrites.now(record, List.of(), true);
    }

    @Override
    public boolean skip() {
      return met.get() < all && met.incrementAndGet() > 0;
    }

    @Override
    public void close() {}
  }

  private Reader start(Records records) {
    Reader reader =
        new Reader(
            records,
            new Reader.Listener() {
              @Override
              public void read(Batch batch) {
                batches.add(batch);
              }

              @Override
              public void ended(@Nullable SoulgraphException refusal) {
                ended.complete(refusal);
              }
            });
    Thread thread = new Thread(reader, "reader");
    thread.setDaemon(true);
    thread.start();
    return reader;
  }

  private Batch next() throws InterruptedException {
    Batch batch = batches.poll(30, TimeUnit.SECONDS);
    assertNotNull(batch, "a batch comes");
    return batch;
  }

  @Test
  void theLastBatchIsWhatIsLeft() throws Exception {
    Reader reader = start(new Records(Batch.RECORDS_MAX + 1));
    assertEquals(Batch.RECORDS_MAX, next().blank());
    assertEquals(1, next().blank());
    assertNull(ended.get());
    assertEquals(Batch.RECORDS_MAX + 1, reader.count());
    assertTrue(batches.isEmpty());
  }

  @Test
  void nothingIsReadThatHasNoRoom() throws Exception {
    Records records = new Records(100L * Batch.RECORDS_MAX);
    Reader reader = start(records);
    for (int i = 0; i < Reader.BATCHES_AHEAD; i++) {
      next();
    }
    assertAhead(records, Reader.BATCHES_AHEAD);
    reader.release();
    next();
    assertAhead(records, Reader.BATCHES_AHEAD + 1);
    reader.stop();
    assertNull(ended.get());
  }

  /** It has read the one that waits for room, and stays there. */
  private void assertAhead(Records records, int told) throws InterruptedException {
    long most = (told + 1L) * Batch.RECORDS_MAX;
    while (records.count() < most) {
      Thread.sleep(1);
    }
    assertNull(batches.poll(50, TimeUnit.MILLISECONDS));
    assertEquals(most, records.count());
  }

  @Test
  void onceStoppedItOnlyCounts() throws Exception {
    Records records = new Records(100L * Batch.RECORDS_MAX);
    Reader reader = start(records);
    for (int i = 0; i < Reader.BATCHES_AHEAD; i++) {
      next();
    }
    reader.stop();
    assertNull(ended.get());
    assertEquals(100L * Batch.RECORDS_MAX, reader.count());
    assertTrue(batches.size() <= 1, batches.size() + " batches after the stop");
  }

  @Test
  void aBadRecordIsToldAndTheRestCounted() throws Exception {
    badAt = 2_500;
    Reader reader = start(new Records(4_000));
    SoulgraphException refusal = ended.get();
    assertNotNull(refusal);
    assertEquals(Code.INPUT_INVALID, refusal.code());
    assertEquals(4_000, reader.count());
    assertEquals(2, batches.size());
  }

  @Test
  void aDefectEndsItByName() throws Exception {
    badAt = 1;
    defect = new IllegalStateException("a defect");
    start(new Records(10));
    SoulgraphException refusal = ended.get();
    assertNotNull(refusal);
    assertEquals(Code.INTERNAL, refusal.code());
  }
}
