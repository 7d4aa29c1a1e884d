package dev.soulgraph.node.gossip;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Packed;
import dev.soulgraph.wire.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Opens packed messages, decodes frames and verifies seals, on as many threads at a time as there
 * are processors.
 */
final class Checkers {
  /** They are the web server's. */
  static final String THREADS = "soulgraph-web";

  /**
   * A frame, and why each of its parts' seals, or its signature, doesn't hold, or null.
   *
   * @param bytes the frame as it came
   * @param shadow whether it is acknowledged and goes no further
   */
  record Checked(
      Frame frame, byte[] bytes, List<@Nullable SoulgraphException> sealRefusals, boolean shadow) {
    /** A commit that goes on to be merged, as far as is known. */
    boolean isOpenCommit() {
      return frame instanceof Frame.Commit && sealRefusals.get(0) == null;
    }

    /** The same after somebody else has decided about it. */
    Checked after(Guard.Decision decision) {
      List<@Nullable SoulgraphException> refusals = new ArrayList<>();
      refusals.add(decision.refusal());
      return new Checked(frame, bytes, refusals, decision.shadow());
    }
  }

  private static final class Checker {
    private final FrameCodec codec = new FrameCodec();
    private final Unpacker unpacker = new Unpacker();
    private final Gate gate;

    Checker(String network, Verifier verifier) {
      gate = new Gate(network, new AuthorKeys(), verifier);
    }

    List<Checked> check(byte[] message, Predicate<Frame> ofNode, Guest guest) {
      if (!Packed.is(message)) {
        return List.of(check(codec.decode(message), message, ofNode, guest));
      }
      List<Checked> checked = new ArrayList<>();
      codec.decodeJoined(
          unpacker.unpack(message),
          (frame, bytes) -> checked.add(check(frame, bytes, ofNode, guest)));
      return checked;
    }

    private Checked check(Frame frame, byte[] bytes, Predicate<Frame> ofNode, Guest guest) {
      List<@Nullable SoulgraphException> refusals = new ArrayList<>();
      SoulgraphException unwanted = guest.judge(frame, bytes.length);
      if (unwanted != null) {
        refusals.add(unwanted);
        return new Checked(frame, bytes, refusals, false);
      }
      Consumer<@Nullable SoulgraphException> verdict =
          refusal -> {
            refusals.add(refusal);
            if (refusal != null) {
              guest.badSeal();
            }
          };
      for (Part part : parts(frame, ofNode.test(frame))) {
        gate.verify(part, verdict);
      }
      if (frame instanceof Presence said) {
        gate.verify(said, verdict);
      }
      return new Checked(frame, bytes, refusals, false);
    }

    /** Clients don't send changes but as commits, and nothing is verified for those who try. */
    private static List<Part> parts(Frame frame, boolean ofNode) {
      if (frame instanceof Frame.Commit commit) {
        return List.of(commit.part());
      }
      if (ofNode && frame instanceof Frame.Changes changes) {
        return changes.parts();
      }
      return ofNode && frame instanceof Frame.Found found ? found.parts() : List.of();
    }
  }

  private final BlockingQueue<Checker> idle;
  private final int count;

  Checkers(String network, Verifier verifier, int count) {
    this.count = count;
    idle = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      idle.add(new Checker(network, verifier));
    }
  }

  /** How many check at once. */
  int count() {
    return count;
  }

  /**
   * The frames of a message.
   *
   * @param ofNode whether a frame is another node's; asked for each in turn
   * @throws SoulgraphException what refuses all of it
   */
  List<Checked> check(byte[] message, Predicate<Frame> ofNode, Guest guest)
      throws InterruptedException {
    Checker checker = idle.take();
    try {
      return checker.check(message, ofNode, guest);
    } finally {
      idle.add(checker);
    }
  }
}
