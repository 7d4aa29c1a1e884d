package dev.soulgraph.node.cli.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.FrameCodec;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A socket's thread brings what a command's one thread handles. */
final class RelaySocketTest {
  private static final int MESSAGES = 40;
  private static final int MESSAGE_BYTES = 300_000;
  private static final int POSTERS = 4;
  private static final int EVENTS = 20_000;
  private static final long PATIENCE_MS = 30_000;

  private final EventLoop loop = new EventLoop(() -> {});
  private final List<Integer> handled = new ArrayList<>();
  private final AtomicInteger brought = new AtomicInteger();

  private final RelaySocket socket =
      new RelaySocket(
          URI.create("ws://localhost:1"),
          1_000,
          loop,
          new RelaySocket.Events() {
            @Override
            public void opened() {}

            @Override
            public void received(byte[] frames, boolean joined) {
              handled.add(ByteBuffer.wrap(frames).getInt(1));
            }

            @Override
            public void closed(SoulgraphException reason) {}
          });

  private final Thread bringing =
      new Thread(
          () -> {
            for (int i = 0; i < MESSAGES; i++) {
              byte[] message = new byte[MESSAGE_BYTES];
              message[0] = (byte) 0x80;
              socket.onMessage(ByteBuffer.wrap(message).putInt(1, i));
              brought.incrementAndGet();
            }
          });

  /** Waits until the socket's thread waits too. */
  private void begin() throws InterruptedException {
    bringing.setDaemon(true);
    bringing.start();
    while (bringing.getState() != Thread.State.WAITING) {
      assertTrue(bringing.isAlive(), "it waits for room");
      Thread.sleep(1);
    }
    assertEquals(2 * FrameCodec.FRAME_MAX_BYTES / MESSAGE_BYTES, brought.get());
  }

  @Test
  void noMoreThanTwoFramesWaitForACommandAndNoneIsLost() throws InterruptedException {
    begin();
    assertTrue(loop.await(() -> handled.size() == MESSAGES, handled::size, PATIENCE_MS));
    for (int i = 0; i < MESSAGES; i++) {
      assertEquals(i, handled.get(i));
    }
    bringing.join();
  }

  @Test
  void whoeverLeavesHoldsNobodyUp() throws InterruptedException {
    begin();
    socket.leave();
    bringing.join(PATIENCE_MS);
    assertEquals(MESSAGES, brought.get());
  }

  /** Posted from all sides, each once and in its poster's order. */
  @Test
  void whateverIsPostedIsRunOnceByTheOneWhoWaits() throws InterruptedException {
    int[] next = new int[POSTERS];
    List<Thread> posters = new ArrayList<>();
    for (int i = 0; i < POSTERS; i++) {
      int poster = i;
      Thread thread =
          new Thread(
              () -> {
                for (int event = 0; event < EVENTS; event++) {
                  int number = event;
                  loop.post(
                      () -> {
                        if (next[poster] == number) {
                          next[poster]++;
                        }
                      });
                }
              });
      posters.add(thread);
      thread.start();
    }
    int[] before = {0};
    assertTrue(
        loop.await(
            () -> {
              before[0] = next[0] + next[1] + next[2] + next[3];
              return before[0] == POSTERS * EVENTS;
            },
            () -> before[0],
            TimeUnit.SECONDS.toMillis(30)),
        () -> before[0] + " were run in order");
    for (Thread thread : posters) {
      thread.join();
    }
  }
}
