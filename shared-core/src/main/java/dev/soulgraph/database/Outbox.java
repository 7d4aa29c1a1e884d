package dev.soulgraph.database;

import dev.soulgraph.auth.Sealing;
import dev.soulgraph.auth.Signer;
import dev.soulgraph.clock.HybridClock;
import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This author's commits on their way: signed, kept, sent to every relay, and taken out when the
 * first has acknowledged them.
 */
final class Outbox {
  static final String META_STATE = "state";

  private final Sealing sealing;
  private final HybridClock clock;
  private final JournalQueue journal;
  private final Listener listener;
  private final Effects effects;
  final Siblings siblings;
  private final Map<Double, Pending> pending = new LinkedHashMap<>();
  private long highestAccepted;
  private int lastReceipt;

  Outbox(
      String network,
      Signer signer,
      HybridClock clock,
      JournalQueue journal,
      Listener listener,
      Effects effects) {
    this.sealing = new Sealing(network, signer);
    this.clock = clock;
    this.journal = journal;
    this.listener = listener;
    this.effects = effects;
    this.siblings = new Siblings(this, pending, journal, listener);
  }

  /** The changes are laid over the set at once; the rest follows. */
  Receipt commit(double key, List<Change> changes) {
    Pending made = new Pending(key, new Receipt(++lastReceipt, changes.size()), changes);
    pending.put(key, made);
    lay(made);
    sign(made);
    return made.receipt;
  }

  private void sign(Pending made) {
    int attempt = ++made.attempt;
    sealing.seal(
        made.changes,
        () -> made.attempt == attempt && !made.settled,
        part -> {
          if (made.attempt == attempt && part != null) {
            made.workBits = sealing.workBits();
            signed(made, part);
          } else if (made.attempt == attempt) {
            refuse(made, Code.STORAGE_UNAVAILABLE.text(), "the author's key can be used", "");
          }
        });
  }

  private void signed(Pending made, Part part) {
    made.part = part;
    made.rewritten |= made.receipt.state != Receipt.State.SIGNING;
    byte[] record = made.encode(part);
    journal.pending(made.key, record);
    CborWriter states = new CborWriter().array(2);
    journal.meta(META_STATE, states.uint(clock.lastIssued()).uint(highestAccepted).toBytes());
    journal.whenKept(
        () -> {
          if (made.receipt.state == Receipt.State.SIGNING) {
            made.receipt.state = Receipt.State.LOCAL;
            listener.receipt(made.receipt);
          }
        });
    siblings.tellMade(made, record);
    journal.pump();
    send(made);
  }

  /** Gives back what {@link #META_STATE} kept: the last state issued. */
  long loadStates(byte[] meta) {
    CborReader in = new CborReader(meta);
    in.arrayOf(2);
    long lastIssued = in.uint(Long.MAX_VALUE);
    highestAccepted = in.uint(Long.MAX_VALUE);
    return lastIssued;
  }

  /**
   * @param foreign whether another sends it
   * @return whether it was not known before, as it is
   */
  boolean load(double key, byte[] record, boolean foreign) {
    Pending known = pending.get(key);
    boolean news = known == null;
    Pending loaded = Pending.decode(key, ++lastReceipt, record);
    if (known == null) {
      pending.put(key, loaded);
      known = loaded;
      if (!loaded.settled) {
        lay(loaded);
      }
    } else if (!known.settled && loaded.settled) {
      settle(known);
      known.receipt.refusedAs(loaded.receipt);
    } else if (!known.settled && isBetter(loaded, known)) {
      uncover(known);
      known.replacedBy(loaded);
      lay(known);
      news = true;
    }
    known.unseen = false;
    known.foreign = foreign;
    listener.receipt(known.receipt);
    send(known);
    return news;
  }

  /** Two tabs may sign one commit anew at once: both must come to send the same. */
  private boolean isBetter(Pending anew, Pending known) {
    Change mine = known.changes.get(0);
    return effects.early(mine) || anew.changes.get(0).state() > mine.state();
  }

  private void lay(Pending each) {
    each.changes.forEach(change -> effects.overlay(change, true));
  }

  void sendAll(ClientSession session) {
    inOrder().forEach(each -> send(session, each));
  }

  private List<Pending> inOrder() {
    List<Pending> ordered = new ArrayList<>(pending.values());
    Collections.sort(ordered, Comparator.comparingLong(each -> each.changes.get(0).state()));
    return ordered;
  }

  void send(Pending made) {
    effects.sessions().forEach(session -> send(session, made));
  }

  private void send(ClientSession session, Pending made) {
    Part part = made.part;
    if (part == null || made.settled || made.foreign || !session.ready()) {
      return;
    }
    session.send(new Sent(this, made, part));
  }

