package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import java.util.ArrayList;
import java.util.List;

/** All that happens to a seed's world, written down before it begins. */
record Plan(long seed, long minutes, Shape shape, List<Step> steps) {
  private static final int MEAN_GAP_MS = 420;
  private static final int NUMBERS = 1 << 16;

  static Plan of(long seed, long minutes) {
    Shape shape = Shape.of(seed);
    List<Step.Action> actions = actions(shape);
    Dice dice = Chance.dice(seed, "steps");
    List<Step> steps = new ArrayList<>();
    long atMs = 500;
    while (atMs < minutes * 60_000) {
      Step.Action action = dice.pick(actions);
      int who = dice.below(NUMBERS);
      int other = dice.below(NUMBERS);
      steps.add(new Step(steps.size() + 1, atMs, action, who, other, dice.next()));
      // Now and then much happens at once.
      atMs += dice.onceIn(4) ? dice.below(20) : dice.below(2 * MEAN_GAP_MS);
    }
    return new Plan(seed, minutes, shape, List.copyOf(steps));
  }

  Plan with(List<Step> some) {
    return new Plan(seed, minutes, shape, List.copyOf(some));
  }

  /** Each as often as it is to happen, beside the others. */
  private static List<Step.Action> actions(Shape shape) {
    List<Step.Action> all = new ArrayList<>();
    add(all, 40, Step.Action.WRITE);
    add(all, 6, Step.Action.TIE);
    add(all, shape.tight() ? 15 : 6, Step.Action.ERASE);
    add(all, 3, Step.Action.EXPIRING, Step.Action.CRASH_TAB, Step.Action.OPEN_TAB);
    add(all, 2, Step.Action.CLOSE_TAB, Step.Action.OPEN_SCOPE, Step.Action.CLOSE_SCOPE);
    add(all, 3, Step.Action.OFFLINE, Step.Action.CUT);
    add(all, 2, Step.Action.PARTITION);
    add(all, 2, Step.Action.STALL, Step.Action.STALL_ONE_WAY);
    add(all, 5, Step.Action.SLOW_READER);
    add(all, 3, Step.Action.HOLD_DISK);
    add(all, 1, Step.Action.STOP_NODE);
    add(all, shape.large() ? 1 : 0, Step.Action.LARGE);
    add(all, shape.pipes() ? 6 : 0, Step.Action.RUIN);
    add(all, shape.power() ? 5 : 0, Step.Action.POWER_CUT);
    if (shape.disks()) {
      add(all, 2, Step.Action.FILL_DISK, Step.Action.BACK_UP, Step.Action.RESTORE);
      add(all, 1, Step.Action.WIPE);
    }
    if (shape.storage()) {
      add(all, 1, Step.Action.FAIL_STORAGE, Step.Action.EVICT, Step.Action.TEAR);
    }
    if (shape.clocks()) {
      add(all, 3, Step.Action.JUMP_CLOCK);
      add(all, 2, Step.Action.DRIFT_CLOCK, Step.Action.FREEZE_CLOCK);
    }
    add(all, hostile(shape), Step.Action.HOSTILE);
    return all;
  }

  private static int hostile(Shape shape) {
    if (!shape.hostileClient() && !shape.hostileNode()) {
      return 0;
    }
    return shape.tight() ? 20 : 12;
  }

  private static void add(List<Step.Action> all, int weight, Step.Action... actions) {
    for (Step.Action action : actions) {
      for (int i = 0; i < weight; i++) {
        all.add(action);
      }
    }
  }
}
