package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.CrashingStore;
import dev.soulgraph.testing.Pipe;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What numbers don't tell: comparing finds it, and both sides end with the same. */
final class ReconcileTest {
  private static final long YEAR_MS = 365L * 24 * 3_600_000;

  private final World world = new World(7, 10);
  private final Server server = new Server(world, 1);
  private final Tab writer = new Tab(world, "writer").follow(Scope.ALL);
  private final Tab reader = new Tab(world, "reader").follow(Scope.ALL);

  private void write(Tab tab, String prefix, int count) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      writes.add(new Write(Soul.of(prefix + "/" + i), "key", new Value.Num(i)));
    }
    tab.database().commit(writes);
    world.settle();
  }

  private void assertEqual(Tab... tabs) {
    for (Tab tab : tabs) {
      assertEquals(writer.database().digest(), tab.database().digest());
    }
  }

  @Test
  void aNodeRestoredFromAnOldCopyGetsBackWhatItsClientsHold() {
    writer.connect(server);
    reader.connect(server);
    write(writer, "before", 100);
    CrashingStore.Disk copy = server.disk().copy();
    write(writer, "after", 150);
    server.restore(copy);
    assertEquals(100, server.store().size());
    reader.connect(server);
    world.settle();
    assertEquals(250, server.store().size());
    Tab late = new Tab(world, "late").follow(Scope.ALL);
    late.connect(server);
    world.settle();
    assertEqual(reader, late);
  }

  @Test
  void whatExpiresOnItsWayToANodeLeavesNobodyDiverged() {
    writer.connect(server);
    reader.connect(server);
    CrashingStore.Disk copy = server.disk().copy();
    long expiresMs = world.nowMs() + 10_500;
    write(writer, "a/!" + expiresMs, 3);
    server.restore(copy);
    // The reader still has it, and will until its next look at the clock.
    world.run(expiresMs - world.nowMs());
    reader.connect(server);
    world.settle();
    assertEquals(List.of(), reader.failures());
  }

  @Test
  void aWipedNodeIsFilledByAClient() {
    writer.connect(server);
    write(writer, "node", 500);
    Server wiped = new Server(world, 2);
    writer.offline();
    writer.connect(wiped);
    world.settle();
    assertEquals(500, wiped.store().size());
    reader.connect(wiped);
    world.settle();
    assertEqual(reader);
  }

  @Test
  void aWipedNodeIsFilledEvenByWhoHoldsLittle() {
    writer.connect(server);
    write(writer, "node", 5);
    Server wiped = new Server(world, 2);
    writer.offline();
    writer.connect(wiped);
    world.settle();
    assertEquals(5, wiped.store().size());
  }

  @Test
  void whatIsAsNewAsTheClockIsFoundToo() {
    Server other = new Server(world, 2);
    writer.connect(server);
    reader.connect(other);
    write(writer, "node", 100);
    write(reader, "other", 100);
    reader.offline();
    world.settle();
    writer.put("latest", "key", "v");
    world.run(50);
    reader.connect(server);
    world.run(300);
    assertEquals("v", reader.text("latest", "key"));
  }

  @Test
  void aChangeThatSurvivesOnlyAtAThirdPartyComesBack() {
    writer.connect(server);
    reader.connect(server);
    world.settle();
    server.holdForcing();
    writer.put("seen", "key", "v");
    world.run(100);
    assertEquals("v", reader.text("seen", "key"));
    writer.close();
    server.crash();
    server.force();
    assertEquals(0, server.store().size());
    reader.connect(server);
    world.settle();
    assertEquals(1, server.store().size());
  }

  @Test
  void withNothingDifferentTheCheckCostsLessThanThreeHundredBytes() {
    writer.connect(server);
    reader.connect(server);
    write(writer, "node", 1000);
    reader.offline();
    Pipe idle = new Tab(world, "nobody").connect(server);
    world.settle();
    long hello = idle.receivedBytes() + idle.sentBytes();
    Pipe pipe = reader.connect(server);
    world.settle();
    long bytes = pipe.receivedBytes() + pipe.sentBytes() - hello;
    assertTrue(bytes < 300, bytes + " bytes beside " + hello);
    assertEqual(reader);
  }

  @Test
  void aReplicaThatHasItAllFromElsewhereIsSentLittle() {
    Server other = new Server(world, 2);
    writer.connect(server);
    writer.connect(other);
    reader.connect(server);
    write(writer, "node", 2000);
    reader.offline();
    write(writer, "more", 10);
    Pipe pipe = reader.connect(other);
    world.settle();
    assertTrue(pipe.receivedBytes() < 5_000, pipe.receivedBytes() + " bytes");
    assertEqual(reader);
  }

  @Test
  void bothSidesGetWhatTheyLackInOneScopeOnly() {
    Server other = new Server(world, 2);
    Tab left = new Tab(world, "left").follow(Scope.prefix("a"));
    Tab right = new Tab(world, "right").follow(Scope.prefix("a"));
    left.connect(server);
    right.connect(other);
    world.settle();
    write(left, "a/left", 100);
    write(right, "a/right", 100);
    write(right, "b", 10);
    left.offline();
    left.connect(other);
    world.settle();
    assertEquals(210, other.store().size());
    assertEquals(left.database().souls("a"), right.database().souls("a"));
    assertEquals(0, left.database().souls("b").size());
  }

  @Test
  void whatWasRefusedForTheClocksSakeIsNotPassed() {
    writer.connect(server);
    world.settle();
    writer.put("a", "key", "v");
    world.settle();
    reader.clockAhead(-3_600_000);
    reader.connect(server);
    world.settle();
    reader.clockAhead(0);
    reader.offline();
    reader.connect(server);
    world.settle();
    assertEquals("v", reader.text("a", "key"));
  }

  @Test
  void differingPoliciesAreToldOnceAnHour() {
    writer.connect(server);
    write(writer, "node", 100);
    Server small = new Server(world, 2);
    small.refuse(part -> true);
    Tab holder = writer;
    holder.offline();
    holder.connect(small);
    world.settle();
    assertEquals(List.of(Code.DIVERGED), holder.failures());
    holder.offline();
    Pipe again = holder.connect(small);
    world.settle();
    assertEquals(List.of(Code.DIVERGED), holder.failures());
    assertTrue(again.sentBytes() < 300, again.sentBytes() + " bytes");
    assertNotNull(holder.database().digest());
  }

  @Test
  void aClockThatWasYearsAheadDoesNotKeepTwoApartForYears() {
    writer.connect(server);
    write(writer, "node", 100);
    Server small = new Server(world, 2);
    small.refuse(part -> true);
    small.clockAhead(YEAR_MS);
    writer.offline();
    writer.connect(small);
    world.settle();
    assertEquals(List.of(Code.DIVERGED), writer.failures());
    small.clockAhead(0);
    small.refuse(part -> false);
    writer.offline();
    writer.connect(small);
    world.settle();
    writer.offline();
    writer.connect(small);
    world.settle();
    assertEquals(100, small.store().size());
  }
}
