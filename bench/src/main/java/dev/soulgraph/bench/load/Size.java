package dev.soulgraph.bench.load;

import dev.soulgraph.bench.Folders;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.node.store.MvStore;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a data folder takes beside what it holds, after many updates of the same properties. */
public final class Size {
  private static final int FORCE_EVERY_CHANGES = 2_000;
  private static final int PIECE_BYTES = 256 << 10;
  private static final double BOUND = 1.5;

  private Size() {}

  /**
   * @param args numbers of updates and of properties, and of changes in a commit
   */
  public static void main(String[] args) throws IOException {
    int updates = Integer.parseInt(args[0]);
    int properties = Integer.parseInt(args[1]);
    Report report = new Report();
    for (String each : args[2].split(",", -1)) {
      measure(updates, properties, Integer.parseInt(each), report);
    }
    System.exit(report.failed() ? 1 : 0);
  }

  private static void measure(int updates, int properties, int changesEach, Report report)
      throws IOException {
    System.out.printf(
        "%,d random updates over %,d properties, %d in a commit%n",
        updates, properties, changesEach);
    Path folder = Files.createTempDirectory("soulgraph-size");
    try (MvStore store = Ceilings.open(folder)) {
      update(store, updates, properties, changesEach);
      report.figure("before compaction", store.fileBytes() / 1e6, "MB");
      long began = System.nanoTime();
      while (store.tidy()) {
        // A step at a time, as a node does when it is idle.
      }
      report.figure("compaction", Ceilings.seconds(began), "s");
      long[] encoded = encoded(store);
      report.figure("live changes with seals and proofs, as sent", encoded[0] / 1e6, "MB");
      report.figure("of it hashes of proofs", encoded[1] / 1e6, "MB");
      report.atMost(
          "data folder against that", (double) bytes(folder) / encoded[0], BOUND, "times");
    } finally {
      Folders.delete(folder);
    }
  }

  static void update(MvStore store, int updates, int properties, int changesEach) {
    Author author = new Author(700);
    Random random = new Random(700);
    for (int done = 0; done < updates; done += changesEach) {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < changesEach; i++) {
        int property = random.nextInt(properties);
        changes.add(author.change("people/n" + property / 5, "p" + property % 5));
      }
      store.merge(author.seal(changes), null);
      if (done % FORCE_EVERY_CHANGES == 0) {
        store.force();
      }
    }
    store.force();
  }

  /** Bytes of all that a new client is sent, and how many of them are hashes of absent leaves. */
  private static long[] encoded(MvStore store) {
    long bytes = 0;
    long hashes = 0;
    @Nullable String place = null;
    do {
      Store.Piece piece = store.read(Scope.ALL, 0, store.head(), place, PIECE_BYTES);
      Frame frame = new Frame.Changes(1, 0, false, piece.parts());
      bytes += FrameCodec.encode(frame).length;
      for (Part part : piece.parts()) {
        hashes += (long) part.absent().length * Hash.BYTES;
      }
      place = piece.place();
    } while (place != null);
    return new long[] {bytes, hashes};
  }

  static long bytes(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.mapToLong(each -> each.toFile().length()).sum();
    }
  }
}
