package dev.soulgraph.database;

import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.seal.Part;
import org.jspecify.annotations.Nullable;

/**
 * The other databases over the same journal, as an outbox speaks with them. What one of them holds
 * it doesn't ask a relay for again, so a journal must have it first: this one's, or where that
 * keeps nothing any more, theirs.
 */
final class Siblings {
  private final JournalQueue journal;
  private final Listener listener;

  Siblings(JournalQueue journal, Listener listener) {
    this.journal = journal;
    this.listener = listener;
  }

  /** Told when it is kept: one that opens just now finds it or hears of it. */
  void made(Pending made, byte[] record) {
    int attempt = made.attempt;
    journal.whenKeptOrLost(
        () -> {
          if (made.attempt == attempt && !made.settled) {
            listener.shared(Tabs.made(made.key, record, !journal.isLost()));
          }
        });
  }

  void settled(Pending made, @Nullable Part merged, @Nullable PublicKey node) {
    journal.whenKeptOrLost(
        () ->
            listener.shared(Tabs.settled(made.key, merged, !journal.isLost(), node, made.receipt)));
  }

  /** Keeps another's new commit for it. */
  void keepMade(Tabs.Message message) {
    if (message.unkept()) {
      journal.pending(message.key(), message.bytes());
    }
  }

  /** Keeps for another what has become of a commit. */
  void keepSettled(Tabs.Message message, Pending settled) {
    Part part = settled.part;
    if (!message.unkept()) {
      return;
    }
    if (message.code().isEmpty()) {
      journal.dropPending(settled.key);
    } else if (part != null) {
      journal.pending(settled.key, settled.encode(part));
    }
  }
}
