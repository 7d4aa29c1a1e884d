package dev.soulgraph.node.gossip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.Packed;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is handed to a socket comes out of it in the same order, packed where that pays. */
final class OutboundTest {
  private static final int ROUNDS = 40;
  private static final int PATIENCE_SECONDS = 20;

  private record Sent(byte[] message, Consumer<Boolean> done) {}

  /** A socket which takes one message at a time, when it is told to. */
  private final class Held implements Pipe {
    @Override
    public void send(byte[] message, Consumer<Boolean> done) {
      sent.add(new Sent(message, done));
    }

    @Override
    public void demand() {}

    @Override
    public void ping() {}

    @Override
    public void close(SoulgraphException reason) {}

    @Override
    public void disconnect() {}

    @Override
    public String address() {
      return "";
    }
  }

  private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
  private final Packers packers = new Packers(2);
  private final Unpacker unpacker = new Unpacker();

  @AfterEach
  void end() {
    packers.close();
  }

  private Outbound outbound() {
    return new Outbound(new Held(), packers, new Cork(), () -> {});
  }

  private byte[] taken() {
    try {
      Sent next = sent.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        return fail("a message comes");
      }
      next.done.accept(true);
      return next.message;
    } catch (InterruptedException e) {
      return fail(e);
    }
  }

  private static byte[] frame(Dice dice) {
    int length = 1 + dice.below(dice.onceIn(5) ? 5_000 : 300);
    byte[] frame = dice.bytes(length);
    if (dice.onceIn(2)) {
      Arrays.fill(frame, (byte) length);
    }
    // No frame begins as a packed message does.
    frame[0] = (byte) 0x82;
    return frame;
  }

  @Test
  void framesKeepTheirOrder() {
    for (int round = 0; round < ROUNDS; round++) {
      Dice dice = Seeds.dice(round);
      Outbound outbound = outbound();
      ByteArrayOutputStream given = new ByteArrayOutputStream();
      ByteArrayOutputStream come = new ByteArrayOutputStream();
      for (int turns = 1 + dice.below(10); turns > 0; turns--) {
        for (int frames = dice.below(40); frames > 0; frames--) {
          byte[] frame = frame(dice);
          outbound.send(frame);
          given.writeBytes(frame);
        }
        for (int messages = dice.below(4); messages > 0 && come.size() < given.size(); messages--) {
          come.writeBytes(unpacked(taken()));
        }
        assertEquals(given.size() - come.size(), outbound.queuedBytes(), Seeds.again(round));
      }
      while (come.size() < given.size()) {
        come.writeBytes(unpacked(taken()));
      }
      assertArrayEquals(given.toByteArray(), come.toByteArray(), Seeds.again(round));
      assertEquals(0, outbound.queuedBytes(), Seeds.again(round));
      assertTrue(sent.isEmpty(), Seeds.again(round));
    }
  }

  private byte[] unpacked(byte[] message) {
    return Packed.is(message) ? unpacker.unpack(message) : message;
  }

  @Test
  void whatWaitsGoesTogether() {
    Outbound outbound = outbound();
    for (int i = 0; i < 100; i++) {
      outbound.send(new byte[100]);
    }
    assertEquals(100, taken().length, "the first goes alone");
    assertEquals(99 * 100, unpacked(taken()).length);
  }

  @Test
  void aFrameForManyIsPackedOnce() {
    byte[] frame = new byte[50_000];
    for (int i = 0; i < 5; i++) {
      outbound().send(frame);
    }
    byte[] first = taken();
    assertTrue(Packed.is(first));
    for (int i = 1; i < 5; i++) {
      assertTrue(taken() == first, "the same message");
    }
  }
}
