package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.CrashingStore;
import dev.soulgraph.testing.Pipe;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that follow each other: any topology, any partition. */
final class PeeringTest {
  private final World world = new World(11, 10);
  private final List<Server> nodes = new ArrayList<>();
  private final List<Tab> tabs = new ArrayList<>();

  private void nodes(int count) {
    for (int i = 0; i < count; i++) {
      Server node = new Server(world, i + 1);
      nodes.add(node);
      tabs.add(tab(i));
    }
  }

  private Tab tab(int at) {
    Tab tab = new Tab(world, "tab " + at + " " + tabs.size()).follow(Scope.ALL);
    tab.connect(nodes.get(at));
    return tab;
  }

  private Pipe peer(int from, int to) {
    return nodes.get(from).peer(nodes.get(to));
  }

  private static long bytes(Pipe pipe) {
    return pipe.sentBytes() + pipe.receivedBytes();
  }

  private void write(int at, String prefix, int count) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      writes.add(new Write(Soul.of(prefix + "/" + i), "key", new Value.Num(i)));
    }
    tabs.get(at).database().commit(writes);
  }

  private void assertAllEqual(int changes) {
    for (int i = 0; i < nodes.size(); i++) {
      assertEquals(changes, nodes.get(i).store().size(), "node " + i);
      assertEquals(tabs.get(0).database().digest(), tabs.get(i).database().digest(), "tab at " + i);
    }
  }

  @Test
  void aPlaceIsKeptOnlyOnceWhatWasNotSentHasBeenCompared() {
    nodes(2);
    write(0, "zero", 10);
    write(1, "one", 10);
    world.run(500);
    peer(0, 1);
    // No second has gone by: both greet each other, and neither compares yet.
    world.settle();
    Frame.Id other = nodes.get(1).store().id();
    assertNull(nodes.get(0).store().followed(other));
    world.run(2_500);
    write(1, "later", 1);
    world.run(500);
    assertAllEqual(21);
    assertNotNull(nodes.get(0).store().followed(other));
  }

  @Test
  void whatIsWrittenAtOneNodeIsReadAtTheOther() {
    nodes(2);
    peer(0, 1);
    world.run(100);
    write(0, "zero", 10);
    write(1, "one", 10);
    world.run(500);
    assertAllEqual(20);
  }

  @Test
  void whatWasThereBeforeIsExchanged() {
    nodes(2);
    write(0, "zero", 300);
    write(1, "one", 200);
    world.run(200);
    peer(1, 0);
    world.run(3000);
    assertAllEqual(500);
  }

  @Test
  void aRingAndAMeshConvergeWithoutEchoes() {
    nodes(4);
    List<Pipe> pipes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pipes.add(peer(i, (i + 1) % 4));
    }
    pipes.add(peer(0, 2));
    pipes.add(peer(1, 3));
    world.run(5000);
    long before = pipes.stream().mapToLong(pipe -> pipe.sentBytes() + pipe.receivedBytes()).sum();
    for (int i = 0; i < 100; i++) {
      tabs.get(i % 4).put("soul/" + i, "key", "value");
      world.run(20);
    }
    world.run(500);
    long bytes = pipes.stream().mapToLong(pipe -> pipe.sentBytes() + pipe.receivedBytes()).sum();
    long each = (bytes - before) / 100 / pipes.size();
    assertAllEqual(100);
    // A change is about 160 bytes; it crosses a link once, or twice where both ends get it at once.
    assertTrue(each < 500, each + " bytes a change and link");
  }

  @Test
  void twoLinksBetweenTheSameNodesCarryEachChangeOnce() {
    nodes(2);
    Pipe one = peer(0, 1);
    world.run(100);
    Pipe two = peer(1, 0);
    world.run(100);
    long before = bytes(one) + bytes(two);
    write(0, "zero", 100);
    world.run(500);
    assertAllEqual(100);
    long each = bytes(one) + bytes(two) - before;
    Pipe reader = new Tab(world, "another").follow(Scope.ALL).connect(nodes.get(0));
    world.run(500);
    assertTrue(each < bytes(reader) * 3 / 2, each + " bytes, where a reader gets " + bytes(reader));
    one.cut();
    world.run(500);
    write(1, "one", 100);
    world.run(500);
    assertAllEqual(200);
  }

  @Test
  void aPartitionHeals() {
    nodes(3);
    peer(0, 1);
    Pipe cut = peer(1, 2);
    world.run(100);
    cut.cut();
    for (int i = 0; i < 20; i++) {
      write(0, "left/" + i, 20);
      write(2, "right/" + i, 20);
      world.run(1000);
    }
    peer(1, 2);
    world.run(3000);
    assertAllEqual(800);
  }

  @Test
  void aWipedNodeIsRefilledByItsPeers() {
    nodes(2);
    peer(0, 1);
    write(0, "zero", 500);
    world.run(1000);
    nodes.get(1).restore(new CrashingStore.Disk(99));
    assertEquals(0, nodes.get(1).store().size());
    tabs.get(1).connect(nodes.get(1));
    peer(0, 1);
    world.run(3000);
    assertAllEqual(500);
  }

  @Test
  void anOldCopyIsBroughtUpToDateAndLosesNothing() {
    nodes(2);
    peer(0, 1);
    write(0, "zero", 100);
    world.run(1000);
    CrashingStore.Disk copy = nodes.get(1).disk().copy();
    write(1, "later", 100);
    world.run(1000);
    tabs.get(1).close();
    nodes.get(1).restore(copy);
    write(0, "meanwhile", 10);
    peer(0, 1);
    world.run(3000);
    tabs.set(1, tab(1));
    world.run(1000);
    assertAllEqual(210);
  }

  @Test
  void nodesThatHaveConnectedToEachOtherCompareThoughEachFollowsOverItsOwnConnection() {
    nodes(2);
    peer(0, 1);
    write(0, "zero", 100);
    world.run(1000);
    CrashingStore.Disk copy = nodes.get(1).disk().copy();
    write(1, "later", 100);
    world.run(1000);
    tabs.get(1).close();
    nodes.get(1).restore(copy);
    peer(0, 1);
    peer(1, 0);
    world.run(3000);
    tabs.set(1, tab(1));
    world.run(1000);
    assertAllEqual(200);
  }

  @Test
  void aClockSetBackByYearsDoesNotPutOffTheNextComparisonForYears() {
    nodes(2);
    nodes.get(0).clockAhead(1_000_000_000_000L);
    Pipe link = peer(0, 1);
    write(1, "one", 100);
    world.run(10_000);
    long before = bytes(link);
    world.run(10_000);
    long idle = bytes(link) - before;
    nodes.get(0).clockAhead(0);
    world.run(10_000);
    long after = bytes(link) - before - idle;
    assertTrue(after > idle + 100, after + " bytes, " + idle + " where nothing is compared");
  }

  @Test
  void whoClaimsToBeAPeerDoesNotKeepThePeerFromBeingFollowed() {
    nodes(2);
    Server.Stranger impostor = nodes.get(0).stranger();
    Frame.Opening claim = new Frame.Opening(nodes.get(1).store().id(), nodes.get(1).store().run());
    Frame.Hello hello = Handshake.hello();
    impostor.say(
        new Frame.Hello(
            hello.versions(),
            hello.network(),
            hello.nonce(),
            hello.clockMs(),
            hello.frameMaxBytes(),
            hello.agent(),
            claim));
    world.run(100);
    assertTrue(impostor.heard.stream().anyMatch(Frame.Open.class::isInstance));
    int scope =
        impostor.heard.stream()
            .filter(Frame.Open.class::isInstance)
            .mapToInt(frame -> ((Frame.Open) frame).scope())
            .findFirst()
            .orElseThrow();
    impostor.say(new Frame.Level(scope, 1_000_000));
    world.run(100);
    write(1, "one", 50);
    peer(0, 1);
    world.run(2000);
    assertAllEqual(50);
  }

  @Test
  void aNodeDoesNotPeerWithItself() {
    nodes(1);
    Pipe pipe = peer(0, 0);
    world.run(1000);
    SoulgraphException reason = pipe.reason();
    assertEquals(Code.RELAY_INVALID, reason == null ? null : reason.code());
  }

  @Test
  void receiptsAndErasesCrossLinks() {
    nodes(3);
    peer(0, 1);
    peer(1, 2);
    world.run(100);
    Tab tab = tabs.get(0);
    String space = "~" + tab.database().author().text();
    tab.put(space + "/a", "secret", "v");
    tab.put(space + "/a/b", "secret", "v");
    world.run(500);
    assertEquals("v", tabs.get(2).text(space + "/a/b", "secret"));
    tab.database().commit(List.of(Write.erase(Soul.of(space + "/a"), true)));
    world.run(500);
    assertEquals(0, tabs.get(2).database().souls(space).size());
    assertAllEqual(1);
  }
}
