package dev.soulgraph.node.store;

import static dev.soulgraph.storage.Commits.change;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Reading;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small watch over what {@code bench/run size} measures: signatures and values are by chance. */
final class FolderSizeTest {
  private static final int UPDATES = 20_000;
  private static final int PROPERTIES = 2_000;
  private static final int FORCE_EVERY = 2_000;

  /** Holes between chunks made it six times, pages as they are 2.1 times. */
  private static final double BOUND = 2;

  @TempDir private Path folder;

  private final Random random = new Random(1);
  private final byte[] signature = new byte[64];

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void aFolderIsNotMuchLargerThanWhatItHolds(int changesEach) {
    try (MvStore store = MvStore.open(folder, "main", () -> 0, MvStoreTest::random)) {
      for (int done = 0; done < UPDATES; done += changesEach) {
        store.merge(commit(done + 1L, changesEach), null);
        if (done % FORCE_EVERY == 0) {
          store.force();
        }
      }
      int steps = 0;
      while (store.tidy()) {
        assertTrue(++steps < 1000, "tidying ends");
      }
      List<Part> held = Reading.all(store, Scope.ALL, 0, 256 << 10);
      int encoded = FrameCodec.encode(new Frame.Changes(1, 0, false, held)).length;
      double ratio = (double) store.fileBytes() / encoded;
      assertTrue(ratio < BOUND, store.fileBytes() + " bytes, " + encoded + " encoded");
    }
  }

  private Part commit(long state, int count) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[12];
      random.nextBytes(value);
      int property = random.nextInt(PROPERTIES);
      String soul = "people/n" + property / 5;
      String key = "p" + property % 5;
      changes.add(change(1, state + i, soul, key, HexFormat.of().formatHex(value)));
    }
    random.nextBytes(signature);
    return new Commit(changes.get(0).author(), changes).sealed(signature.clone());
  }
}
