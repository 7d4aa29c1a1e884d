package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SubscriptionsTest {
  private static final Frame.Id STORE = Frame.Id.of(new byte[Frame.Id.BYTES]);
  private static final Map<Scope, Frame.Cursor> MOVED =
      Map.of(Scope.ALL, new Frame.Cursor(STORE, STORE, 7));

  private final Relay relay =
      new SendingOnly() {
        @Override
        public Iterable<Scope> wanted() {
          return Set.of(Scope.ALL);
        }
      };

  private final Connection nowhere =
      new Connection() {
        @Override
        public void send(byte[] frame) {}

        @Override
        public long queuedBytes() {
          return 0;
        }

        @Override
        public void close(SoulgraphException reason, boolean retry) {}
      };

  private final Subscriptions subscriptions = new Subscriptions(nowhere, relay);
  private int id;

  @BeforeEach
  void open() {
    subscriptions.begin(STORE, STORE);
    id = subscriptions.idOf(Scope.ALL);
  }

  @Test
  void whatCatchesUpMovesTheScopesPlace() {
    assertEquals(MOVED, subscriptions.moved(id, 7, List.of()));
  }

  @Test
  void aPlaceDoesNotMoveWhileWhatIsBeforeItIsStillToBeCompared() {
    subscriptions.gap(id);
    subscriptions.level(id);
    assertEquals(Map.of(), subscriptions.moved(id, 7, List.of()));
    assertEquals(Map.of(), subscriptions.moved(Frame.Changes.LIVE, 7, List.of()));
    subscriptions.reconciled(id, true);
    assertEquals(MOVED, subscriptions.moved(id, 7, List.of()));
    assertEquals(MOVED, subscriptions.moved(Frame.Changes.LIVE, 7, List.of()));
  }
}
