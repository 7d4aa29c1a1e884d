package dev.soulgraph.node.cli.backup;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.relay.Dialogue;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.sync.SendingOnly;
import dev.soulgraph.wire.Frame;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Offers a backup to a running node, which takes what it lacks: nothing that is newer there is lost
 * or turned back. For one thread.
 */
public final class Restore extends SendingOnly {
  /** Parts that have no answer yet; a part has at most a frame's bytes. */
  private static final int UNDER_WAY_MAX = 16;

  private final BackupReader backup;
  private final LongConsumer progress;
  private final Map<String, Long> outcomes = new TreeMap<>();
  private int underWay;
  private long answered;
  private boolean read;
  private @Nullable SoulgraphException failure;
  private @Nullable ClientSession session;

  private Restore(BackupReader backup, LongConsumer progress) {
    this.backup = backup;
    this.progress = progress;
  }

  /**
   * @param progress told the number of changes that have an answer
   * @return for each outcome, or code of a refusal, the number of changes
   * @throws SoulgraphException what the relay refuses, {@code input-invalid} for a file that isn't
   *     a whole backup: what came before is restored
   */
  public static Map<String, Long> give(
      URI url,
      BackupReader backup,
      Verifier verifier,
      WallClock clock,
      Entropy entropy,
      String agent,
      long timeoutMs,
      LongConsumer progress) {
    Restore restore = new Restore(backup, progress);
    Gate gate = new Gate(backup.network(), new AuthorKeys(), verifier);
    Dialogue dialogue =
        new Dialogue(
            url,
            timeoutMs,
            connection -> {
              restore.session =
                  new ClientSession(
                      backup.network(), agent, connection, clock, entropy, gate, restore);
              return restore.session;
            },
            restore::tick);
    dialogue.open();
    try (dialogue) {
      ClientSession ready = dialogue.ready();
      restore.pump(ready);
      dialogue.await(restore::isOver, () -> restore.answered, "it acknowledges what is restored");
    }
    if (restore.failure != null) {
      throw restore.failure;
    }
    return restore.outcomes;
  }

  private void tick() {
    if (session != null) {
      session.tick();
    }
  }

  private boolean isOver() {
    return underWay == 0 && (read || failure != null);
  }

  private void pump(ClientSession to) {
    while (!read && failure == null && underWay < UNDER_WAY_MAX) {
      try {
        Part part = backup.next();
        if (part == null) {
          read = true;
        } else {
          underWay++;
          to.send(new Sent(to, part));
        }
      } catch (SoulgraphException e) {
        failure = e;
      }
    }
  }

  private final class Sent implements Outgoing {
    private final ClientSession to;
    private final Part part;

    Sent(ClientSession to, Part part) {
      this.to = to;
      this.part = part;
    }

    @Override
    public Part part() {
      return part;
    }

    @Override
    public boolean isOffer() {
      return true;
    }

    @Override
    public void acknowledged(PublicKey node, List<Frame.Verdicts> verdicts) {
      for (Frame.Verdicts run : verdicts) {
        String outcome = run.code();
        if (outcome == null) {
          outcome = Outcome.values()[run.outcome()].name().toLowerCase(Locale.ROOT);
        }
        outcomes.merge(outcome, (long) run.count(), Long::sum);
      }
      answered();
    }

    @Override
    public void refused(String code, String rule, String value) {
      outcomes.merge(code, (long) part.leaves().length, Long::sum);
      answered();
    }

    private void answered() {
      underWay--;
      answered += part.leaves().length;
      progress.accept(answered);
      pump(to);
    }
  }

  @Override
  public void failed(SoulgraphException reason) {
    failure = failure == null ? reason : failure;
  }
}
