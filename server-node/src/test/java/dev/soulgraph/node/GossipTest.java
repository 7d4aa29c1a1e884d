package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node, real sockets. */
final class GossipTest {
  private static final int GOING_AWAY = 1001;

  @TempDir Path folder;
  private Server server;
  private final TestAuthor alice = new TestAuthor(1);

  @BeforeEach
  void start() {
    server = Server.start(ServeOptions.of("localhost", 0, folder.resolve("data")));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private static List<Part> parts(RawClient client, int changes) throws InterruptedException {
    List<Part> parts = new ArrayList<>();
    for (int count = 0; count < changes; ) {
      for (Part part : client.next(Frame.Changes.class).parts()) {
        parts.add(part);
        count += part.leaves().length;
      }
    }
    return parts;
  }

  private static void assertApplied(RawClient client, Frame.Commit commit)
      throws InterruptedException {
    Frame.Ack ack = client.next(Frame.Ack.class);
    assertEquals(commit.sequence(), ack.sequence());
    int applied = 0;
    for (Frame.Verdicts run : ack.verdicts()) {
      assertNull(run.code());
      assertEquals(Outcome.APPLIED.ordinal(), run.outcome());
      applied += run.count();
    }
    assertEquals(commit.part().leaves().length, applied);
  }

  @Test
  void aCommitIsAcknowledgedAndReachesWhoFollows() throws InterruptedException {
    RawClient writer = RawClient.welcomed(server);
    RawClient reader = RawClient.welcomed(server);
    reader.open(1, Scope.prefix("people"), null);
    reader.next(Frame.Level.class);
    Frame.Commit commit = alice.commit("people/alice", "name", "Alice");
    writer.send(commit);
    assertApplied(writer, commit);
    Part part = parts(reader, 1).get(0);
    assertEquals(commit.part().leaves()[0].id(), part.leaves()[0].id());
    assertEquals(commit.part().seal().root(), part.seal().root());
  }

  @Test
  void aLargeCommitIsCaughtUpWith() throws InterruptedException {
    RawClient writer = RawClient.welcomed(server);
    Frame.Commit commit = alice.commit("node", 5_000, 20);
    writer.send(commit);
    assertApplied(writer, commit);
    RawClient reader = RawClient.welcomed(server);
    reader.open(1, Scope.ALL, null);
    parts(reader, 5_000);
    assertEquals(5_000, reader.next(Frame.Level.class).number());
  }

  @Test
  void whatWasAcknowledgedIsThereAfterARestart() throws InterruptedException {
    RawClient writer = new RawClient(server);
    writer.send(RawClient.hello("main"));
    Frame.Welcome before = writer.next(Frame.Welcome.class);
    writer.send(alice.commit("a", "x", "1"));
    writer.next(Frame.Ack.class);
    writer.send(alice.commit("a", "y", "1"));
    writer.next(Frame.Ack.class);
    server.stop();
    start();
    RawClient reader = new RawClient(server);
    reader.send(RawClient.hello("main"));
    Frame.Welcome after = reader.next(Frame.Welcome.class);
    assertEquals(before.node(), after.node());
    assertEquals(before.store(), after.store());
    assertTrue(!before.run().equals(after.run()));
    reader.open(1, Scope.ALL, new Frame.Cursor(before.store(), before.run(), 1));
    assertEquals(1, parts(reader, 1).size());
    assertEquals(2, reader.next(Frame.Level.class).number());
  }

  @Test
  void aStopSaysGoodBye() throws InterruptedException {
    RawClient client = RawClient.welcomed(server);
    server.stop();
    assertEquals(GOING_AWAY, client.closeStatus());
  }

  /** The receiver's thread is held, so the pipe fills; later all of it has arrived. */
  @Test
  void aSlowReceiverHoldsUpNobodyAndLosesNothing() throws InterruptedException {
    int commits = 40;
    int each = 1_000;
    SlowClient slow = new SlowClient(server);
    RawClient writer = RawClient.welcomed(server);
    for (int i = 0; i < commits; i++) {
      Frame.Commit commit = alice.commit("bulk" + i, each, 700);
      writer.send(commit);
      assertApplied(writer, commit);
    }
    slow.letGo();
    assertTrue(slow.hasSeen(commits * each), "all of it arrives");
  }

  @Test
  void aPortInUseIsNamed() {
    SoulgraphException refusal =
        assertThrows(
            SoulgraphException.class,
            () ->
                Server.start(ServeOptions.of("localhost", server.port(), folder.resolve("other"))));
    assertEquals(Code.PORT_IN_USE, refusal.code());
    assertTrue(refusal.value().endsWith(":" + server.port()));
    // The refused node has let go of its folder.
    Server.start(ServeOptions.of("localhost", 0, folder.resolve("other"))).stop();
  }

  @Test
  void aDataFolderInUseIsNamed() {
    SoulgraphException refusal =
        assertThrows(
            SoulgraphException.class,
            () -> Server.start(ServeOptions.of("localhost", 0, folder.resolve("data"))));
    assertEquals(Code.DATA_IN_USE, refusal.code());
  }
}
