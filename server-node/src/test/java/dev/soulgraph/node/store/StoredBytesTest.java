package dev.soulgraph.node.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Seal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose bytes lie in a store: always what counting them anew would give. */
final class StoredBytesTest {
  private static final long YEAR_2100_MS = 4_102_444_800_000L;

  @TempDir Path folder;
  private final PublicKey alice = author(1);
  private final PublicKey bob = author(2);
  private long nowMs = 1_800_000_000_000L;
  private MvStore store;
  private long state = 1_000;

  private static PublicKey author(int number) {
    byte[] raw = new byte[PublicKey.RAW_BYTES];
    raw[0] = (byte) number;
    return PublicKey.ofRaw(raw);
  }

  @BeforeEach
  void open() {
    store = MvStore.open(folder, "main", () -> nowMs, byte[]::new);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Change text(PublicKey author, String soul, String key, String text) {
    return new Change(author, ++state, Soul.of(soul), key, new Value.Text(text), Extensions.NONE);
  }

  private void merge(Change... changes) {
    Commit commit = new Commit(changes[0].author(), List.of(changes));
    store.merge(commit.sealed(new byte[Seal.SIGNATURE_BYTES]), null);
  }

  private void assertHolds() {
    assertTrue(store.usage().holds());
  }

  @Test
  void anAuthorAndASpaceHaveWhatTheirChangesTake() {
    Change change = text(alice, "chat/1", "text", "hello");
    merge(change);
    long one = Usage.bytes(change);
    assertTrue(Math.abs(store.usage().of(alice) - one) <= 12, "heads may be shorter");
    assertEquals(store.usage().of(alice), store.usage().of("chat"));
    assertEquals(0, store.usage().of(bob));
    assertHolds();
  }

  @Test
  void whatIsBeatenCountsNoMore() {
    merge(text(alice, "chat/1", "text", "a long text ".repeat(100)));
    merge(text(bob, "chat/1", "text", "short"));
    assertEquals(0, store.usage().of(alice));
    assertEquals(store.usage().of(bob), store.usage().of("chat"));
    assertHolds();
  }

  @Test
  void whatIsErasedCountsNoMore() {
    String mine = "~" + alice.text();
    merge(text(alice, mine + "/a", "x", "1"), text(alice, mine + "/b", "x", "1"));
    long before = store.usage().of(alice);
    merge(
        new Change(
            Change.KIND_ERASE, alice, ++state, Soul.of(mine), "", Value.TRUE, Extensions.NONE));
    assertTrue(store.usage().of(alice) < before);
    assertEquals(store.usage().of(alice), store.usage().of(mine));
    assertHolds();
  }

  @Test
  void whatHasExpiredCountsNoMore() {
    merge(text(alice, "room/!" + YEAR_2100_MS, "x", "1"));
    assertTrue(store.usage().of(alice) > 0);
    nowMs = YEAR_2100_MS + 1;
    while (store.tidy()) {
      // some at a time
    }
    assertEquals(0, store.usage().of(alice));
    assertHolds();
  }

  @Test
  void itIsRightAfterAnyHistoryAndARestart() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      PublicKey author = random.nextBoolean() ? alice : bob;
      List<Change> changes = new ArrayList<>();
      for (int j = random.nextInt(5); j >= 0; j--) {
        String soul = "s" + random.nextInt(3) + "/" + random.nextInt(4);
        changes.add(text(author, soul, "k" + random.nextInt(3), "v".repeat(random.nextInt(50))));
      }
      state -= random.nextInt(8);
      merge(changes.toArray(new Change[0]));
    }
    long before = store.usage().of(alice);
    close();
    open();
    assertEquals(before, store.usage().of(alice), "seed " + seed);
    assertHolds();
  }

  @Test
  void aStoreOfAnEarlierReleaseIsCounted() {
    merge(text(alice, "chat/1", "text", "hello"));
    long before = store.usage().of(alice);
    close();
    MvFile file = MvFile.open(folder.resolve(MvStore.FILE).toString(), folder);
    file.tables().usage.clear();
    file.commit();
    file.force();
    file.abandon();
    open();
    assertEquals(before, store.usage().of(alice));
  }
}
