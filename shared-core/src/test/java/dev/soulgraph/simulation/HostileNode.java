package dev.soulgraph.simulation;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;

/** A relay, and a peer of nodes, that withholds, forges, and lies about all it can lie about. */
final class HostileNode implements Hostile, Acceptor {
  private static final byte[] DOMAIN = Utf8.encode("soulgraph hello 1\0");
  private static final byte[] DIFFERS = {
    0x61, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7
  };

  private final Scene scene;
  private final String name;
  private final List<NodeHost> nodes;
  private final PublicKey key;
  private final Dice dice;
  private final Forger forger;
  private final FrameCodec codec = new FrameCodec();
  private final List<Link> links = new ArrayList<>();
  private boolean writing = true;

  HostileNode(Scene scene, String name, List<NodeHost> nodes, List<String> victims) {
    this.scene = scene;
    this.name = name;
    this.nodes = nodes;
    key = scene.notary.key("node " + name);
    dice = Chance.dice(scene.seed, name);
    forger = new Forger(scene, scene.notary.key("author " + name), victims);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Runnable accept(Link link) {
    links.add(link);
    link.there.to(bytes -> heard(link, bytes));
    return () -> links.remove(link);
  }

  private void heard(Link link, byte[] bytes) {
    Frame frame;
    try {
      frame = codec.decode(bytes);
    } catch (SoulgraphException e) {
      return;
    }
    if (frame instanceof Frame.Hello hello) {
      welcome(link, hello);
    } else if (frame instanceof Frame.Open open) {
      say(link, changes(open.scope()));
      say(link, new Frame.Level(open.scope(), number(), dice.onceIn(2)));
    } else if (frame instanceof Frame.Commit commit) {
      acknowledge(link, commit);
    } else if (frame instanceof Frame.Reconcile asked) {
      say(link, new Frame.Reconciled(asked.scope(), answer(asked)));
    } else if (frame instanceof Frame.Fetch asked) {
      List<Part> found = dice.onceIn(2) ? List.of() : forged();
      say(link, new Frame.Found(asked.scope(), dice.onceIn(6), found));
    } else if (frame instanceof Frame.Ping ping) {
      say(link, new Frame.Pong(ping.token(), scene.timeline.nowMs()));
    }
  }

  @Override
  public void writeNoMore() {
    writing = false;
  }

  private List<Part> forged() {
    return writing ? List.of(forger.part(dice)) : List.of();
  }

  private long number() {
    return dice.onceIn(2) ? dice.below(100) : Long.MAX_VALUE - dice.below(100);
  }

  private void welcome(Link link, Frame.Hello hello) {
    NodeHost other = dice.pick(nodes);
    boolean claims = dice.onceIn(2) && other.isUp();
    // Sometimes in another's name, which it can't sign for.
    PublicKey named = dice.onceIn(8) ? scene.notary.key("node " + other.name) : key;
    byte[] nonce = dice.bytes(Frame.NONCE_BYTES);
    CborWriter message = new CborWriter().raw(DOMAIN).array(4).text(Scene.NETWORK_NAME);
    message.bytes(hello.nonce()).bytes(nonce).bytes(named.multicodec());
    say(
        link,
        new Frame.Welcome(
            Frame.VERSION,
            Scene.NETWORK_NAME,
            nonce,
            scene.timeline.nowMs(),
            FrameCodec.FRAME_MAX_BYTES,
            name,
            claims ? other.stored().id() : id(200),
            claims ? other.stored().run() : id(201),
            named,
            scene.notary.sign(key, message.toBytes())));
  }

  private static Frame.Id id(int number) {
    byte[] bytes = new byte[Frame.Id.BYTES];
    bytes[0] = (byte) number;
    return Frame.Id.of(bytes);
  }

  private Frame changes(int scope) {
    List<Part> parts = new ArrayList<>(dice.onceIn(2) ? forger.replayed(dice) : List.of());
    if (dice.onceIn(2)) {
      parts.addAll(forged());
    }
    return new Frame.Changes(scope, number(), dice.onceIn(10), parts);
  }

  private void acknowledge(Link link, Frame.Commit commit) {
    int leaves = commit.part().leaves().length;
    switch (dice.below(6)) {
      case 0 -> {
        // Not a word.
      }
      case 1 ->
          say(
              link,
              new Frame.Refuse(Frame.About.COMMIT, commit.sequence(), "not-owner", "a lie", ""));
      case 2 -> ack(link, commit, new Frame.Verdicts(leaves, -1, "future"));
      default -> ack(link, commit, new Frame.Verdicts(leaves, dice.below(5), null));
    }
  }

  private void ack(Link link, Frame.Commit commit, Frame.Verdicts verdicts) {
    for (Leaf leaf : commit.part().leaves()) {
      Change change = leaf.change();
      if (change != null && verdicts.code() == null) {
        boolean beaten =
            verdicts.outcome() == Outcome.SUPERSEDED.ordinal()
                || verdicts.outcome() == Outcome.ERASED.ordinal();
        scene.ledger.claimed(change, beaten);
      }
    }
    say(link, new Frame.Ack(commit.sequence(), List.of(verdicts)));
  }

  private byte[] answer(Frame.Reconcile asked) {
    return switch (dice.below(4)) {
      case 0 -> new byte[0];
      case 1 -> new byte[] {0x61};
      case 2 -> DIFFERS;
      default -> asked.message();
    };
  }

  @Override
  public String act(Dice step) {
    if (links.isEmpty()) {
      return "waits";
    }
    Link link = step.pick(links);
    if (step.onceIn(8)) {
      link.back.send(step.bytes(1 + step.below(50)));
      return "sends " + link.from + " what is no frame";
    }
    say(link, changes(Frame.Changes.LIVE));
    return "sends " + link.from + " changes";
  }

  private static void say(Link link, Frame frame) {
    link.back.send(FrameCodec.encode(frame));
  }
}
