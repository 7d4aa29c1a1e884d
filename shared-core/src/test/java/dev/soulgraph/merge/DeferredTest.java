package dev.soulgraph.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeferredTest {
  private static final long NOW = 1_780_000_000_000L;
  private static final PublicKey AUTHOR = Samples.author(1);

  private static Part ahead(long ms, int changes) {
    long state = (NOW + ms) << Tolerance.COUNTER_BITS;
    Change change = new Change(AUTHOR, state, Soul.of("s"), "k", Value.TRUE, Extensions.NONE);
    return new Commit(AUTHOR, Collections.nCopies(changes, change)).sealed(new byte[64]);
  }

  @Test
  void aPartIsDueWhenItIsNoMoreThanFiveSecondsAhead() {
    Deferred deferred = new Deferred();
    assertFalse(deferred.due(NOW));
    deferred.add(ahead(60_000, 1));
    deferred.add(ahead(20_000, 1));
    assertFalse(deferred.due(NOW + 14_999));
    assertTrue(deferred.due(NOW + 15_000));
  }

  @Test
  void whatIsTakenIsForgotten() {
    Deferred deferred = new Deferred();
    Part part = ahead(20_000, 3);
    deferred.add(part);
    assertEquals(3, deferred.changes());
    assertEquals(List.of(part), deferred.takeAll());
    assertEquals(0, deferred.changes());
    assertFalse(deferred.due(Long.MAX_VALUE));
    assertEquals(List.of(), deferred.takeAll());
  }

  @Test
  void whatIsTooMuchIsRefusedWhole() {
    Deferred deferred = new Deferred();
    deferred.add(ahead(20_000, Deferred.MAX_CHANGES - 1));
    SoulgraphException refused =
        assertThrows(SoulgraphException.class, () -> deferred.add(ahead(20_000, 2)));
    assertEquals(Code.DEFERRED_FULL, refused.code());
    assertTrue(refused.code().retryable());
    assertEquals(Deferred.MAX_CHANGES - 1, deferred.changes());
    deferred.add(ahead(20_000, 1));
  }
}
