package dev.soulgraph.simulation;

import dev.soulgraph.codec.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lives one world through: what its plan says, then healing, then a look at what is left. */
final class Simulation {
  private static final int STACK_SHOWN = 6;

  /**
   * What came of it.
   *
   * @param digest of all that arrived and of what was left
   * @param summary in one line
   * @param broken null when all held
   */
  record Outcome(
      Plan plan, String digest, List<String> trace, String summary, @Nullable Broken broken) {}

  private Simulation() {}

  static Outcome run(Plan plan, Disk.Maker disks) {
    return run(plan, disks, "");
  }

  /**
   * @param shownFrames a way whose frames are to be in the trace; empty for none
   */
  static Outcome run(Plan plan, Disk.Maker disks, String shownFrames) {
    World world = new World(plan, disks, shownFrames);
    Broken broken = null;
    try {
      live(plan, world);
    } catch (Broken e) {
      broken = e;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      broken = new Broken("no-faults-of-its-own", e + at(e), e);
    }
    return outcome(plan, world, broken);
  }

  private static Outcome outcome(Plan plan, World world, @Nullable Broken broken) {
    Scene scene = world.scene;
    int changes = 0;
    for (NodeHost node : world.nodes) {
      if (node.isUp()) {
        Model left = node.stored().now();
        changes = Math.max(changes, left.winners().size());
        left.ids().forEach((name, id) -> scene.trace.digest(Utf8.encode(name + id)));
      }
    }
    world.discard();
    String summary =
        plan.steps().size()
            + " steps, "
            + scene.trace.traffic()
            + ", "
            + scene.ledger.size()
            + " promises, "
            + changes
            + " changes left";
    return new Outcome(plan, scene.trace.hex(), scene.trace.lines(), summary, broken);
  }

  private static void live(Plan plan, World world) {
    Scene scene = world.scene;
    Stage stage = new Stage(world);
    for (Step step : plan.steps()) {
      scene.timeline.pass(step.atMs() - scene.timeline.elapsedMs());
      stage.apply(step);
    }
    scene.timeline.pass(Math.max(0, plan.minutes() * 60_000 - scene.timeline.elapsedMs()));
    Healing healing = new Healing(world);
    Invariants invariants = new Invariants(world);
    healing.mend();
    if (plan.shape().gentle()) {
      invariants.levelMeansEqual();
    }
    healing.renew();
    invariants.all();
    scene.note("all held");
  }

  private static String at(Throwable e) {
    StringBuilder text = new StringBuilder();
    StackTraceElement[] trace = e.getStackTrace();
    for (int i = 0; i < Math.min(STACK_SHOWN, trace.length); i++) {
      String name = trace[i].getClassName();
      text.append(" at ").append(name, name.lastIndexOf('.') + 1, name.length());
      text.append('.')
          .append(trace[i].getMethodName())
          .append(':')
          .append(trace[i].getLineNumber());
    }
    return text.toString();
  }
}
