package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Connects to nodes, as a client or as another node, and forges, replays, floods and lies. */
final class HostileClient implements Hostile {
  private static final int FLOOD = 150;
  private static final int LONG_AGO = 1 << 30;
  private static final int UNREAD_FLOOD = 2_000;
  private static final int BRIEF_MS = 20_000;
  private static final int QUESTION_BYTES = 1_000;
  private static final int PIECES = 10;
  private static final int SWARM = 15;
  private static final int SWARM_EARLY = 10;

  private final Scene scene;
  private final String name;
  private final List<NodeHost> nodes;
  private final Forger forger;
  private final FrameCodec codec = new FrameCodec();
  private @Nullable Link link;
  private Frame.@Nullable Welcome welcome;
  private int sequence;

  HostileClient(Scene scene, String name, List<NodeHost> nodes, List<String> victims) {
    this.scene = scene;
    this.name = name;
    this.nodes = nodes;
    forger = new Forger(scene, scene.notary.key("author " + name), victims);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String act(Dice dice) {
    Link open = link;
    if (open == null || !open.isOpen()) {
      return connect(dice);
    }
    switch (dice.below(11)) {
      case 0, 1 -> {
        say(open, new Frame.Commit(++sequence, dice.onceIn(5), forger.part(dice), dice.onceIn(3)));
        return "forges a commit";
      }
      case 2 -> {
        byte[] heard = forger.heard(dice);
        if (heard != null) {
          open.there.send(heard);
        }
        return "replays";
      }
      case 3 -> {
        return flood(open, dice);
      }
      case 4 -> {
        open.there.send(dice.bytes(1 + dice.below(100)));
        return "sends what is no frame";
      }
      case 5 -> {
        return lieAboutNumbers(open, dice);
      }
      case 6 -> {
        return readNothing(dice);
      }
      case 7 -> {
        return openMuch(dice);
      }
      case 8 -> {
        return swarm(dice);
      }
      case 9 -> {
        if (dice.onceIn(2)) {
          say(open, new Frame.Found(1, dice.onceIn(4), List.of(forger.trespass(dice))));
          return "answers what a node hasn't asked";
        }
        List<Part> parts = new ArrayList<>(forger.replayed(dice));
        parts.add(forger.part(dice));
        say(open, new Frame.Changes(dice.below(2), dice.next() >>> 1, dice.onceIn(4), parts));
        return "sends changes as a node does";
      }
      default -> {
        open.cut();
        return "leaves";
      }
    }
  }

  private String connect(Dice dice) {
    NodeHost node = dice.pick(nodes);
    NodeHost claimed = dice.pick(nodes);
    boolean asNode = dice.onceIn(2) && claimed.isUp();
    Frame.Opening opening =
        asNode ? new Frame.Opening(claimed.stored().id(), claimed.stored().run()) : null;
    welcome = null;
    Link made = connect(node, opening, dice, connected -> {});
    link = made;
    if (dice.onceIn(2)) {
      say(made, new Frame.Open(1, Scope.ALL, null));
    }
    return "connects to " + node.name + (asNode ? " and says to be " + claimed.name : "");
  }

  private Link connect(
      NodeHost node, Frame.@Nullable Opening opening, Dice dice, Consumer<Link> whenWelcome) {
    Link made = scene.network.link(name, node.name());
    Runnable lost = node.accept(made);
    made.back.to(bytes -> heard(made, bytes, whenWelcome));
    made.whenLost(() -> {}, lost);
    say(
        made,
        new Frame.Hello(
            new int[] {Frame.VERSION},
            Scene.NETWORK_NAME,
            dice.bytes(Frame.NONCE_BYTES),
            scene.timeline.nowMs() + (dice.onceIn(2) ? dice.next() : 0),
            FrameCodec.FRAME_MAX_BYTES,
            name,
            opening));
    return made;
  }

  /** Many connections: some bring a bit that has to wait, some are another node's, as they say. */
  private String swarm(Dice dice) {
    NodeHost node = dice.pick(nodes);
    for (int i = 0; i < SWARM; i++) {
      Part early = forger.early(dice, SWARM_EARLY);
      Frame.Id id = Frame.Id.of(dice.bytes(Frame.Id.BYTES));
      Frame.Opening opening = dice.onceIn(3) ? new Frame.Opening(id, id) : null;
      brief(
          node,
          opening,
          dice,
          made -> say(made, new Frame.Commit(1, false, early, opening != null)));
    }
    return "comes to " + node.name + " many times";
  }

  /** Asks for more than it reads: for what is refused at once, and for what takes some work. */
  private String readNothing(Dice dice) {
    NodeHost node = dice.pick(nodes);
    brief(node, null, dice, made -> refused(made, UNREAD_FLOOD));
    brief(
        node,
        null,
        dice,
        made -> {
          say(made, new Frame.Open(1, Scope.prefix("a"), null));
          refused(made, FLOOD);
          for (int i = 0; i < FLOOD; i++) {
            say(made, new Frame.Reconcile(1, Long.MAX_VALUE, new byte[QUESTION_BYTES]));
          }
        });
    return "asks " + node.name + " and doesn't read";
  }

  private void refused(Link open, int times) {
    scene.network.path(open.to, name).stall(BRIEF_MS / 2);
    for (int i = 0; i < times; i++) {
      say(open, new Frame.Open(Frame.Changes.LIVE, Scope.ALL, null));
    }
  }

  private String openMuch(Dice dice) {
    NodeHost node = dice.pick(nodes);
    brief(
        node,
        null,
        dice,
        made -> {
          for (int i = 1; i <= FLOOD; i++) {
            say(made, new Frame.Open(LONG_AGO + i, Scope.prefix("a"), null));
          }
          for (int i = 1; i <= PIECES; i++) {
            say(made, new Frame.Commit(i, true, forger.early(dice, FLOOD), false));
          }
        });
    return "opens scopes and a commit without end at " + node.name;
  }

  /** One more connection, which does what it is for and ends. */
  private void brief(
      NodeHost node, Frame.@Nullable Opening opening, Dice dice, Consumer<Link> whenWelcome) {
    Link made = connect(node, opening, dice, whenWelcome);
    scene.timeline.after(BRIEF_MS, made::cut);
  }

  private void heard(Link from, byte[] bytes, Consumer<Link> whenWelcome) {
    try {
      Frame frame = codec.decode(bytes);
      if (frame instanceof Frame.Welcome answer) {
        welcome = answer;
        whenWelcome.accept(from);
      } else if (frame instanceof Frame.Open asked) {
        // A node follows who says to be one.
        say(from, new Frame.Level(asked.scope(), 1, true));
      }
    } catch (SoulgraphException e) {
      throw new Broken("no-faults-of-its-own", "a node sends what can't be read: " + e, e);
    }
  }

  private String flood(Link open, Dice dice) {
    for (int i = 0; i < FLOOD; i++) {
      switch (dice.below(4)) {
        case 0 -> say(open, new Frame.Ping(i));
        case 1 -> say(open, new Frame.Open(LONG_AGO + dice.next() % FLOOD, Scope.ALL, null));
        case 2 -> say(open, new Frame.Reconcile(1, Long.MAX_VALUE, new byte[] {0x61, 0, 0, 2, 0}));
        default -> say(open, new Frame.Fetch(1, List.of(wanted(dice))));
      }
    }
    return "floods";
  }

  private static Frame.Wanted wanted(Dice dice) {
    return new Frame.Wanted(Item.START, Item.END, List.of(Hash.of(dice.bytes(Hash.BYTES), 0)));
  }

  private String lieAboutNumbers(Link open, Dice dice) {
    Frame.Welcome known = welcome;
    if (known != null && dice.onceIn(2)) {
      Frame.Cursor beyond = new Frame.Cursor(known.store(), known.run(), Long.MAX_VALUE);
      say(open, new Frame.Open(2 + dice.below(1000), Scope.ALL, beyond));
    } else {
      say(open, new Frame.Level(1, dice.next() >>> 1, dice.onceIn(2)));
    }
    return "lies about numbers";
  }

  private static void say(Link open, Frame frame) {
    open.there.send(FrameCodec.encode(frame));
  }
}
