package dev.soulgraph.node.cli.backup;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.relay.Dialogue;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.sync.SendingOnly;
import dev.soulgraph.wire.Frame;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes all that a running node has of a scope, as its clients do, and keeps the signed parts as
 * they come. What is written meanwhile may be in it or not; what was acknowledged before is.
 */
public final class Backup extends SendingOnly {
  /** What came of it. */
  public record Result(long changes, long bytes) {}

  private final Scope scope;
  private final BackupWriter writer;
  private final LongConsumer progress;
  private @Nullable SoulgraphException failure;
  private boolean level;

  private Backup(Scope scope, BackupWriter writer, LongConsumer progress) {
    this.scope = scope;
    this.writer = writer;
    this.progress = progress;
  }

  /**
   * @param progress told the number of changes so far
   * @throws SoulgraphException what the relay refuses, and {@code storage-failed}
   */
  public static Result take(
      URI url,
      String network,
      Scope scope,
      Path file,
      Verifier verifier,
      WallClock clock,
      Entropy entropy,
      String agent,
      long timeoutMs,
      LongConsumer progress) {
    try (BackupWriter writer = new BackupWriter(file)) {
      Backup backup = new Backup(scope, writer, progress);
      Gate gate = new Gate(network, new AuthorKeys(), verifier);
      ClientSession[] session = new ClientSession[1];
      Dialogue dialogue =
          new Dialogue(
              url,
              timeoutMs,
              connection -> {
                session[0] =
                    new ClientSession(network, agent, connection, clock, entropy, gate, backup);
                return session[0];
              },
              () -> {
                if (session[0] != null) {
                  session[0].tick();
                }
              });
      dialogue.open();
      try (dialogue) {
        ClientSession ready = dialogue.ready();
        writer.begin(network, ready.node(), clock.nowMs() + ready.clockOffsetMs());
        ready.update();
        dialogue.await(backup::isOver, writer::changes, "it sends what it has");
      }
      if (backup.failure != null) {
        throw backup.failure;
      }
      return new Result(writer.changes(), writer.finish());
    }
  }

  private boolean isOver() {
    return level || failure != null;
  }

  @Override
  public Iterable<Scope> wanted() {
    return List.of(scope);
  }

  @Override
  public boolean changes(List<Part> parts, List<byte[]> records, Map<Scope, Frame.Cursor> cursors) {
    for (Part part : parts) {
      Part lawful = part.lawful();
      if (lawful != null && failure == null) {
        add(lawful);
      }
    }
    progress.accept(writer.changes());
    return true;
  }

  private void add(Part part) {
    try {
      writer.add(part);
    } catch (SoulgraphException e) {
      failure = e;
    }
  }

  @Override
  public void level(Scope reached) {
    level = true;
  }

  @Override
  public void failed(SoulgraphException reason) {
    // What a node has and can't prove doesn't belong into a backup, but whoever takes it must know.
    failure = failure == null ? reason : failure;
  }
}
