package dev.soulgraph.node.store;

import static dev.soulgraph.storage.Commits.change;
import static dev.soulgraph.storage.Commits.commit;
import static dev.soulgraph.storage.Commits.erase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Value;
import dev.soulgraph.storage.Commits;
import dev.soulgraph.storage.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has been beaten, has expired or was handed over leaves no bytes, also while a node runs. */
final class WipingTest {
  private static final int COUNT = 600;
  private static final int SECRET_CHARS = 12;

  @TempDir Path folder;
  private long nowMs = 1_790_000_000_000L;

  private MvStore open() {
    return MvStore.open(folder, "main", () -> nowMs, MvStoreTest::random);
  }

  private static void tidy(MvStore store) {
    int steps = 0;
    while (store.tidy()) {
      assertTrue(++steps < 1000, "tidying ends");
    }
  }

  private String file() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("soulgraph.mv.db"));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * Pages are compressed: what repeats nothing stands there as it is, but for a mark in between.
   */
  private static String secret(int i) {
    Random random = new Random(i);
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < SECRET_CHARS; k++) {
      text.append((char) ('!' + random.nextInt('~' - '!')));
    }
    return text.toString();
  }

  /** Whether a half of it is there. */
  private static boolean holds(String all, String secret) {
    int half = SECRET_CHARS / 2;
    return all.contains(secret.substring(0, half)) || all.contains(secret.substring(half));
  }

  /** A few happen to repeat three characters. */
  private void assertMostAreThere() throws IOException {
    int count = found(1).size();
    assertTrue(count > COUNT * 9 / 10, count + " of " + COUNT);
  }

  private List<Integer> found(int step) throws IOException {
    String all = file();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < COUNT; i += step) {
      if (holds(all, secret(i))) {
        found.add(i);
      }
    }
    return found;
  }

  private static void write(MvStore store, String prefix) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      changes.add(change(1, 1, prefix + i, "phone", secret(i)));
    }
    store.merge(commit(changes), null);
    store.force();
  }

  @Test
  void whatIsBeatenIsGoneAfterTidying() throws IOException {
    MvStore store = open();
    write(store, "person/");
    tidy(store);
    assertMostAreThere();
    for (int i = 0; i < COUNT; i += 3) {
      store.merge(commit(change(1, 2, "person/" + i, "phone", "public")), null);
      if (i % 10 == 0) {
        store.force();
      }
    }
    tidy(store);
    assertEquals(List.of(), found(3));
    assertEquals(COUNT, Reading.winners(Reading.all(store, Scope.ALL, 0, 1 << 20)).size());
    store.close();
    assertEquals(List.of(), found(3));
    store = open();
    assertEquals(COUNT, Reading.winners(Reading.all(store, Scope.ALL, 0, 1 << 20)).size());
    store.close();
  }

  @Test
  void whatHasExpiredIsGoneWithItsName() throws IOException {
    try (MvStore store = open()) {
      write(store, "room/!" + (nowMs + 1) + "/hidden-");
      store.merge(commit(change(1, 1, "room/z", "y", "1")), null);
      tidy(store);
      assertMostAreThere();
      nowMs++;
      tidy(store);
      assertEquals(List.of(), found(1));
      assertEquals(-1, file().indexOf("hidden-"));
    }
  }

  @Test
  void whatIsErasedIsGoneWithItsName() throws IOException {
    String space = Commits.space(1);
    try (MvStore store = open()) {
      write(store, space + "/people/hidden-");
      write(store, space + "/pages/shown-");
      store.merge(commit(erase(1, 0, space + "/people/hidden-1/lower-", Value.TRUE)), null);
      tidy(store);
      assertTrue(file().contains("lower-"));
      for (int i = 0; i < COUNT; i++) {
        store.merge(commit(erase(1, 1, space + "/pages/shown-" + i, Value.NULL)), null);
      }
      tidy(store);
      assertMostAreThere();
      store.merge(commit(erase(1, 1, space + "/people", Value.TRUE)), null);
      tidy(store);
      assertEquals(List.of(), found(1));
      assertEquals(-1, file().indexOf("hidden-"));
      assertEquals(-1, file().indexOf("lower-"));
      assertTrue(file().contains("shown-"), "the place of an erase stays");
      assertEquals(COUNT + 1, store.size());
    }
    assertEquals(List.of(), found(1));
  }

  @Test
  void whatWasDeferredIsGoneOnceItIsHandedOver() throws IOException {
    try (MvStore store = open()) {
      store.defer(commit(change(1, 1, "person/1", "phone", secret(1))));
      store.force();
      assertEquals(List.of(1), found(1));
      store.takeDeferred();
      tidy(store);
      assertEquals(List.of(), found(1));
    }
  }

  @Test
  void nothingIsWrittenWhereThereIsNothingToWipe() throws IOException {
    try (MvStore store = open()) {
      write(store, "person/");
      tidy(store);
      String before = file();
      tidy(store);
      assertEquals(before, file());
    }
  }
}
