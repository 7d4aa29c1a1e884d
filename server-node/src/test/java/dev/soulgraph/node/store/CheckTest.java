package dev.soulgraph.node.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import dev.soulgraph.node.crypto.Ed25519Signer;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Commits;
import dev.soulgraph.storage.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each structure of a store, damaged one at a time: the check names it, a repair mends it. */
final class CheckTest {
  private static final long EXPIRES_MS = 1_900_000_000_000L;

  @TempDir Path folder;
  private final Ed25519Signer alice = signer(1);
  private final Ed25519Signer bob = signer(2);
  private final List<Part> written = new ArrayList<>();

  private static Ed25519Signer signer(int number) {
    byte[] seed = new byte[Ed25519Signer.SEED_BYTES];
    seed[0] = (byte) number;
    return new Ed25519Signer(seed);
  }

  private static MvStore open(Path folder) {
    return MvStore.open(folder, "main", System::currentTimeMillis, MvStoreTest::random);
  }

  private static Part commit(Ed25519Signer author, List<Change> changes) {
    Commit commit = new Commit(author.author(), changes);
    return commit.sealed(author.sign(commit.message("main")));
  }

  private static Change change(Ed25519Signer author, long state, String soul, String text) {
    return new Change(
        author.author(),
        Commits.EPOCH + state,
        Soul.of(soul),
        "name",
        new Value.Text(text),
        Extensions.NONE);
  }

  /** Two authors, some hundred changes; superseded, erased and expiring ones among them. */
  @BeforeEach
  void write() {
    String space = "~" + alice.author().text();
    for (int i = 0; i < 8; i++) {
      List<Change> changes = new ArrayList<>();
      for (int j = 0; j < 100; j++) {
        changes.add(change(alice, i, "people/" + (i * 70 + j), "Alice " + i));
      }
      changes.add(change(alice, i, space + "/note/" + i, "private"));
      changes.add(change(alice, i, "chat/!" + EXPIRES_MS + "/" + i, "soon gone"));
      written.add(commit(alice, changes));
      written.add(commit(bob, List.of(change(bob, i, "people/" + i * 10, "Bob"))));
    }
    Change erase =
        new Change(
            Change.KIND_ERASE,
            alice.author(),
            Commits.EPOCH + 5,
            Soul.of(space + "/note"),
            "",
            Value.TRUE,
            Extensions.NONE);
    written.add(commit(alice, List.of(erase)));
    try (MvStore store = open(folder)) {
      written.forEach(part -> store.merge(part, null));
    }
  }

  private Check.Report check(boolean repair) {
    return Check.run(folder, new BouncyCastleVerifier(), repair, (what, done, total) -> {});
  }

  private Set<String> winners() {
    Set<String> ids = new HashSet<>();
    try (MvStore store = open(folder)) {
      Store.Piece piece = store.read(Scope.ALL, 0, store.head(), null, Integer.MAX_VALUE);
      assertEquals(null, piece.place());
      for (Part part : piece.parts()) {
        for (Leaf leaf : part.identified().leaves()) {
          ids.add(leaf.id().toString());
        }
      }
    }
    return ids;
  }

  private void damage(Consumer<Tables> damage) {
    MvFile file = MvFile.open(folder.resolve(MvStore.FILE).toString(), folder);
    damage.accept(file.tables());
    file.commit();
    file.force();
    file.abandon();
  }

  private static <K, V> K some(MVMap<K, V> map) {
    return map.getKey(map.sizeAsLong() / 3);
  }

  private static byte[] flipped(byte @Nullable [] bytes, int back) {
    byte[] other = Objects.requireNonNull(bytes).clone();
    int at = other.length - 1 - back;
    other[at] ^= 1;
    return other;
  }

