package dev.soulgraph.simulation;

import java.util.List;

/** What is told of a broken seed: what broke, the shortest history found, how to see it again. */
final class Report {
  private static final int LINES_MAX = 200;

  private Report() {}

  static String of(Simulation.Outcome broken, Sweep.Setting setting) {
    Plan plan = broken.plan();
    Shrink.Found found = Shrink.of(broken, setting.disks());
    Simulation.Outcome shortest = found.shortest();
    StringBuilder text = new StringBuilder();
    text.append("seed ").append(plan.seed()).append(" breaks ").append(message(broken));
    text.append("\n  world: ").append(plan.shape());
    text.append("\n  the shortest history found, ").append(shortest.plan().steps().size());
    text.append(" of ").append(plan.steps().size()).append(" steps, after ").append(found.runs());
    text.append(" runs, breaks ").append(message(shortest));
    List<String> trace = shortest.trace();
    int first = Math.max(0, trace.size() - LINES_MAX);
    trace.subList(first, trace.size()).forEach(line -> text.append("\n    ").append(line));
    return text.append("\n  again: ").append(setting.again(shortest.plan())).toString();
  }

  private static String message(Simulation.Outcome outcome) {
    Broken broken = outcome.broken();
    return broken == null ? "nothing" : broken.getMessage() + "";
  }
}
