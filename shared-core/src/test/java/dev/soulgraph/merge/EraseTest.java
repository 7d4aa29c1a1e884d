package dev.soulgraph.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.conformance.GraphCheck;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EraseTest {
  private static final PublicKey AUTHOR = Samples.author(1);
  private static final String SPACE = "~" + AUTHOR.text();

  private final Graph graph = new Graph(new ChangeCodec());

  @AfterEach
  void theGraphIsWhole() {
    GraphCheck.check(graph);
  }

  private static Change put(long state, String soul, String key) {
    return new Change(AUTHOR, state, Soul.of(SPACE + soul), key, Value.TRUE, Extensions.NONE);
  }

  private static Change erase(long state, String soul, Value reach) {
    return new Change(
        Change.KIND_ERASE, AUTHOR, state, Soul.of(SPACE + soul), "", reach, Extensions.NONE);
  }

  private List<Outcome> merge(Change... changes) {
    Part part = new Commit(AUTHOR, List.of(changes)).sealed(new byte[Seal.SIGNATURE_BYTES]);
    return List.of(graph.merge(part, null));
  }

  private boolean has(String soul, String key) {
    return graph.winner(Soul.of(SPACE + soul), key) != null;
  }

  @Test
  void anEraseTakesOutTheSoulsPropertiesUpToItsState() {
    merge(put(5, "/a", "old"), put(7, "/a", "same"), put(8, "/a", "newer"), put(1, "/a/b", "k"));
    assertEquals(List.of(Outcome.APPLIED), merge(erase(7, "/a", Value.NULL)));
    assertEquals(List.of(SPACE + "/a"), graph.erased());
    assertEquals(
        List.of(false, false, true, true),
        List.of(has("/a", "old"), has("/a", "same"), has("/a", "newer"), has("/a/b", "k")));
    assertEquals(3, graph.size());
  }

  @Test
  void whatArrivesLateIsErased() {
    merge(erase(7, "/a", Value.NULL), erase(4, "", Value.TRUE));
    assertEquals(
        List.of(Outcome.ERASED, Outcome.APPLIED, Outcome.ERASED, Outcome.APPLIED),
        merge(put(7, "/a", "k"), put(8, "/a", "l"), put(4, "/b/c", "k"), put(5, "/b/c", "l")));
  }

  @Test
  void aPrefixesEraseCoversAllUnderItInWholeSegments() {
    merge(
        put(1, "/a", "k"), put(1, "/a/b/c", "k"), put(1, "/ab", "k"), erase(1, "/a/b", Value.NULL));
    merge(erase(2, "/a", Value.TRUE));
    assertEquals(2, graph.size(), "the erase and /ab");
    assertEquals(List.of(Outcome.ERASED), merge(erase(2, "/a/b", Value.TRUE)));
    assertEquals(List.of(Outcome.APPLIED), merge(erase(3, "/a/b", Value.TRUE)));
  }

  @Test
  void aLaterEraseOfTheSoulAloneDoesNotUncoverThePrefix() {
    merge(erase(2, "/a", Value.TRUE));
    merge(erase(9, "/a", Value.NULL));
    assertEquals(List.of(Outcome.ERASED), merge(put(2, "/a/b", "k")));
    assertNotNull(graph.winner(Soul.of(SPACE + "/a"), Change.PREFIX_ERASE));
    merge(erase(9, "/a", Value.TRUE));
    assertNull(graph.winner(Soul.of(SPACE + "/a"), Change.SOUL_ERASE));
  }

  @Test
  void aCommitThatErasesAndSetsKeepsWhatItSets() {
    merge(put(3, "/a", "before"));
    assertEquals(
        List.of(Outcome.APPLIED, Outcome.APPLIED),
        merge(erase(9, "/a", Value.NULL), put(10, "/a", "after")));
    assertEquals(List.of(false, true), List.of(has("/a", "before"), has("/a", "after")));
  }

  @Test
  void anEraseThatIsBeatenLeavesNothing() {
    merge(erase(2, "/a", Value.NULL));
    assertEquals(List.of(Outcome.SUPERSEDED), merge(erase(1, "/a", Value.NULL)));
    assertEquals(List.of(Outcome.DUPLICATE), merge(erase(2, "/a", Value.NULL)));
    merge(erase(3, "/a", Value.NULL));
    assertEquals(1, graph.size());
    graph.forget(SPACE + "/a");
    assertEquals(List.of(Outcome.APPLIED), merge(put(1, "/a", "k")));
  }
}
