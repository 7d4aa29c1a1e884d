package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.Pipe;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class SlowReaderTest {
  private static final int VALUE_BYTES = 60_000;

  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab writer = new Tab(world, "writer");
  private final Tab reader = new Tab(world, "reader");

  /** About 600 kB. */
  private void write(String prefix) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Value value = new Value.Bytes(new byte[VALUE_BYTES]);
      writes.add(new Write(Soul.of(prefix + "/" + i), "key", value));
    }
    writer.database().commit(writes);
    world.settle();
  }

  @Test
  void aReaderThatStopsReadingCostsNoMemoryAndThenHasEverything() {
    reader.follow(Scope.ALL);
    writer.connect(server);
    Pipe pipe = reader.connect(server);
    world.settle();
    pipe.hold();
    for (int i = 0; i < 40; i++) {
      write("space/" + i);
    }
    assertTrue(pipe.mostQueuedBytes() < Limits.OUTBOUND_MAX_BYTES + (1 << 20));
    pipe.release();
    world.settle();
    assertEquals(400, reader.database().souls("space").size());
    assertTrue(reader.database().level(Scope.ALL));
    write("space/last");
    assertEquals(410, reader.database().souls("space").size());
    assertTrue(pipe.isOpen());
  }

  /** Reads for catching up, done when the test says so. */
  private static final class Held implements Background {
    final List<Runnable> jobs = new ArrayList<>();
    boolean held;

    @Override
    public <T> void run(Supplier<T> job, Consumer<T> then) {
      if (held) {
        jobs.add(() -> then.accept(job.get()));
      } else {
        then.accept(job.get());
      }
    }
  }

  @Test
  void whatAReaderMissedIsNotPassedByWhatComesLiveBeforeItIsMadeGood() {
    Held background = new Held();
    Server node = new Server(world, 2, "main", background);
    reader.follow(Scope.prefix("space")).follow(Scope.prefix("b"));
    writer.connect(node);
    Pipe pipe = reader.connect(node);
    world.settle();
    pipe.hold();
    for (int i = 0; i < 15; i++) {
      write("space/" + i);
    }
    writer.put("b/missed", "key", "value");
    world.settle();
    background.held = true;
    pipe.release();
    world.settle();
    writer.put("b/live", "key", "value");
    world.settle();
    assertEquals(List.of("b/live"), reader.database().souls("b"));
    reader.reload();
    background.held = false;
    reader.connect(node);
    world.settle();
    assertEquals(List.of("b/live", "b/missed"), reader.database().souls("b"));
    assertEquals(150, reader.database().souls("space").size());
  }

  @Test
  void thousandsOfScopesOpenedAtOnceFillNoPipe() {
    writer.connect(server);
    world.settle();
    for (int i = 0; i < 40; i++) {
      write("space/" + i);
    }
    Server.Stranger stranger = server.stranger();
    stranger.say(Handshake.hello());
    world.settle();
    stranger.pipe.hold();
    for (int i = 0; i < 40; i++) {
      stranger.say(new Frame.Open(i + 1, Scope.prefix("space/" + i), null));
    }
    world.settle();
    assertTrue(
        stranger.pipe.mostQueuedBytes() < Limits.OUTBOUND_LOW_BYTES + (1 << 20),
        stranger.pipe.mostQueuedBytes() + " bytes");
    stranger.pipe.release();
    world.settle();
    assertEquals(40, stranger.heard.stream().filter(Frame.Level.class::isInstance).count());
  }

  @Test
  void aSlowReaderHoldsUpNobodyElse() {
    Tab other = new Tab(world, "other").follow(Scope.ALL);
    reader.follow(Scope.ALL);
    writer.connect(server);
    other.connect(server);
    Pipe pipe = reader.connect(server);
    world.settle();
    pipe.hold();
    for (int i = 0; i < 20; i++) {
      write("space/" + i);
      assertEquals(10 * (i + 1), other.database().souls("space").size());
    }
    assertEquals(List.of(), writer.database().pending());
  }

  @Test
  void whoLetsEvenAnswersPileUpIsCutOff() {
    long[] queued = {0};
    List<Code> closed = new ArrayList<>();
    Peer peer =
        server
            .node()
            .connect(
                new Connection() {
                  @Override
                  public void send(byte[] frame) {}

                  @Override
                  public long queuedBytes() {
                    return queued[0];
                  }

                  @Override
                  public void close(SoulgraphException reason, boolean retry) {
                    closed.add(reason.code());
                  }
                });
    server.node().receive(peer, Handshake.hello(), null);
    world.settle();
    queued[0] = Limits.OUTBOUND_HARD_MAX_BYTES;
    server.node().receive(peer, new Frame.Ping(1), null);
    assertEquals(List.of(), closed);
    queued[0]++;
    server.node().receive(peer, new Frame.Ping(2), null);
    server.node().receive(peer, new Frame.Ping(3), null);
    assertEquals(List.of(Code.RELAY_CLOSED), closed);
  }
}
