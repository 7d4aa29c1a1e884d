package dev.soulgraph.conformance;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Histories merged in any order, grouping and repetition. */
final class MergeCases {
  private MergeCases() {}

  static String convergence() {
    Transcript out = new Transcript();
    for (int seed = 1; seed <= 12; seed++) {
      Dice dice = new Dice(seed * 100);
      History history = History.random(dice, 4 + dice.below(20), 1 + dice.below(40));
      Hash expected = history.digest();
      out.line("history " + seed + ": " + expected);
      for (int order = 0; order < 4; order++) {
        Graph graph = new Graph(new ChangeCodec());
        int[] outcomes = new int[Outcome.values().length];
        for (Part part : history.arrivals(dice)) {
          for (Outcome outcome : graph.merge(part, null)) {
            if (outcome != null) {
              outcomes[outcome.ordinal()]++;
            }
          }
        }
        GraphCheck.check(graph);
        out.line(graph.digest() + counts(outcomes));
        Transcript.check(graph.digest().equals(expected), "as the naive model has it");
      }
    }
    return out.toString();
  }

  private static String counts(int[] outcomes) {
    StringBuilder text = new StringBuilder();
    for (int count : outcomes) {
      text.append(' ').append(count);
    }
    return text.toString();
  }

  /** What is in a graph, by soul and key. */
  static String readBack() {
    Transcript out = new Transcript();
    Dice dice = new Dice(14);
    History history = History.random(dice, 8, 12);
    Graph graph = new Graph(new ChangeCodec());
    history.arrivals(dice).forEach(part -> graph.merge(part, null));
    List<String> souls = new ArrayList<>(graph.souls());
    Collections.sort(souls);
    for (String soul : souls) {
      graph.each(
          soul,
          change -> {
            String value = Hex.encode(ValueCodec.encode(change.value()));
            String kind = CodecCases.kind(change.value());
            out.line(soul + " " + change.key() + " " + change.state() + " " + kind + " " + value);
          });
    }
    String first = souls.get(0);
    int before = graph.size();
    graph.forget(first);
    GraphCheck.check(graph);
    return out.line("forgotten: " + (before - graph.size())).toString();
  }
}
