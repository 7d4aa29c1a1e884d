package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node whose clock is wrong finds out, corrects itself within bounds, and says so. */
final class NodeClockTest {
  private static final long MINUTE = 60_000;

  /** What the way and the pings' rhythm may add. */
  private static final long BLUR_MS = 200;

  private final World world = new World(3, 10);

  private Server node(int number, long aheadMs) {
    Server node = new Server(world, number);
    node.clockAhead(aheadMs);
    return node;
  }

  private Tab client(Server node, long aheadMs) {
    Tab tab = new Tab(world, "tab " + aheadMs + " " + node.hashCode()).follow(Scope.ALL);
    tab.clockAhead(aheadMs);
    tab.connect(node);
    return tab;
  }

  private static void assertNear(long expected, long found) {
    assertTrue(Math.abs(expected - found) <= BLUR_MS, expected + " expected, found " + found);
  }

  private void assertCorrect(Server node) {
    assertNear(world.nowMs(), node.node().clock().nowMs());
  }

  private static long[] learnt(long... offsets) {
    NodeClock clock = new NodeClock(() -> 1_000_000);
    clock.learn(offsets, true);
    return new long[] {clock.nowMs() - 1_000_000, clock.toldMs()};
  }

  @Test
  void theMedianCorrectsWithinTenMinutesAndIsToldBeyondASecond() {
    assertEquals(List.of(0L, 0L), boxed(learnt()));
    assertEquals(List.of(900L, 0L), boxed(learnt(900)));
    assertEquals(List.of(-2_000L, -2_000L), boxed(learnt(-2_000, 5, -90_000)));
    assertEquals(List.of(5L, 0L), boxed(learnt(5, 90_000)));
    assertEquals(List.of(10 * MINUTE, 10 * MINUTE), boxed(learnt(10 * MINUTE)));
    assertEquals(List.of(0L, 10 * MINUTE + 1), boxed(learnt(10 * MINUTE + 1)));
  }

  private static List<Long> boxed(long[] two) {
    return List.of(two[0], two[1]);
  }

  @Test
  void aSkewedNodeIsCorrectedByThoseThatItConnectsTo() {
    Server bad = node(1, 5 * MINUTE);
    Server one = node(2, 0);
    Server two = node(3, 0);
    for (Server from : List.of(bad, one, two)) {
      for (Server to : List.of(bad, one, two)) {
        if (from != to) {
          from.peer(to);
        }
      }
    }
    world.run(10_000);
    assertNear(-5 * MINUTE, bad.node().clockSkewMs());
    assertCorrect(bad);
    assertEquals(0, one.node().clockSkewMs());
    assertCorrect(one);
    assertCorrect(two);
  }

  @Test
  void twoThatConnectToEachOtherAgreeOnOneOfTheirClocks() {
    Server one = node(1, 0);
    Server two = node(2, MINUTE);
    one.peer(two);
    two.peer(one);
    world.run(10_000);
    assertNear(one.node().clock().nowMs(), two.node().clock().nowMs());
    assertNear(MINUTE, one.node().clockSkewMs());
    assertNear(-MINUTE, two.node().clockSkewMs());
  }

  @Test
  void beyondTenMinutesItIsToldAndLeftAlone() {
    Server bad = node(1, 30 * MINUTE);
    bad.peer(node(2, 0));
    world.run(10_000);
    assertNear(-30 * MINUTE, bad.node().clockSkewMs());
    assertNear(world.nowMs() + 30 * MINUTE, bad.node().clock().nowMs());
  }

  @Test
  void whoeverConnectsCorrectsNothing() {
    Server node = node(1, 0);
    node(2, 5 * MINUTE).peer(node);
    client(node, 5 * MINUTE);
    world.run(10_000);
    assertEquals(0, node.node().clockSkewMs());
    assertCorrect(node);
  }

  /** Without the correction what is written at the one would wait for a minute at the other. */
  @Test
  void whatIsWrittenNowIsMergedNowAtANodeThatIsBehind() {
    Server late = node(1, -MINUTE);
    Server right = node(2, 0);
    late.peer(right);
    Tab reader = client(late, 0);
    Tab writer = client(right, 0);
    world.run(10_000);
    writer.database().commit(List.of(new Write(Soul.of("soul"), "key", new Value.Text("at once"))));
    world.run(500);
    assertEquals("at once", reader.text("soul", "key"));
  }

  @Test
  void clientsThatAgreeAreAWarning() {
    Server node = node(1, -20_000);
    client(node, 0);
    client(node, 0);
    world.run(1_000);
    assertEquals(0, node.node().clientsAheadMs());
    client(node, 100);
    world.run(1_000);
    assertNear(20_000, node.node().clientsAheadMs());
    assertEquals(0, node.node().clockSkewMs());
  }
}
