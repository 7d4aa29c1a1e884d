package dev.soulgraph.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.wire.Frame;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final Scope SCOPE = Scope.prefix("a");

  private final ChangeCodec codec = new ChangeCodec();
  private final Comparison comparison = new Comparison(new Graph(codec), codec, () -> 1_000);

  private static Frame.Id store(int number) {
    byte[] bytes = new byte[Frame.Id.BYTES];
    bytes[0] = (byte) (number >> 8);
    bytes[1] = (byte) number;
    return Frame.Id.of(bytes);
  }

  @Test
  void whoDivergesIsNotComparedWithForAWhile() {
    comparison.reconciled(store(1), SCOPE, false);
    assertFalse(comparison.compares(store(1), SCOPE));
    assertTrue(comparison.compares(store(2), SCOPE));
    assertTrue(comparison.compares(store(1), Scope.ALL));
    comparison.reconciled(store(1), SCOPE, true);
    assertTrue(comparison.compares(store(1), SCOPE));
  }

  @Test
  void ofThoseWhoDivergeTheOneFoundLongestAgoIsForgottenFirst() {
    for (int i = 0; i < Limits.DIVERGED_MAX; i++) {
      comparison.reconciled(store(i), SCOPE, false);
    }
    comparison.reconciled(store(0), SCOPE, false);
    assertFalse(comparison.compares(store(1), SCOPE));
    comparison.reconciled(store(Limits.DIVERGED_MAX), SCOPE, false);
    assertTrue(comparison.compares(store(1), SCOPE));
    assertFalse(comparison.compares(store(0), SCOPE));
    assertFalse(comparison.compares(store(2), SCOPE));
  }
}
