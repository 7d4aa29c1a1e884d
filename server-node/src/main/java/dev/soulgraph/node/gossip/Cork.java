package dev.soulgraph.node.gossip;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what the writer hands on until the end of its batch, so that frames which follow each
 * other go together, and the same ones to all who are sent the same. Others' frames pass.
 */
final class Cork {
  private final List<Outbound> held = new ArrayList<>();
  private volatile @Nullable Thread holder;

  /** From now on the calling thread's frames are held. */
  void hold() {
    if (holder == null) {
      holder = Thread.currentThread();
    }
  }

  /** Whether what waits there will be sent at the end of the batch. */
  boolean holds(Outbound outbound) {
    if (holder != Thread.currentThread()) {
      return false;
    }
    if (outbound.hold()) {
      held.add(outbound);
    }
    return true;
  }

  /** The batch is over. */
  void release() {
    holder = null;
    for (Outbound each : held) {
      each.release();
    }
    held.clear();
  }
}
