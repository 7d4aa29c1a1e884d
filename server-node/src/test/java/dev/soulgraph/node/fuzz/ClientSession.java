package dev.soulgraph.node.fuzz;

import dev.soulgraph.database.Receipt;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.sync.Handshake;
import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.Pipe;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;

/** A node that says to a client what it likes, frame by frame, after an honest one. */
final class ClientSession implements Target {
  private static final int STEPS_MAX = 64;
  private static final Identity NODE = Identity.of("impostor");

  @Override
  public long allocatedMaxBytes(int length) {
    return 16 * ALLOCATED_BASE_BYTES + 64 * ALLOCATED_PER_BYTE * length;
  }

  /** A node in bad faith, and what it has heard. */
  private static final class Impostor {
    final List<Integer> scopes = new ArrayList<>(List.of(0));
    final List<Integer> sequences = new ArrayList<>(List.of(0));
    private final FrameCodec codec = new FrameCodec();
    private final boolean welcoming;
    private final Pipe[] pipe = new Pipe[1];

    Impostor(Tab victim, boolean welcoming) {
      this.welcoming = welcoming;
      pipe[0] = victim.meet(this::hear);
    }

    private void hear(byte[] bytes) {
      Frame frame = codec.decode(bytes);
      if (frame instanceof Frame.Hello hello && welcoming) {
        say(Handshake.welcome(Frame.VERSION, "main", hello.nonce(), NODE, NODE));
      } else if (frame instanceof Frame.Open open) {
        scopes.add(open.scope());
      } else if (frame instanceof Frame.Commit commit) {
        sequences.add(commit.sequence());
      }
    }

    void say(Frame frame) {
      say(FrameCodec.encode(frame));
    }

    void say(byte[] bytes) {
      pipe[0].forgeToTab(bytes);
    }
  }

  @Override
  public void read(byte[] input) {
    Input in = new Input(input);
    World world = new World(1, in.below(2) * 10);
    Server honest = new Server(world, 1);
    Tab victim = new Tab(world, "victim").follow(Scope.ALL).follow(Scope.prefix("plain"));
    victim.connect(honest);
    victim.put(Forged.victimsSoul(), "key", "kept");
    world.settle();
    victim.offline();
    victim.put("plain/waiting", "key", "value");
    world.settle();
    Impostor impostor = new Impostor(victim, in.below(8) != 0);
    world.settle();
    for (int i = 0; i < STEPS_MAX && !in.isEmpty(); i++) {
      step(in, impostor, world);
    }
    world.run(2_000);
    world.settle();
    check(honest, victim, world);
  }

  private static void step(Input in, Impostor impostor, World world) {
    switch (in.below(14)) {
      case 0 -> impostor.say(in.some());
      case 1 -> impostor.say(Frames.known(in));
      case 2 -> impostor.say(Frames.damaged(in));
      case 3 ->
          impostor.say(new Frame.Level(in.pick(impostor.scopes), in.below(9), in.below(2) == 0));
      case 4, 5 ->
          impostor.say(
              new Frame.Changes(
                  in.pick(impostor.scopes),
                  in.below(9),
                  in.below(2) == 0,
                  List.of(Forged.part(in), Forged.part(in))));
      case 6 ->
          impostor.say(new Frame.Found(in.pick(impostor.scopes), false, List.of(Forged.part(in))));
      case 7 -> impostor.say(new Frame.Reconciled(in.pick(impostor.scopes), in.some()));
      case 8 -> impostor.say(acknowledgement(in, impostor));
      case 9 -> impostor.say(refusal(in, impostor));
      case 10 -> impostor.say(new Frame.Pong(in.below(256), Long.MAX_VALUE >> in.below(63)));
      default -> world.run(in.below(256) * 100L);
    }
  }

  private static Frame acknowledgement(Input in, Impostor impostor) {
    List<Frame.Verdicts> runs = new ArrayList<>();
    for (int i = in.below(4); i > 0; i--) {
      boolean refused = in.below(2) == 0;
      String code = refused ? in.pick(List.of(Code.values())).text() : null;
      runs.add(
          new Frame.Verdicts(in.below(4), refused ? -1 : in.below(Outcome.values().length), code));
    }
    return new Frame.Ack(in.pick(impostor.sequences), runs);
  }

  private static Frame refusal(Input in, Impostor impostor) {
    Frame.About about = in.pick(List.of(Frame.About.values()));
    int reference = in.pick(in.below(2) == 0 ? impostor.sequences : impostor.scopes);
    String code = in.below(4) == 0 ? "made-up" : in.pick(List.of(Code.values())).text();
    return new Frame.Refuse(about, reference, code, "a rule", "a value");
  }

  private static void check(Server honest, Tab victim, World world) {
    if (!"kept".equals(victim.text(Forged.victimsSoul(), "key"))) {
      throw new AssertionError("what the victim wrote is gone");
    }
    victim.reload();
    victim.connect(honest);
    Receipt receipt = victim.put("plain/last", "key", "value");
    world.settle();
    if (receipt.state() != Receipt.State.RELAYED) {
      throw new AssertionError("nothing is relayed any more: " + receipt.state());
    }
    if (!"kept".equals(victim.text(Forged.victimsSoul(), "key"))) {
      throw new AssertionError("what the victim wrote is gone after a reload");
    }
  }
}
