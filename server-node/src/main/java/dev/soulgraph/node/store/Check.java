package dev.soulgraph.node.store;

import dev.soulgraph.auth.Verifier;
import dev.soulgraph.graph.SoulgraphException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStoreException;

/** Examines, and mends, the data folder of a node that doesn't run. */
public final class Check {
  /** Where a long work is; a total of 0 is unknown. */
  public interface Progress {
    void at(String what, long done, long total);
  }

  /**
   * What was found, and what is there afterwards.
   *
   * @param removed how many changes a repair has taken out, since nothing proves them
   */
  public record Report(String network, long changes, long seals, Findings findings, long removed) {}

  /** How often progress is told. */
  static final int TOLD_EVERY = 1_000;

  private Check() {}

  /**
   * Reads the whole store and says what doesn't hold; see {@link Inspection}. Where {@code repair}
   * is set and something doesn't, what can't be proven is taken out, and all that follows from the
   * rest is made anew; what was taken out comes back from peers and clients that have it. A repair
   * that was cut off keeps nodes from opening the folder until another has come to its end.
   *
   * @throws SoulgraphException {@code data-in-use}, {@code data-too-new}, {@code data-unreadable}
   *     where the file itself is broken, or is no store
   */
  public static Report run(Path path, Verifier verifier, boolean repair, Progress progress) {
    if (!Files.isRegularFile(path.resolve(MvStore.FILE))) {
      throw DataFolder.unreadable(path, new IllegalStateException(MvStore.FILE + " is missing"));
    }
    try (DataFolder folder = DataFolder.open(path)) {
      MvFile file = MvFile.open(folder.file(MvStore.FILE).toAbsolutePath().toString(), path);
      try {
        return run(path, file, verifier, repair, progress);
      } catch (MVStoreException e) {
        throw DataFolder.unreadable(path, e);
      } finally {
        file.abandon();
      }
    }
  }

  private static Report run(
      Path path, MvFile file, Verifier verifier, boolean repair, Progress progress) {
    Tables tables = file.tables();
    Counters counters = Counters.found(tables.meta, path);
    Inspection inspection = new Inspection(tables, counters, verifier, progress).run();
    Findings findings = inspection.findings();
    if (counters.isRepairing()) {
      findings.add("a repair comes to its end", "it was cut off");
    }
    long removed = 0;
    if (repair && !findings.none()) {
      removed = new Repair(file, tables, counters, inspection.unlawful(), verifier, progress).run();
    }
    return new Report(
        counters.network(), tables.log.sizeAsLong(), tables.seals.sizeAsLong(), findings, removed);
  }
}
