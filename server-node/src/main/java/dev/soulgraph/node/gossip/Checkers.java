package dev.soulgraph.node.gossip;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Decodes frames and verifies seals, on as many threads at a time as there are processors. */
final class Checkers {
  /** What came of a frame: it was read, or it breaks the encoding. */
  record Checked(
      @Nullable Frame frame,
      @Nullable SoulgraphException sealRefusal,
      @Nullable SoulgraphException malformed) {}

  private static final class Checker {
    private final FrameCodec codec = new FrameCodec();
    private final Gate gate;

    Checker(String network, Verifier verifier) {
      gate = new Gate(network, new AuthorKeys(), verifier);
    }

    Checked check(byte[] bytes) {
      try {
        Frame frame = codec.decode(bytes);
        @Nullable SoulgraphException[] refusal = new SoulgraphException[1];
        if (frame instanceof Frame.Commit commit) {
          gate.verify(commit.part(), answer -> refusal[0] = answer);
        }
        return new Checked(frame, refusal[0], null);
      } catch (SoulgraphException e) {
        return new Checked(null, null, e);
      }
    }
  }

  private final BlockingQueue<Checker> idle;

  Checkers(String network, Verifier verifier, int count) {
    idle = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      idle.add(new Checker(network, verifier));
    }
  }

  Checked check(byte[] bytes) throws InterruptedException {
    Checker checker = idle.take();
    try {
      return checker.check(bytes);
    } finally {
      idle.add(checker);
    }
  }
}
