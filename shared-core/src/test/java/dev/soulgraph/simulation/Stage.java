package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.Scope;
import java.util.List;

/** Does to a world what the plan says. */
final class Stage {
  private static final long[] JUMPS_MS = {
    -3_600_000, -600_000, -30_000, -2_000, 3_000, 7_000, 30_000, 540_000
  };

  /** A browser's clock may be years wrong; what a node's lets in, all have to wait for. */
  private static final long ABSURD_MS = 1_000_000_000_000L;

  private static final int LARGE_AT_ONCE = 4;

  private final World world;
  private final Scene scene;
  private final Workload workload = new Workload(Timeline.BEGIN_MS);
  private int done;

  Stage(World world) {
    this.world = world;
    this.scene = world.scene;
  }

  void apply(Step step) {
    Dice dice = Chance.dice(step.detail(), "step");
    Browser browser = world.browsers.get(step.who() % world.browsers.size());
    Tab tab = browser.tab(step.other());
    NodeHost node = world.nodes.get(step.who() % world.nodes.size());
    String author = browser.author.text();
    String text = "v" + done++ + " " + Integer.toHexString(step.detail());
    scene.note(step.number() + " " + step.action() + " " + where(step, browser, tab, node));
    switch (step.action()) {
      case WRITE -> tab.commit(workload.some(dice, author, text));
      case TIE -> tie(step, text);
      case ERASE -> tab.commit(workload.erase(dice, author, text));
      case EXPIRING -> tab.commit(workload.expiring(dice, scene.timeline.elapsedMs(), text));
      case LARGE -> {
        // So many at once are more than may be sent ahead.
        for (int i = dice.onceIn(2) ? LARGE_AT_ONCE : 1; i > 0; i--) {
          tab.commit(workload.large(dice, text + " " + i));
        }
      }
      case OPEN_SCOPE -> tab.open(workload.scope(dice, world.authors()));
      case CLOSE_SCOPE -> closeScope(tab);
      case OPEN_TAB -> browser.openTab(workload.scope(dice, world.authors()));
      case CLOSE_TAB -> browser.closeTab(step.other());
      case CRASH_TAB -> browser.crashTab(step.other());
      case OFFLINE -> offline(tab, 500L + dice.below(12_000));
      case CUT -> cut(dice);
      case PARTITION -> partition(dice);
      case STALL, STALL_ONE_WAY, SLOW_READER, RUIN -> trouble(step, dice);
      case HOLD_DISK -> node.holdDisk(100L + dice.below(4_000));
      case STOP_NODE -> {
        node.stop();
        back(node, dice);
      }
      case POWER_CUT -> {
        node.powerCut();
        back(node, dice);
      }
      case FILL_DISK -> fill(node, dice);
      case BACK_UP -> world.copies.put(step.who() % world.nodes.size(), node.copyOfDisk());
      case RESTORE -> restore(step.who() % world.nodes.size());
      case WIPE -> node.restore(world.newDisk());
      case FAIL_STORAGE -> tab.journal().fail();
      case EVICT -> browser.evict();
      case TEAR -> browser.tear(step.other());
      case JUMP_CLOCK -> jump(step, dice);
      case DRIFT_CLOCK -> clock(step).drift(dice.below(800) - 400);
      case FREEZE_CLOCK -> {
        Clock clock = clock(step);
        clock.freeze();
        scene.timeline.after(1000L + dice.below(15_000), clock::thaw);
      }
      case HOSTILE -> hostile(step, dice);
    }
  }

  private String where(Step step, Browser browser, Tab tab, NodeHost node) {
    return switch (step.action()) {
      case HOLD_DISK, STOP_NODE, POWER_CUT, FILL_DISK, BACK_UP, RESTORE, WIPE -> node.name;
      case STALL, STALL_ONE_WAY, RUIN -> world.path(step.who(), step.other()).name;
      case SLOW_READER -> world.path(step.who() & ~1, step.other()).name;
      case JUMP_CLOCK, DRIFT_CLOCK, FREEZE_CLOCK -> onNode(step) ? node.name : browser.name;
      case EVICT, TEAR, OPEN_TAB -> browser.name;
      case CUT, PARTITION, TIE, HOSTILE -> "";
      default -> tab.name;
    };
  }

  /** All who can write at the same moment do so at the same place. */
  private void tie(Step step, String text) {
    for (Tab each : world.tabs()) {
      each.commit(workload.tie(step.detail(), text + " " + each.name));
    }
  }

  private static void closeScope(Tab tab) {
    List<Scope> scopes = tab.scopes();
    if (scopes.size() > 1) {
      tab.close(scopes.get(0));
    }
  }

  private void offline(Tab tab, long ms) {
    tab.offline();
    scene.timeline.after(ms, tab::online);
  }

  private void cut(Dice dice) {
    List<Link> open = scene.network.open();
    if (!open.isEmpty()) {
      Link link = dice.pick(open);
      scene.note("cut " + link.from + ">" + link.to);
      link.cut();
    }
  }

  private void partition(Dice dice) {
    Partition partition = new Partition(world.machines(), dice);
    scene.note("for " + partition.ms + " ms " + partition);
    partition.begin(scene.network);
  }

  private void trouble(Step step, Dice dice) {
    Path path = world.path(step.who(), step.other());
    switch (step.action()) {
      case STALL -> {
        long ms = 500L + dice.below(30_000);
        path.stall(ms);
        world.path(step.who() ^ 1, step.other()).stall(ms);
      }
      case STALL_ONE_WAY -> path.stall(500L + dice.below(30_000));
      case SLOW_READER ->
          world.path(step.who() & ~1, step.other()).slow(2_000L + dice.below(15_000));
      default -> path.ruin(1_000L + dice.below(10_000), 2 + dice.below(12));
    }
  }

  private void back(NodeHost node, Dice dice) {
    scene.timeline.after(100L + dice.below(dice.onceIn(4) ? 20_000 : 3_000), node::start);
  }

  private void fill(NodeHost node, Dice dice) {
    node.diskFull(true);
    long ms = 1_000L + dice.below(8_000);
    scene.timeline.after(ms, () -> node.diskFull(false));
    scene.timeline.after(ms + 500, node::start);
  }

  private void restore(int which) {
    Disk copy = world.copies.get(which);
    if (copy != null) {
      world.nodes.get(which).restore(copy.copy());
    }
  }

  private static boolean onNode(Step step) {
    return (step.other() & 1) == 0;
  }

  private Clock clock(Step step) {
    return onNode(step)
        ? world.nodes.get(step.who() % world.nodes.size()).clock
        : world.browsers.get(step.who() % world.browsers.size()).clock;
  }

  private void jump(Step step, Dice dice) {
    Clock clock = clock(step);
    boolean absurd = !onNode(step) && dice.onceIn(6);
    clock.jump(absurd ? ABSURD_MS : JUMPS_MS[dice.below(JUMPS_MS.length)]);
    scene.timeline.after(500L + dice.below(20_000), clock::mend);
  }

  private void hostile(Step step, Dice dice) {
    if (!world.hostiles.isEmpty()) {
      Hostile hostile = world.hostiles.get(step.who() % world.hostiles.size());
      scene.note(hostile.name() + " " + hostile.act(dice));
    }
  }
}
