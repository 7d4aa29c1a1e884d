package dev.soulgraph.node.fuzz;

import dev.soulgraph.database.Receipt;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.storage.Reading;
import dev.soulgraph.sync.Handshake;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import java.util.List;

/** A client that says to a node what it likes, frame by frame, beside one that is honest. */
final class NodeSession implements Target {
  private static final int STEPS_MAX = 64;
  private static final int PIECE_BYTES = 1 << 20;
  private static final List<Scope> SCOPES =
      List.of(
          Scope.ALL,
          Scope.prefix("plain"),
          new Scope(Scope.Kind.SPACE, "plain"),
          Scope.prefix(Forged.victimsSoul()));

  @Override
  public long allocatedMaxBytes(int length) {
    return 16 * ALLOCATED_BASE_BYTES + 64 * ALLOCATED_PER_BYTE * length;
  }

  @Override
  public void read(byte[] input) {
    Input in = new Input(input);
    World world = new World(1, in.below(2) * 10);
    Server server = new Server(world, 1);
    Tab victim = new Tab(world, "victim").follow(Scope.ALL);
    victim.connect(server);
    victim.put(Forged.victimsSoul(), "key", "kept");
    world.settle();
    Server.Stranger stranger = server.stranger();
    if (in.below(8) != 0) {
      stranger.say(Handshake.hello());
    }
    for (int i = 0; i < STEPS_MAX && !in.isEmpty(); i++) {
      step(in, stranger, world);
    }
    world.settle();
    check(server, victim, stranger, world);
  }

  private static void step(Input in, Server.Stranger stranger, World world) {
    switch (in.below(14)) {
      case 0 -> stranger.pipe.forge(in.some());
      case 1 -> stranger.pipe.forge(Frames.known(in));
      case 2 -> stranger.pipe.forge(Frames.damaged(in));
      case 3 -> stranger.say(Handshake.hello());
      case 4 -> stranger.say(new Frame.Open(in.below(4), in.pick(SCOPES), null));
      case 5 -> stranger.say(new Frame.Close(in.below(4)));
      case 6 -> stranger.say(new Frame.Commit(in.below(4), in.below(2) == 0, Forged.part(in)));
      case 7 ->
          stranger.say(new Frame.Commit(in.below(4), in.below(2) == 0, Forged.part(in), true));
      case 8 ->
          stranger.say(new Frame.Reconcile(in.below(4), Long.MAX_VALUE >> in.below(63), in.some()));
      case 9 -> stranger.say(new Frame.Changes(0, in.below(9), false, List.of(Forged.part(in))));
      case 10 -> stranger.say(new Frame.Ping(in.below(256)));
      case 11 -> stranger.pipe.hold();
      case 12 -> stranger.pipe.release();
      default -> world.settle();
    }
  }

  private static void check(Server server, Tab victim, Server.Stranger stranger, World world) {
    stranger.refusals().forEach(NodeSession::checkNamed);
    if (stranger.pipe.mostQueuedBytes() > Limits.OUTBOUND_HARD_MAX_BYTES + PIECE_BYTES) {
      throw new AssertionError(stranger.pipe.mostQueuedBytes() + " bytes are queued");
    }
    Receipt receipt = victim.put("plain/last", "key", "value");
    world.settle();
    if (receipt.state() != Receipt.State.RELAYED) {
      throw new AssertionError("the node serves nobody else any more: " + receipt.state());
    }
    if (!"kept".equals(victim.text(Forged.victimsSoul(), "key"))) {
      throw new AssertionError("what the victim wrote is gone");
    }
    Reading.winners(Reading.all(server.store(), Scope.ALL, 0, PIECE_BYTES));
  }

  static void checkNamed(String code) {
    if (Code.of(code) == null || code.equals(Code.INTERNAL.text())) {
      throw new AssertionError("refused as " + code);
    }
  }
}
