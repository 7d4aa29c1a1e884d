package dev.soulgraph.node.cli.importing;

import dev.soulgraph.auth.Sealing;
import dev.soulgraph.clock.HybridClock;
import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.relay.Author;
import dev.soulgraph.node.cli.relay.Refusal;
import dev.soulgraph.node.cli.relay.StateFile;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.sync.SendingOnly;
import dev.soulgraph.wire.Frame;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Has batches acknowledged, each under a seal of its own. It keeps no replica, as a database would:
 * an import may be larger than memory. For the event loop's thread.
 */
final class Upload extends SendingOnly {
  /** A second of states: so far ahead the next command's may be, if this one is killed. */
  private static final long RESERVED_STATES = 1000L << Tolerance.COUNTER_BITS;

  private final Sealing sealing;
  private final Author author;
  private final HybridClock clock;
  private final Consumer<SoulgraphException> failed;
  private long reserved;
  private long accepted;
  private long acknowledged;
  private long superseded;
  private int underWay;

  /**
   * @param clock corrected by the relay's
   * @param failed told of the first refusal of each batch, and of what breaks a rule
   */
  Upload(String network, Author author, HybridClock clock, Consumer<SoulgraphException> failed) {
    this.sealing = new Sealing(network, author.signer());
    this.author = author;
    this.clock = clock;
    this.failed = failed;
    this.accepted = author.lastStates().accepted();
  }

  /** How many records have been acknowledged whole. */
  long acknowledged() {
    return acknowledged;
  }

  /** How many properties had a newer value already. */
  long superseded() {
    return superseded;
  }

  /** How many batches have no answer yet. */
  int underWay() {
    return underWay;
  }

  void send(ClientSession session, Batch batch, Runnable answered) {
    List<Write> writes = batch.writes();
    if (writes.isEmpty()) {
      acknowledged += batch.acknowledged(Set.of());
      answered.run();
      return;
    }
    underWay++;
    long state = clock.next(0);
    reserve(state);
    send(session, batch, writes, state, answered);
  }

  private void send(
      ClientSession session, Batch batch, List<Write> writes, long state, Runnable answered) {
    sealing.seal(
        batch.changes(writes, author.key(), state),
        () -> true,
        part -> {
          if (part == null) {
            throw new SoulgraphException(
                Code.STORAGE_UNAVAILABLE, "the author's key can be used", "");
          }
          session.send(new Sent(session, batch, writes, state, part, answered));
        });
  }

  /** One write to the disk, which waits for it, for all batches of a second. */
  private void reserve(long state) {
    if (state > reserved) {
      reserved = state + RESERVED_STATES;
      author.keep(new StateFile.States(reserved, accepted));
    }
  }

  /** Gives back what was reserved in vain. */
  void end() {
    if (reserved > 0) {
      author.keep(new StateFile.States(clock.lastIssued(), accepted));
    }
  }

  private final class Sent implements Outgoing {
    private final ClientSession session;
    private final int workBits;
    private final Batch batch;
    private final List<Write> writes;
    private final long state;
    private final Part part;
    private final Runnable answered;

    Sent(
        ClientSession session,
        Batch batch,
        List<Write> writes,
        long state,
        Part part,
        Runnable answered) {
      this.session = session;
      this.workBits = sealing.workBits();
      this.batch = batch;
      this.writes = writes;
      this.state = state;
      this.part = part;
      this.answered = answered;
    }

    @Override
    public Part part() {
      return part;
    }

    @Override
    public void acknowledged(PublicKey node, List<Frame.Verdicts> verdicts) {
      Set<String> refused = new LinkedHashSet<>();
      String code = "";
      int at = 0;
      for (Frame.Verdicts run : verdicts) {
        for (int i = 0; i < run.count() && at < writes.size(); i++, at++) {
          if (run.code() != null) {
            code = code.isEmpty() ? run.code() : code;
            refused.add(Batch.name(writes.get(at)));
          } else if (run.outcome() == Outcome.SUPERSEDED.ordinal()) {
            superseded++;
          }
        }
      }
      // A node that answers for fewer changes than it was sent has not taken the others.
      for (; at < writes.size(); at++) {
        code = code.isEmpty() ? Code.FRAME_MALFORMED.text() : code;
        refused.add(Batch.name(writes.get(at)));
      }
      if (refused.size() < writes.size()) {
        accepted = Math.max(accepted, state);
      }
      if (!refused.isEmpty()) {
        failed.accept(
            Refusal.of(
                code,
                "the relay takes every property",
                refused.size()
                    + " refused, the first "
                    + refused.iterator().next().replace('\0', ' ')));
      }
      acknowledged += batch.acknowledged(refused);
      answered();
    }

    @Override
    public void refused(String code, String rule, String value) {
      if (sealing.asked(code, value, workBits)) {
        send(session, batch, writes, state, answered);
      } else {
        failed.accept(Refusal.of(code, rule, value));
        answered();
      }
    }

    private void answered() {
      underWay--;
      answered.run();
    }
  }

  @Override
  public void failed(SoulgraphException reason) {
    failed.accept(reason);
  }
}
