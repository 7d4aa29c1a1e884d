package dev.soulgraph.database;

import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the outboxes over one journal tell each other of their commits, and who sends them. What one
 * of them holds it doesn't ask a relay for again, so a journal must have it first: this one's, or
 * where that keeps nothing any more, theirs.
 */
final class Siblings {
  private static final int FOREIGN_TICKS = 5;

  /** Of so many commits at most is another node's acknowledgement still heard. */
  private static final int RELAYED_MAX = 256;

  private final Outbox outbox;
  private final Map<Double, Pending> pending;
  private final JournalQueue journal;
  private final Listener listener;
  private final Map<Double, Receipt> relayed = new LinkedHashMap<>();

  /** Whether it has the connections for all, keeps what they bring, and sends what all commit. */
  private boolean leads;

  /**
   * Whether another one does: this keeps its own commits alone. With neither, each goes for itself.
   */
  private boolean follows;

  Siblings(Outbox outbox, Map<Double, Pending> pending, JournalQueue journal, Listener listener) {
    this.outbox = outbox;
    this.pending = pending;
    this.journal = journal;
    this.listener = listener;
  }

  boolean follows() {
    return follows;
  }

  /**
   * Who has read the journal again in between is told what became of the commits that are gone
   * there.
   */
  void become(boolean leader) {
    leads = leader;
    follows = !leader;
    for (Pending each : new ArrayList<>(pending.values())) {
      if (each.unseen && !each.settled) {
        outbox.settle(each);
        each.receipt.state = Receipt.State.RELAYED;
        relayed(each.key, each.receipt);
      } else if (each.unseen) {
        pending.remove(each.key);
      }
      boolean another = each.foreign;
      each.foreign = follows;
      if (another && !each.foreign) {
        outbox.send(each);
      }
    }
  }

  /** The journal is about to be read again: what isn't there any more has been settled. */
  void reread(boolean begins) {
    for (Pending each : pending.values()) {
      each.unseen = begins && each.receipt.state != Receipt.State.SIGNING;
    }
  }

  /** Others are told when it is kept: one that opens just now finds it or hears of it. */
  void tellMade(Pending made, byte[] record) {
    int attempt = made.attempt;
    journal.whenKeptOrLost(
        () -> {
          if (made.attempt == attempt && !made.settled) {
            listener.shared(Tabs.made(made.key, record, !journal.isLost()));
          }
        });
  }

  /**
   * Once it is kept. Followers have the leader's records, which come first; who leads no more has
   * kept nothing of it.
   */
  void tellSettled(Pending made, @Nullable Part merged, @Nullable PublicKey node) {
    journal.whenKeptOrLost(
        () -> {
          boolean kept = !journal.isLost();
          if (!kept || !follows) {
            Part unknown = kept && leads ? null : merged;
            listener.shared(Tabs.settled(made.key, unknown, kept, node, made.receipt));
          }
        });
  }

  void heard(Tabs.Message message, Consumer<Part> merged) {
    if (message.made()) {
      if (outbox.load(message.key(), message.bytes(), !leads) && message.unkept()) {
        journal.pending(message.key(), message.bytes());
      }
      return;
    }
    if (message.bytes().length > 0) {
      merged.accept(FrameCodec.decodePart(message.bytes()));
    }
    Pending settled = pending.get(message.key());
    Receipt receipt = settled == null ? relayed.get(message.key()) : settled.receipt;
    if (receipt == null || settled != null && settled.settled) {
      return;
    }
    receipt.heard(message);
    if (settled != null) {
      outbox.settle(settled);
      keep(message, settled);
      if (message.code().isEmpty()) {
        relayed(message.key(), receipt);
      }
    }
    listener.receipt(receipt);
  }

  /**
   * Keeps what has become of a commit for one that can't; and where what this one has written of it
   * may come after what that one has.
   */
  private void keep(Tabs.Message message, Pending settled) {
    Part part = settled.part;
    boolean due = message.unkept() || settled.rewritten;
    if (due && message.code().isEmpty()) {
      journal.dropPending(settled.key);
    } else if (due && part != null) {
      journal.pending(settled.key, settled.encode(part));
    }
  }

  private void relayed(double key, Receipt receipt) {
    pending.remove(key);
    relayed.put(key, receipt);
    if (relayed.size() > RELAYED_MAX) {
      relayed.clear();
    }
    listener.receipt(receipt);
  }

  /** Steps in for one that has made a commit and doesn't get it acknowledged. */
  void tick() {
    for (Pending each : new ArrayList<>(pending.values())) {
      if (each.foreign && !each.settled && ++each.foreignTicks > FOREIGN_TICKS) {
        each.foreign = false;
        outbox.send(each);
      }
    }
  }
}
