package dev.soulgraph.node.gossip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.wire.Packed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the node's threads share, under all of them at once; interleavings are the machine's. */
final class SharedStateTest {
  private static final int THREADS = 4;
  private static final int FRAMES = 4_000;
  private static final int FRAME_HEAD_BYTES = 12;
  private static final int PATIENCE_SECONDS = 60;

  private final int seed = Seeds.seed();
  private final ExecutorService network = Executors.newFixedThreadPool(THREADS);
  private final Packers packers = new Packers(2);

  @AfterEach
  void end() {
    network.shutdownNow();
    packers.close();
  }

  /** Takes messages on threads of its own, one at a time, and unfolds them. */
  private final class Taking implements Pipe {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);
    private final Unpacker unpacker = new Unpacker();

    @Override
    public void send(byte[] message, Consumer<Boolean> done) {
      most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      network.execute(
          () -> {
            byte[] frames = Packed.is(message) ? unpacker.unpack(message) : message;
            taken.writeBytes(frames);
            underWay.decrementAndGet();
            done.accept(true);
          });
    }

    @Override
    public void demand() {}

    @Override
    public void ping() {}

    @Override
    public void close(SoulgraphException reason) {
      closed.countDown();
    }

    @Override
    public void disconnect() {}

    @Override
    public String address() {
      return "";
    }
  }

  /** The sender, the frame's number with this sender, its size, and something to shrink. */
  private static byte[] frame(int sender, int number, int size) {
    return ByteBuffer.allocate(FRAME_HEAD_BYTES + size)
        .putInt(sender)
        .putInt(number)
        .putInt(size)
        .array();
  }

  private interface Work {
    void run(int thread) throws InterruptedException;
  }

  private static void together(Work work) throws InterruptedException {
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run(number);
                } catch (InterruptedException | RuntimeException | Error e) {
                  failures.add(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), List.copyOf(failures));
  }

  @Test
  void eachSendersFramesComeOnceAndInOrderThroughOneSocket() throws InterruptedException {
    Taking pipe = new Taking();
    AtomicInteger drained = new AtomicInteger();
    Outbound outbound = new Outbound(pipe, packers, new Cork(), drained::incrementAndGet);
    together(
        sender -> {
          Dice dice = new Dice(seed + sender);
          for (int i = 0; i < FRAMES; i++) {
            outbound.send(frame(sender, i, dice.onceIn(20) ? dice.below(5_000) : dice.below(40)));
          }
        });
    outbound.close(new SoulgraphException(Code.CLOSED, "the test ends", ""), true);
    outbound.send(frame(0, -1, 0));
    assertTrue(
        pipe.closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "all is sent, then it is closed");
    assertEquals(1, pipe.most.get(), "messages under way at once");
    assertEquals(0, outbound.queuedBytes());
    int[] next = new int[THREADS];
    ByteBuffer taken = ByteBuffer.wrap(pipe.taken.toByteArray());
    while (taken.hasRemaining()) {
      int sender = taken.getInt();
      assertEquals(next[sender]++, taken.getInt(), "of sender " + sender + ", seed " + seed);
      int size = taken.getInt();
      taken.position(taken.position() + size);
    }
    for (int each : next) {
      assertEquals(FRAMES, each);
    }
  }

  @Test
  void whoWaitsToCatchUpHearsWheneverASocketHasDrained() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      Taking pipe = new Taking();
      CountDownLatch drained = new CountDownLatch(1);
      Outbound outbound = new Outbound(pipe, packers, new Cork(), drained::countDown);
      byte[] large = new byte[64 << 10];
      new Random(seed + round).nextBytes(large);
      while (outbound.queuedBytes() <= Limits.OUTBOUND_LOW_BYTES) {
        outbound.send(large);
      }
      assertTrue(drained.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "round " + round);
    }
  }

  @Test
  void aSocketThatIsAbandonedLetsGoOfAllWhoeverSends() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      Outbound outbound = new Outbound(new Taking(), packers, new Cork(), () -> {});
      together(
          thread -> {
            for (int i = 0; i < 50; i++) {
              if (thread == 0 && i == 25) {
                outbound.abandon();
              }
              outbound.send(frame(thread, i, 100));
            }
          });
      assertEquals(0, outbound.queuedBytes());
      assertTrue(outbound.isClosing());
    }
  }

  /** What is counted twice or not given back would keep everybody out in the end. */
  @Test
  void theInboxLetsInWhatFitsAndForgetsNobody() throws InterruptedException {
    Inbox inbox = new Inbox();
    AtomicLong admitted = new AtomicLong();
    AtomicLong most = new AtomicLong();
    AtomicInteger ran = new AtomicInteger();
    together(
        thread -> {
          Dice dice = new Dice(seed + thread);
          for (int i = 0; i < FRAMES; i++) {
            long bytes = 1L + dice.below((int) (Inbox.MAX_BYTES / 3));
            inbox.admit(
                bytes,
                () -> {
                  most.accumulateAndGet(admitted.addAndGet(bytes), Math::max);
                  ran.incrementAndGet();
                  network.execute(
                      () -> {
                        admitted.addAndGet(-bytes);
                        inbox.shrink(bytes);
                      });
                });
          }
        });
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (ran.get() < THREADS * FRAMES || admitted.get() > 0) {
      assertTrue(System.nanoTime() < end, ran + " were let in, seed " + seed);
      Thread.onSpinWait();
    }
    assertTrue(most.get() <= Inbox.MAX_BYTES, most + " bytes at once");
    assertTrue(inbox.hasRoom());
  }

  @Test
  void manyReceiversOfAFrameGetTheSameMessageOfIt() throws InterruptedException {
    byte[] frame = frame(1, 2, 20_000);
    ConcurrentLinkedQueue<Optional<byte[]>> packed = new ConcurrentLinkedQueue<>();
    CountDownLatch left = new CountDownLatch(THREADS * 100);
    together(
        thread -> {
          for (int i = 0; i < 100; i++) {
            packers.pack(
                List.of(frame),
                message -> {
                  packed.add(message);
                  left.countDown();
                });
          }
        });
    assertTrue(left.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    byte[] first = packed.element().orElseThrow();
    assertArrayEquals(frame, new Unpacker().unpack(first));
    packed.forEach(
        each ->
            assertEquals(
                System.identityHashCode(first), System.identityHashCode(each.orElseThrow())));
  }

  @Test
  @Timeout(PATIENCE_SECONDS)
  void whoeverIsRefusedGivesItsCheckerBack() throws InterruptedException {
    Checkers checkers =
        new Checkers("main", (key, signature, message, answer) -> answer.accept(false), 2);
    byte[] malformed = {(byte) 0xff};
    together(
        thread -> {
          for (int i = 0; i < FRAMES; i++) {
            assertThrows(
                SoulgraphException.class,
                () -> checkers.check(malformed, frame -> false, Guest.TRUSTED));
          }
        });
  }
}
