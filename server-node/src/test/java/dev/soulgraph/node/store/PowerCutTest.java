package dev.soulgraph.node.store;

import static dev.soulgraph.storage.Commits.change;
import static dev.soulgraph.storage.Commits.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Commits;
import dev.soulgraph.storage.Reading;
import dev.soulgraph.wire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was forced outlives a power cut at any moment, and what wasn't is whole or gone. */
final class PowerCutTest {
  private static final int CUTS = 15;
  private static final int MERGES = 400;

  @TempDir Path folder;

  private static MvStore open(Path path, String scheme) {
    return MvStore.open(scheme, path, "main", () -> 0L, MvStoreTest::random);
  }

  @Test
  void whatWasForcedIsThereWheneverThePowerIsCut() throws IOException {
    for (int seed = 1; seed <= CUTS; seed++) {
      Path path = folder.resolve("cut" + seed);
      open(path, "").close();
      // The power goes off again and again while the same store is written on.
      List<Part> merged = new ArrayList<>();
      Random random = new Random(seed);
      for (int cut = 0; cut < 3; cut++) {
        cutOnce(path, random, merged, "seed " + seed + " cut " + cut);
      }
    }
  }

  private static void cutOnce(Path path, Random random, List<Part> merged, String what)
      throws IOException {
    Path file = path.resolve("soulgraph.mv.db");
    int forced = merged.size();
    long head = 0;
    Frame.Cursor seen = null;
    PowerCut.in(file, 3 + random.nextInt(200));
    try (MvStore store = open(path, PowerCut.SCHEME + ":")) {
      for (int i = 0; i < MERGES; i++) {
        Part part = some(random);
        merged.add(part);
        store.merge(part, null);
        seen = new Frame.Cursor(store.id(), store.run(), store.head());
        if (random.nextInt(3) == 0) {
          store.force();
          forced = merged.size();
          head = store.head();
        } else if (random.nextInt(20) == 0) {
          store.tidy();
          forced = merged.size();
          head = store.head();
        }
      }
    } catch (SoulgraphException e) {
      assertEquals(Code.STORAGE_FAILED, e.code(), what);
    }
    PowerCut.restore(file, random);
    try (MvStore store = open(path, "")) {
      Map<String, String> found =
          Reading.winners(Reading.all(store, Scope.ALL, 0, 1 + random.nextInt(5000)));
      int whole = forced;
      while (whole < merged.size() && !found.equals(Commits.winners(merged.subList(0, whole)))) {
        whole++;
      }
      assertEquals(Commits.winners(merged.subList(0, whole)), found, what);
      assertEquals(found.size(), store.size(), what);
      assertTrue(store.head() >= head, what);
      Long resumed = seen == null ? null : store.resume(seen);
      assertTrue(resumed == null || resumed <= store.head(), what);
      merged.subList(whole, merged.size()).clear();
    }
  }

  private static Part some(Random random) {
    List<Change> changes = new ArrayList<>();
    int state = random.nextInt(1000);
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      changes.add(
          change(1, state, "node/" + random.nextInt(40), "key" + random.nextInt(4), "x" + state));
    }
    return commit(changes);
  }
}
