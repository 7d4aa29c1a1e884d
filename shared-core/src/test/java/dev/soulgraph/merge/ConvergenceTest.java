package dev.soulgraph.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.GraphCheck;
import dev.soulgraph.conformance.History;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Held;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a graph holds is a function of the set of changes merged, however they came. */
final class ConvergenceTest {
  private static final PublicKey AUTHOR = Samples.author(1);

  private static Graph graph() {
    return new Graph(new ChangeCodec());
  }

  private static Change change(long state, String key, Value value) {
    return new Change(AUTHOR, Samples.EPOCH + state, Soul.of("a"), key, value, Extensions.NONE);
  }

  private static Part commit(Change... changes) {
    return new Commit(AUTHOR, List.of(changes)).sealed(new byte[64]);
  }

  @Test
  void anyOrderDuplicationAndGroupingEndsAsTheNaiveModelDoes() {
    for (int round = 0; round < 150; round++) {
      Dice dice = Seeds.dice(round);
      History history = History.random(dice, 1 + dice.below(25), 1 + dice.below(30));
      Hash expected = history.digest();
      for (int order = 0; order < 5; order++) {
        Graph graph = graph();
        for (Part part : history.arrivals(dice)) {
          graph.merge(part, null);
          if (dice.onceIn(20)) {
            GraphCheck.check(graph);
          }
        }
        GraphCheck.check(graph);
        assertEquals(expected, graph.digest(), Seeds.again(round));
        assertEquals(history.winners().size(), graph.size(), Seeds.again(round));
      }
    }
  }

  @Test
  void whatOneGraphPassesOnMakesAnotherEqual() {
    for (int round = 0; round < 60; round++) {
      Dice dice = Seeds.dice(round);
      History history = History.random(dice, 1 + dice.below(25), 1 + dice.below(30));
      Graph first = graph();
      history.arrivals(dice).forEach(part -> first.merge(part, null));
      Graph second = graph();
      for (Held held : first.seals()) {
        Part passedOn = FrameCodec.decodePart(FrameCodec.encodePart(held.part()));
        for (Outcome outcome : second.merge(passedOn, null)) {
          assertEquals(Outcome.APPLIED, outcome, "nothing dead is passed on");
        }
      }
      GraphCheck.check(second);
      assertEquals(first.digest(), second.digest(), Seeds.again(round));
    }
  }

  @Test
  void leavesThatAreNotTakenLeaveNoTrace() {
    for (int round = 0; round < 60; round++) {
      Dice dice = Seeds.dice(round);
      History history = History.random(dice, 8, 12);
      Graph graph = graph();
      Graph only = graph();
      for (Part part : history.commits()) {
        boolean[] take = new boolean[part.leaves().length];
        for (int i = 0; i < take.length; i++) {
          take[i] = dice.onceIn(2);
        }
        @Nullable Outcome[] outcomes = graph.merge(part, take);
        for (int i = 0; i < take.length; i++) {
          assertEquals(take[i], outcomes[i] != null, Seeds.again(round));
        }
        Part taken = part.only(take);
        if (taken != null) {
          only.merge(taken, null);
        }
      }
      GraphCheck.check(graph);
      assertEquals(only.digest(), graph.digest(), Seeds.again(round));
    }
  }

  @Test
  void outcomesAreNamed() {
    Graph graph = graph();
    Part first = commit(change(1, "k", Value.TRUE), change(1, "l", Value.TRUE));
    assertEquals(List.of(Outcome.APPLIED, Outcome.APPLIED), List.of(graph.merge(first, null)));
    assertEquals(List.of(Outcome.DUPLICATE, Outcome.DUPLICATE), List.of(graph.merge(first, null)));
    Part second = commit(change(2, "k", Value.FALSE), change(0, "l", Value.FALSE));
    assertEquals(List.of(Outcome.APPLIED, Outcome.SUPERSEDED), List.of(graph.merge(second, null)));
    assertEquals(List.of(Outcome.SUPERSEDED, Outcome.DUPLICATE), List.of(graph.merge(first, null)));
    GraphCheck.check(graph);
  }

  @Test
  void aChangeThatComesTwiceInOneCommitIsHeldOnce() {
    Graph graph = graph();
    Change change = change(1, "k", Value.TRUE);
    Part twice = commit(change, change, change);
    assertEquals(
        List.of(Outcome.APPLIED, Outcome.DUPLICATE, Outcome.DUPLICATE),
        List.of(graph.merge(twice, null)));
    GraphCheck.check(graph);
  }

  @Test
  void aLiveChangeIsNotGivenASecondSeal() {
    Graph graph = graph();
    Change change = change(1, "k", Value.TRUE);
    graph.merge(commit(change), null);
    graph.merge(commit(change, change(1, "l", Value.TRUE)), null);
    assertEquals(2, graph.seals().size());
    GraphCheck.check(graph);
  }

  @Test
  void aDeletedPropertyStaysAWinner() {
    Graph graph = graph();
    graph.merge(commit(change(2, "k", Value.NULL)), null);
    graph.merge(commit(change(1, "k", Value.TRUE)), null);
    Change winner = graph.winner(Soul.of("a"), "k");
    assertNotNull(winner);
    assertSame(Value.NULL, winner.value());
    assertEquals(1, graph.size());
  }

  @Test
  void aForgottenSoulLeavesNothing() {
    for (int round = 0; round < 40; round++) {
      Dice dice = Seeds.dice(round);
      History history = History.random(dice, 8, 12);
      Graph graph = graph();
      history.arrivals(dice).forEach(part -> graph.merge(part, null));
      for (String soul : new ArrayList<>(graph.souls())) {
        graph.forget(soul);
        GraphCheck.check(graph);
      }
      assertEquals(0, graph.size());
      assertEquals(0, graph.seals().size(), Seeds.again(round));
    }
  }

  /** Merges something large and then what beats it; only the first's weak reference is left. */
  private static WeakReference<Value> beaten(Graph graph) {
    Value large = new Value.Bytes(new byte[10_000]);
    Part part = commit(change(1, "k", large), change(1, "l", Value.TRUE));
    graph.merge(part, null);
    graph.merge(commit(change(2, "k", Value.TRUE)), null);
    return new WeakReference<>(large);
  }

  @Test
  void aBeatenValueIsGoneFromMemory() {
    Graph graph = graph();
    WeakReference<Value> gone = beaten(graph);
    for (int i = 0; i < 50 && gone.get() != null; i++) {
      System.gc();
    }
    assertNull(gone.get(), "its neighbour is still held, it is not");
    GraphCheck.check(graph);
    assertTrue(graph.size() == 2);
  }
}
