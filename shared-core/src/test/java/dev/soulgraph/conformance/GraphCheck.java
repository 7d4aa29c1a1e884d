package dev.soulgraph.conformance;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.seal.Held;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.List;

/** Walks a whole graph and checks what must hold between its winners and its seals. */
public final class GraphCheck {
  private GraphCheck() {}

  /**
   * @throws IllegalStateException naming the first thing that doesn't hold
   */
  public static void check(Graph graph) {
    int winners = 0;
    for (String soul : graph.souls()) {
      List<Change> changes = new ArrayList<>();
      graph.each(soul, changes::add);
      Transcript.check(!changes.isEmpty(), "no soul is without winners: " + soul);
      winners += changes.size();
      for (int i = 0; i < changes.size(); i++) {
        Change change = changes.get(i);
        Transcript.check(change.soul().text().equals(soul), "a winner is under its soul");
        Transcript.check(
            i == 0 || changes.get(i - 1).slot().compareTo(change.slot()) < 0, "slots ascend");
        Transcript.check(
            graph.winner(Soul.of(soul), change.slot()) == change, "a winner is found by its key");
      }
    }
    Transcript.check(winners == graph.size(), winners + " winners, size " + graph.size());
    int leaves = 0;
    for (Held held : graph.seals()) {
      leaves += proven(graph, held);
    }
    Transcript.check(leaves == winners, leaves + " leaves for " + winners + " winners");
  }

  /** A seal holds winners alone, at least one, and proves each of them. */
  private static int proven(Graph graph, Held held) {
    Transcript.check(held.count() > 0, "no seal is kept for nothing");
    Part part = held.part();
    Transcript.check(part.leaves().length == held.count(), "the count is right");
    Transcript.check(SealCases.root(part).equals(held.seal().root()), "the proof holds");
    for (Leaf leaf : part.leaves()) {
      Change change = leaf.change();
      Transcript.check(change != null, "no refused leaf is kept");
      if (change != null) {
        Transcript.check(
            graph.winner(change.soul(), change.slot()) == change, "a dead leaf is gone: " + change);
      }
    }
    return held.count();
  }
}
