package dev.soulgraph.sync;

import dev.soulgraph.auth.SealVerifier;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies changes as they arrive, which may take a while, and hands them over in their order: a
 * cursor must never be kept before the changes it stands for.
 */
final class Incoming {
  /** A frame whose seals are being verified, and what follows. */
  private static final class Waiting {
    final Frame frame;
    final byte[] bytes;
    final List<Part> good = new ArrayList<>();
    @Nullable Runnable then;
    int unverified;

    Waiting(Frame frame, byte[] bytes) {
      this.frame = frame;
      this.bytes = bytes;
    }
  }

  private final SealVerifier seals;
  private final Relay relay;
  private final Subscriptions subscriptions;
  private final Deque<Waiting> queue = new ArrayDeque<>();

  /** Parts of a commit whose other frames are still coming, and the frames' bytes. */
  private final List<Part> together = new ArrayList<>();

  private final List<byte[]> records = new ArrayList<>();
  private int recordBytes;

  private boolean curable;
  private boolean draining;

  Incoming(SealVerifier seals, Relay relay, Subscriptions subscriptions) {
    this.seals = seals;
    this.relay = relay;
    this.subscriptions = subscriptions;
  }

  void changes(Frame.Changes frame, byte[] bytes) {
    verify(new Waiting(frame, bytes), frame.parts());
  }

  /** Fetched changes; {@code then} hears whether none was refused. */
  void found(Frame.Found frame, Consumer<Boolean> then) {
    Waiting waiting = new Waiting(frame, new byte[0]);
    waiting.then = () -> then.accept(handOver(frame, waiting));
    verify(waiting, frame.parts());
  }

  /** The news that a scope is level: {@code then} runs when what came before it has been merged. */
  void level(Frame.Level frame, Runnable then) {
    Waiting waiting = new Waiting(frame, new byte[0]);
    waiting.then = then;
    verify(waiting, List.of());
  }

  /** The cursor of a scope that has been caught up with moves. */
  void levelled(Frame.Level frame) {
    subscriptions.level(frame.scope());
    hand(subscriptions.moved(frame.scope(), frame.number(), List.of()));
  }

  private void verify(Waiting waiting, List<Part> parts) {
    waiting.unverified = parts.size();
    queue.add(waiting);
    for (Part part : parts) {
      seals.verify(part, refusal -> verified(waiting, part, refusal));
    }
    drain();
  }

  private void verified(Waiting waiting, Part part, @Nullable SoulgraphException refusal) {
    waiting.unverified--;
    if (refusal == null) {
      waiting.good.add(part);
    } else {
      relay.failed(refusal);
    }
    drain();
  }

  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    for (Waiting head = queue.peek(); head != null && head.unverified == 0; head = queue.peek()) {
      queue.remove();
      if (head.frame instanceof Frame.Changes frame) {
        handOver(frame, head);
      }
      if (head.then != null) {
        head.then.run();
      }
    }
    draining = false;
  }

  private void handOver(Frame.Changes frame, Waiting waiting) {
    if (frame.scope() != Frame.Changes.LIVE) {
      subscriptions.catchingUp(frame.scope());
    }
    if (!waiting.good.isEmpty()) {
      boolean whole = waiting.good.size() == frame.parts().size();
      byte[] record = whole ? waiting.bytes : FrameCodec.encode(with(frame, waiting.good));
      together.addAll(waiting.good);
      records.add(record);
      recordBytes += record.length;
    }
    if (!frame.more()) {
      hand(subscriptions.moved(frame.scope(), frame.number(), together));
    } else if (recordBytes >= Limits.COMMIT_STEP_BYTES) {
      // What is still to come has the same number, so no cursor may move there yet.
      hand(Map.of());
    }
  }

  private boolean handOver(Frame.Found frame, Waiting waiting) {
    boolean whole = waiting.good.size() == frame.parts().size();
    if (waiting.good.isEmpty()) {
      return whole;
    }
    Frame.Changes record = new Frame.Changes(Frame.Changes.LIVE, 0, false, List.of());
    return relay.found(
            new ArrayList<>(waiting.good), List.of(FrameCodec.encode(with(record, waiting.good))))
        && whole;
  }

  private static Frame with(Frame.Changes frame, List<Part> parts) {
    List<Part> lawful = new ArrayList<>();
    for (Part part : parts) {
      Part kept = part.lawful();
      if (kept != null) {
        lawful.add(kept);
      }
    }
    return new Frame.Changes(frame.scope(), frame.number(), frame.more(), lawful);
  }

  private void hand(Map<Scope, Frame.Cursor> cursors) {
    List<Part> parts = new ArrayList<>(together);
    List<byte[]> bytes = new ArrayList<>(records);
    together.clear();
    records.clear();
    recordBytes = 0;
    boolean whole = relay.changes(parts, bytes, curable ? Map.of() : cursors);
    curable |= !whole;
  }
}