  @Test
  void aSoundFolderIsSound() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve(MvStore.FILE));
    Check.Report report = check(false);
    assertEquals(List.of(), report.findings().all());
    assertEquals(Commits.winners(written).size(), report.changes());
    assertEquals("main", report.network());
    assertTrue(
        Arrays.equals(before, Files.readAllBytes(folder.resolve(MvStore.FILE))),
        "a check writes nothing");
    assertEquals(0, check(true).removed());
  }

  private static Arguments derived(String rule, Consumer<Tables> damage) {
    return Arguments.of(rule, damage);
  }

  static Stream<Arguments> whatCanBeMadeAnew() {
    return Stream.of(
        derived("the index names each change", t -> t.index.remove(some(t.index))),
        derived("the index names winners", t -> t.index.put("people/999999\0name", 7L)),
        derived("a seal names its leaves", t -> t.leaves.remove(some(t.leaves))),
        derived("the leaves of seals are winners", t -> t.leaves.put(Packing.leaf(77, 3), 9L)),
        derived("what expires is listed", t -> t.expiring.remove(some(t.expiring))),
        derived(
            "what is listed to expire is a winner",
            t -> t.expiring.put("1900000000000chat/x\0name", 5L)),
        derived("a seal is found by its identity", t -> t.identities.remove(some(t.identities))),
        derived(
            "a hash kept above leaves is theirs",
            t -> {
              for (Map.Entry<Long, byte[]> each : t.hashes.entrySet()) {
                if (Packing.level(each.getKey()) == 6) {
                  t.hashes.put(each.getKey(), flipped(each.getValue(), 0));
                }
              }
            }),
        derived(
            "a hash belongs to a seal", t -> t.hashes.put(Packing.node(999, 1, 0), new byte[32])),
        derived("erases are counted", t -> t.erases.clear()),
        derived("stored bytes are counted", t -> t.usage.put(some(t.usage), 1L)),
        derived("the number of changes is counted", t -> t.meta.put("size", "1")),
        derived("no number is above the last that was given", t -> t.meta.put("head", "1")),
        derived("each change is compared", t -> items(t).items.remove(some(items(t).items))),
        derived("a space with changes has a tree", t -> t.spaces.put("nowhere", 99L)),
        derived(
            "a fingerprint sums up its changes",
            t -> {
              ItemTrees trees = items(t);
              ItemKey key = some(trees.sums);
              trees.sums.put(key, flipped(trees.sums.get(key), 9));
            }));
  }

  private static ItemTrees items(Tables tables) {
    long salt = Long.parseUnsignedLong(String.valueOf(tables.meta.get("salt")), 16);
    return tables.itemTrees(salt, new Seals(tables)::idAt);
  }

  @ParameterizedTest
  @MethodSource("whatCanBeMadeAnew")
  void whatFollowsFromTheChangesIsMadeAnew(String rule, Consumer<Tables> damage) {
    Set<String> before = winners();
    damage(damage);
    assertFound(rule);
    assertEquals(0, check(true).removed());
    assertEquals(List.of(), check(false).findings().all());
    assertEquals(before, winners());
  }

  private void assertFound(String rule) {
    List<Findings.Finding> found = check(false).findings().all();
    assertTrue(found.stream().anyMatch(each -> each.rule().equals(rule)), found.toString());
    assertTrue(found.stream().allMatch(each -> each.examples().size() > 0));
  }

  static Stream<Arguments> whatProvesNothing() {
    return Stream.of(
        derived(
            "a seal's signature fits",
            t -> {
              long seal = some(t.seals);
              t.seals.put(seal, flipped(t.seals.get(seal), 0));
            }),
        derived(
            "a seal's tree leads to its root",
            t -> {
              long number = some(t.log);
              t.log.put(number, flipped(t.log.get(number), 1));
            }),
        derived("a change has a seal", t -> t.seals.remove(some(t.seals))),
        derived("a change can be read", t -> t.log.put(some(t.log), new byte[] {1, 2, 3})),
        derived("a seal can be read", t -> t.seals.put(some(t.seals), new byte[] {1, 2, 3})));
  }

  @ParameterizedTest
  @MethodSource("whatProvesNothing")
  void whatIsNotProvenIsTakenOutAndComesBackFromOthers(String rule, Consumer<Tables> damage) {
    Set<String> before = winners();
    damage(damage);
    assertFound(rule);
    long removed = check(true).removed();
    assertTrue(removed > 0 && removed <= 102, removed + " removed");
    assertEquals(List.of(), check(false).findings().all());
    Set<String> after = winners();
    assertTrue(before.containsAll(after));
    assertTrue(after.size() < before.size());
    try (MvStore store = open(folder)) {
      written.forEach(part -> store.merge(part, null));
    }
    assertEquals(before, winners());
    assertEquals(List.of(), check(false).findings().all());
  }

  @Test
  void whatIsErasedOrBeatenGoes() {
    Set<String> before = winners();
    Change erased = change(alice, 3, "~" + alice.author().text() + "/note/3", "private");
    damage(
        tables -> {
          // As a merge without its rules would leave it.
          Seals seals = new Seals(tables);
          Part part = commit(alice, List.of(erased));
          long seal = seals.add(part.seal());
          long number = 1L + tables.log.lastKey();
          tables.log.put(number, Records.log(new CborWriter(), erased, seal, 0));
          tables.leaves.put(Packing.leaf(seal, 0), number);
          tables.index.put(Records.indexKey(erased), number);
        });
    assertFound("what is erased isn't there");
    check(true);
    assertEquals(List.of(), check(false).findings().all());
    assertEquals(before, winners());
  }

  @Test
  void aRepairThatWasCutOffKeepsNodesOut() {
    damage(tables -> tables.meta.put("repairing", ""));
    SoulgraphException refusal = assertThrows(SoulgraphException.class, () -> open(folder));
    assertEquals(Code.DATA_UNREADABLE, refusal.code());
    assertTrue(String.valueOf(refusal.getMessage()).contains("--repair"));
    assertFound("a repair comes to its end");
    check(true);
    open(folder).close();
  }

  @Test
  void aFolderInUseAndOneThatIsNoneAreRefusedByName(@TempDir Path empty) {
    MvStore running = open(folder);
    assertEquals(
        Code.DATA_IN_USE, assertThrows(SoulgraphException.class, () -> check(false)).code());
    running.close();
    folder = empty;
    assertEquals(
        Code.DATA_UNREADABLE, assertThrows(SoulgraphException.class, () -> check(false)).code());
    assertEquals(0, empty.toFile().list().length, "nothing is made");
  }
}
