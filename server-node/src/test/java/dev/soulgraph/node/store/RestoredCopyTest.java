package dev.soulgraph.node.store;

import static dev.soulgraph.storage.Commits.change;
import static dev.soulgraph.storage.Commits.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.soulgraph.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that was copied, and put back after the original had gone on. */
final class RestoredCopyTest {
  @TempDir Path folder;

  private static MvStore open(Path path) {
    return MvStore.open(path, "main", () -> 0L, MvStoreTest::random);
  }

  private static void write(MvStore store, int count, String prefix) {
    for (int i = 0; i < count; i++) {
      store.merge(commit(change(1, 1, prefix + i, "key", "value")), null);
    }
    store.force();
  }

  private static Frame.Cursor here(MvStore store) {
    return new Frame.Cursor(store.id(), store.run(), store.head());
  }

  @Test
  void numbersOfWhatTheCopyNeverHadAreUnknownOrFallBack() throws IOException {
    Path original = folder.resolve("original");
    Path copy = folder.resolve("copy");
    Frame.Cursor early;
    Frame.Cursor late;
    try (MvStore store = open(original)) {
      write(store, 3, "before/");
      early = here(store);
      Files.createDirectories(copy);
      Files.copy(original.resolve("soulgraph.mv.db"), copy.resolve("soulgraph.mv.db"));
      write(store, 4, "after/");
      late = here(store);
    }
    Frame.Cursor next;
    try (MvStore store = open(original)) {
      write(store, 2, "next/");
      next = here(store);
    }
    try (MvStore store = open(copy)) {
      assertEquals(3, store.head());
      assertEquals(3L, store.resume(early));
      assertEquals(3L, store.resume(late), "above the end that the copy knows of its run");
      assertNull(store.resume(next), "a run that began after the copy was taken");
      write(store, 6, "elsewhere/");
      assertEquals(3L, store.resume(late), "its numbers have been given anew");
      assertEquals(9L, store.resume(here(store)));
      assertNull(store.resume(next));
    }
  }
}
