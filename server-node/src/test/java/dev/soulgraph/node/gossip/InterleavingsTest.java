package dev.soulgraph.node.gossip;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the node's threads share, in small scenes of three threads. Lincheck decides at each access
 * of shared memory who goes on, and plays one interleaving after another; so a defect that real
 * threads meet once in a million times is met, and the order that led to it is shown. What it can't
 * bear, much data and native code, is in {@link SharedStateTest}. {@code
 * -Dsoulgraph.interleavings=N} plays more.
 */
final class InterleavingsTest {
  private static final int COUNT = Integer.getInteger("soulgraph.interleavings", 300);
  private static final int THREADS = 3;

  /** Each thread does one of the scene's operations. */
  private static void play(Class<?> scene) {
    new ModelCheckingOptions()
        .threads(THREADS)
        .actorsPerThread(1)
        .actorsBefore(0)
        .actorsAfter(0)
        .iterations(1)
        .invocationsPerIteration(COUNT)
        .minimizeFailedScenario(false)
        .check(scene);
  }

  private static void that(boolean holds, Object otherwise) {
    if (!holds) {
      throw new IllegalStateException(String.valueOf(otherwise));
    }
  }

  @Test
  void aSocketIsAskedForMoreOnceHoweverItsThreadAndTheWriterMeet() {
    play(Bringing.class);
  }

  /** A message waits in a full inbox: its socket may go on once it is handled. */
  public static class Bringing {
    private static final int BYTES = 10;
    private final Inbox inbox = new Inbox();
    private int demanded;
    private final Intake intake = new Intake(inbox, () -> demanded++);

    public Bringing() {
      inbox.grow(Inbox.MAX_BYTES + BYTES);
      intake.add(BYTES);
    }

    @Operation(runOnce = true)
    public void socket() {
      intake.goOn();
    }

    @Operation(runOnce = true)
    public void writer() {
      inbox.shrink(BYTES);
      intake.handled(BYTES);
    }

    @Operation(runOnce = true)
    public void others() {
      inbox.shrink(Inbox.MAX_BYTES);
    }

    @Validate
    public void validate() {
      that(demanded == 1, "asked " + demanded + " times");
    }
  }

  @Test
  void whoeverWaitsForRoomInTheInboxIsLetInAndNoMoreThanFit() {
    play(Crowding.class);
  }

  /** One has more than half of the inbox and gives it back; two others want as much. */
  public static class Crowding {
    private static final long BYTES = Inbox.MAX_BYTES * 3 / 5;
    private final Inbox inbox = new Inbox();
    private int inside;
    private int most;
    private int ran;

    public Crowding() {
      one();
    }

    private synchronized void enter() {
      inside++;
      most = Math.max(most, inside);
      ran++;
    }

    private synchronized boolean leave() {
      boolean was = inside > 0;
      inside = 0;
      return was;
    }

    @Operation(runOnce = true)
    public final void one() {
      inbox.admit(BYTES, this::enter);
    }

    @Operation(runOnce = true)
    public void another() {
      inbox.admit(BYTES, this::enter);
    }

    @Operation(runOnce = true)
    public void writer() {
      if (leave()) {
        inbox.shrink(BYTES);
      }
    }

    @Validate
    public void validate() {
      that(most <= 1, most + " at once");
      for (int i = 0; i < THREADS; i++) {
        writer();
      }
      that(ran == THREADS, ran + " are let in");
      that(inbox.hasRoom(), "something is counted for ever");
    }
  }

  /** Keeps the one message that is under way until it is taken. */
  static final class Taking implements Pipe {
    private record Message(int number, Consumer<Boolean> done) {}

    final List<Integer> taken = new ArrayList<>();
    private @Nullable Message underWay;
    private boolean crowded;
    private int closed;

    @Override
    public void send(byte[] message, Consumer<Boolean> done) {
      synchronized (this) {
        crowded |= underWay != null;
        underWay = new Message(ByteBuffer.wrap(message).getInt(), done);
      }
    }

    boolean take(boolean well) {
      Message message;
      synchronized (this) {
        message = underWay;
        underWay = null;
        if (message == null) {
          return false;
        }
        taken.add(message.number);
      }
      message.done.accept(well);
      return true;
    }

    void takeAll() {
      while (take(true)) {
        that(!crowded, "two messages are under way");
      }
    }

    @Override
    public void demand() {}

    @Override
    public void ping() {}

    @Override
    public void close(SoulgraphException reason) {
      that(underWay == null, "closed while a message is under way");
      closed++;
    }

    @Override
    public void disconnect() {}

    @Override
    public String address() {
      return "";
    }
  }

  /** A socket and its network; packing is done by whoever sends. */
  public abstract static class Sending {
    final Taking pipe = new Taking();
    final Outbound outbound;

    Sending() {
      Packers packers = new Packers(1);
      packers.close();
      outbound = new Outbound(pipe, packers, new Cork(), () -> {});
    }

    final void send(int number) {
      outbound.send(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    final void close() {
      outbound.close(new SoulgraphException(Code.CLOSED, "the test ends", ""), true);
    }

    final void endsWith(int closed) {
      pipe.takeAll();
      that(outbound.queuedBytes() == 0, outbound.queuedBytes() + " bytes are counted");
      that(pipe.closed == closed, "closed " + pipe.closed + " times");
    }
  }

  @Test
  void eachFrameIsSentOnceAndInItsSendersOrder() {
    play(TwoSending.class);
  }

  public static class TwoSending extends Sending {
    @Operation(runOnce = true)
    public void one() {
      send(10);
      send(11);
    }

    @Operation(runOnce = true)
    public void another() {
      send(20);
    }

    @Operation(runOnce = true)
    public void network() {
      pipe.take(true);
      pipe.take(true);
    }

    @Validate
    public void validate() {
      endsWith(0);
      List<Integer> taken = pipe.taken;
      that(taken.size() == 3 && Set.copyOf(taken).equals(Set.of(10, 11, 20)), taken);
      that(taken.indexOf(10) < taken.indexOf(11), taken);
    }
  }

  @Test
  void aSocketIsClosedOnceAfterAllThatWasSentBefore() {
    play(Closing.class);
  }

  public static class Closing extends Sending {
    public Closing() {
      send(1);
    }

    @Operation(runOnce = true)
    public void one() {
      close();
      send(2);
    }

    @Operation(runOnce = true)
    public void another() {
      close();
      send(3);
    }

    @Operation(runOnce = true)
    public void network() {
      pipe.take(true);
    }

    @Validate
    public void validate() {
      endsWith(1);
      that(pipe.taken.equals(List.of(1)), pipe.taken);
    }
  }

  @Test
  void aSocketThatFailsLetsGoOfAllThatWaits() {
    play(Failing.class);
  }

  public static class Failing extends Sending {
    public Failing() {
      send(1);
    }

    @Operation(runOnce = true)
    public void sender() {
      send(2);
      send(3);
    }

    @Operation(runOnce = true)
    public void network() {
      pipe.take(false);
    }

    @Operation(runOnce = true)
    public void gone() {
      outbound.abandon();
    }

    @Validate
    public void validate() {
      endsWith(0);
      that(outbound.isClosing(), "it is still open");
      that(pipe.taken.equals(List.of(1)), pipe.taken);
    }
  }
}
