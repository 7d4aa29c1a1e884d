package dev.soulgraph.node.gossip;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Packed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Opens packed messages, decodes frames and verifies seals, on as many threads at a time as there
 * are processors.
 */
final class Checkers {
  /** A frame, and why its seal doesn't hold. */
  record Checked(Frame frame, @Nullable SoulgraphException sealRefusal) {}

  private static final class Checker {
    private final FrameCodec codec = new FrameCodec();
    private final Unpacker unpacker = new Unpacker();
    private final Gate gate;

    Checker(String network, Verifier verifier) {
      gate = new Gate(network, new AuthorKeys(), verifier);
    }

    List<Checked> check(byte[] message) {
      if (!Packed.is(message)) {
        return List.of(check(codec.decode(message)));
      }
      List<Checked> checked = new ArrayList<>();
      codec.decodeJoined(unpacker.unpack(message), (frame, bytes) -> checked.add(check(frame)));
      return checked;
    }

    private Checked check(Frame frame) {
      @Nullable SoulgraphException[] refusal = new SoulgraphException[1];
      if (frame instanceof Frame.Commit commit) {
        gate.verify(commit.part(), answer -> refusal[0] = answer);
      }
      return new Checked(frame, refusal[0]);
    }
  }

  private final BlockingQueue<Checker> idle;

  Checkers(String network, Verifier verifier, int count) {
    idle = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      idle.add(new Checker(network, verifier));
    }
  }

  /**
   * The frames of a message.
   *
   * @throws SoulgraphException what refuses all of it
   */
  List<Checked> check(byte[] message) throws InterruptedException {
    Checker checker = idle.take();
    try {
      return checker.check(message);
    } finally {
      idle.add(checker);
    }
  }
}
