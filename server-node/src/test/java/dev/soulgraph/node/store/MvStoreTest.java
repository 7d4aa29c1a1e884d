package dev.soulgraph.node.store;

import static dev.soulgraph.storage.Commits.change;
import static dev.soulgraph.storage.Commits.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Commits;
import dev.soulgraph.storage.Reading;
import dev.soulgraph.storage.Store;
import dev.soulgraph.storage.StoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MvStoreTest extends StoreContract {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;
  private int forgotten;

  static byte[] random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private Path path() {
    return folder.resolve("data" + forgotten);
  }

  private Path file() {
    return path().resolve("soulgraph.mv.db");
  }

  @Override
  protected MvStore open() {
    return MvStore.open(path(), "main", () -> nowMs, MvStoreTest::random);
  }

  @Override
  protected void forget() {
    forgotten++;
  }

  private Code refusal() {
    return assertThrows(SoulgraphException.class, this::open).code();
  }

  @Test
  void aFolderServesOneStoreAtATime() {
    assertEquals(Code.DATA_IN_USE, refusal());
  }

  @Test
  void aFileThatIsNoStoreIsRefusedAndLeftAsItIs() throws IOException {
    store.close();
    byte[] foreign =
        "something else, of which somebody may be fond".getBytes(StandardCharsets.UTF_8);
    Files.write(file(), foreign);
    assertEquals(Code.DATA_UNREADABLE, refusal());
    assertEquals(foreign.length, Files.size(file()));
    Files.delete(file());
    store = open();
  }

  /** It is read in the order of its items, in which a commit's leaves lie as chance has it. */
  @Test
  void aLargeCommitInASmallPartOfTheStoreIsNotCut() {
    int beside = 8 * (PieceReader.SCAN_MAX + 2_000);
    store.merge(numbered("other/", 0, beside / 2), null);
    Part large = numbered("node/", 1, PieceReader.SCAN_MAX + 1_000);
    store.merge(large, null);
    store.merge(numbered("another/", 2, beside / 2), null);
    for (Scope scope : List.of(new Scope(Scope.Kind.SPACE, "node"), Scope.prefix("node"))) {
      assertWhole(large, Reading.all(store, scope, 0, 100_000));
    }
  }

  @Test
  void aFileInPlaceOfTheFolderIsRefused() throws IOException {
    forget();
    Files.writeString(path(), "not a folder");
    assertEquals(Code.DATA_UNREADABLE, refusal());
  }

  @Test
  void anotherNetworksDataIsRefused() {
    store.close();
    SoulgraphException refusal =
        assertThrows(
            SoulgraphException.class,
            () -> MvStore.open(path(), "test", () -> nowMs, MvStoreTest::random));
    assertEquals(Code.NETWORK_MISMATCH, refusal.code());
    store = open();
  }

  @Test
  void aNewerFormatIsRefused() {
    store.close();
    setFormat(MvStore.FORMAT + 1);
    assertEquals(Code.DATA_TOO_NEW, refusal());
    setFormat(MvStore.FORMAT);
    store = open();
  }

  @Test
  void aFileOfTheFirstFormatGetsItsItems() {
    Random random = new Random(1);
    store.merge(Commits.random(random, 500), null);
    store.close();
    try (MVStore raw = MVStore.open(file().toString())) {
      Tables tables = new Tables(raw);
      tables.meta.put("format", "1");
      tables.meta.remove("salt");
      tables.itemTrees(0, number -> Hash.of(new byte[Hash.BYTES], 0)).clear();
      tables.spaces.clear();
    }
    store = open();
    compareAll(random, "after an upgrade");
  }

  private void setFormat(int format) {
    try (MVStore raw = MVStore.open(file().toString())) {
      new Tables(raw).meta.put("format", Integer.toString(format));
    }
  }

  @Test
  void aClosedStoreFreesItsFolderAlsoAfterARefusal() {
    store.close();
    assertThrows(
        SoulgraphException.class,
        () -> MvStore.open(path(), "test", () -> nowMs, MvStoreTest::random));
    store = open();
    assertEquals(0, store.size());
  }

  private static void tidy(Store store) {
    while (((MvStore) store).tidy()) {
      // a step at a time
    }
  }

  private boolean fileHolds(String text) throws IOException {
    return new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1).contains(text);
  }

  @Test
  void aBeatenValueIsGoneFromTheFileAfterACleanStop() throws IOException {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      changes.add(change(1, 1, "person/" + i, "phone", "secret-" + i));
    }
    store.merge(commit(changes), null);
    store.force();
    assertTrue(fileHolds("secret-7"));
    for (int i = 0; i < 200; i++) {
      store.merge(commit(change(1, 2, "person/" + i, "phone", "public-" + i)), null);
      store.force();
    }
    store.close();
    assertFalse(fileHolds("secret-"));
    store = open();
    assertEquals(200, store.size());
    assertEquals(200, Reading.winners(Reading.all(store, Scope.ALL, 0, 1 << 20)).size());
  }

  @Test
  void theFileStaysSmallUnderRewriting() {
    for (int round = 1; round <= 60; round++) {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        int node = (i * 7919 + round * 31) % 1000;
        changes.add(change(1, round, "node/" + node, "name", "value " + round + " of " + node));
      }
      for (Part part :
          List.of(commit(changes.subList(0, 500)), commit(changes.subList(500, 1000)))) {
        store.merge(part, null);
        store.force();
      }
    }
    tidy(store);
    long bytes = ((MvStore) store).fileBytes();
    assertTrue(bytes < 2 << 20, bytes + " bytes for 1,000 changes");
  }

  @Test
  void whatHasExpiredIsTakenOut() {
    store.merge(
        commit(change(1, 1, "room/!" + nowMs, "y", "1"), change(1, 1, "room/z", "y", "1")), null);
    assertEquals(2, store.size());
    tidy(store);
    assertEquals(1, store.size());
  }
}