  /**
   * @param node null where the commit was signed anew meanwhile; what it took then it doesn't send
   *     back to its session
   */
  void acknowledged(
      Pending made, Part part, @Nullable PublicKey node, List<Frame.Verdicts> verdicts) {
    Settlement settlement = Settlement.of(part, verdicts);
    if (node == null) {
      accept(settlement.accepted());
      journal.pump();
      return;
    }
    boolean taken = settlement.code().isEmpty();
    if (taken) {
      made.receipt.acknowledgedBy(node);
    }
    if (made.receipt.state == Receipt.State.RELAYED) {
      if (!made.merged) {
        made.merged = true;
        accept(settlement.accepted());
      }
      siblings.tellSettled(made, null, taken ? node : null);
      journal.pump();
      listener.receipt(made.receipt);
      return;
    }
    boolean first = !made.settled;
    boolean again = settlement.future() && first && made.resigned < Pending.RESIGN_MAX;
    made.receipt.count(settlement.outcomes());
    // First into the set: so readers, who see it already, need not be told.
    made.merged = true;
    accept(settlement.accepted());
    settle(made);
    if (again) {
      made.settled = false;
      made.merged = false;
      made.keepOnly(settlement.refused());
      resign(made);
      return;
    }
    if (taken) {
      pending.remove(made.key);
      journal.dropPending(made.key);
      made.receipt.state = Receipt.State.RELAYED;
    } else if (first) {
      keepRefused(made, settlement.code(), "the relay takes every change of a commit", "");
    }
    siblings.tellSettled(made, settlement.accepted(), taken ? node : null);
    journal.pump();
    listener.receipt(made.receipt);
  }

  private void accept(@Nullable Part accepted) {
    if (accepted != null) {
      highestAccepted = Math.max(highestAccepted, Pending.changes(accepted).get(0).state());
      effects.accepted(accepted);
    }
  }

  /**
   * Refused as future: this clock was wrong, and has been corrected. All commits that lie ahead are
   * withdrawn together and signed anew in their order, or each would have to go above the others.
   */
  private void resign(Pending refused) {
    List<Pending> ahead = new ArrayList<>();
    long highest = highestAccepted;
    for (Pending each : inOrder()) {
      boolean mine = !each.settled && !each.foreign;
      if (each == refused || mine && effects.early(each.changes.get(0))) {
        uncover(each);
        ahead.add(each);
      } else if (mine) {
        highest = Math.max(highest, each.changes.get(0).state());
      }
    }
    clock.fallBack(highest);
    for (Pending each : ahead) {
      each.resigned++;
      each.part = null;
      each.changes = restamp(each.changes);
      lay(each);
      sign(each);
    }
  }

  private List<Change> restamp(List<Change> changes) {
    long floor = 0;
    for (Change change : changes) {
      floor = Math.max(floor, effects.beneath(change));
    }
    return Pending.stamped(changes, clock.next(floor));
  }

  /** A relay doesn't take it as it is; with more work it may. */
  void answered(Pending made, String code, String rule, String value) {
    if (sealing.asked(code, value, made.workBits)) {
      sign(made);
    } else {
      refuse(made, code, rule, value);
    }
  }

  private void refuse(Pending made, String code, String rule, String value) {
    int[] outcomes = new int[Outcome.values().length + 1];
    outcomes[Outcome.values().length] = made.changes.size();
    made.receipt.count(outcomes);
    settle(made);
    keepRefused(made, code, rule, value);
    siblings.tellSettled(made, null, null);
    journal.pump();
    listener.receipt(made.receipt);
  }

  private void keepRefused(Pending made, String code, String rule, String value) {
    made.receipt.state = Receipt.State.REFUSED;
    made.receipt.refused(code, rule, value);
    if (made.part != null) {
      journal.pending(made.key, made.encode(made.part));
    }
  }

  void settle(Pending made) {
    made.settled = true;
    uncover(made);
  }

  private void uncover(Pending made) {
    made.changes.forEach(change -> effects.overlay(change, false));
  }

  /** What a refused commit holds; nothing where it isn't one. */
  List<Change> refused(int receiptId) {
    Pending found = Pending.refused(pending.values(), receiptId);
    return found == null ? List.of() : found.changes;
  }

  void drop(int receiptId) {
    Pending found = Pending.refused(pending.values(), receiptId);
    if (found != null) {
      pending.remove(found.key);
      journal.dropPending(found.key);
    }
    journal.pump();
  }

  /** What isn't relayed yet, and what was refused, oldest first. */
  List<Receipt> receipts() {
    List<Receipt> receipts = new ArrayList<>();
    pending.values().forEach(each -> receipts.add(each.receipt));
    return receipts;
  }
}
