package dev.soulgraph.sync;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.reconcile.Responder;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Frame;
import java.util.function.BooleanSupplier;

/** What a node answers to who compares a scope with it. */
final class Comparing {
  private final Store store;
  private final Pieces pieces;
  private final Peer peer;
  private final Peer.Following scope;
  private final int attempt;

  Comparing(Store store, Pieces pieces, Peer peer, Peer.Following scope) {
    this.store = store;
    this.pieces = pieces;
    this.peer = peer;
    this.scope = scope;
    this.attempt = peer.attempt;
  }

  private boolean stale() {
    return peer.closed || peer.following.get(scope.id) != scope;
  }

  /** A place that this store doesn't know: nothing is sent, the client compares. */
  Turn opening() {
    return new Once() {
      @Override
      public BooleanSupplier read() {
        boolean comparable = store.compare(scope.what, Items::size) != null;
        return () -> opened(comparable);
      }
    };
  }

  private boolean opened(boolean comparable) {
    if (peer.attempt != attempt) {
      return false;
    }
    if (comparable) {
      scope.sent = Math.max(scope.target, peer.lastLive);
      scope.target = -1;
      peer.send(new Frame.Level(scope.id, scope.sent, false));
    } else {
      peer.turns.add(new CatchUp(store, pieces, peer, scope));
    }
    return false;
  }

  /** The answer to a message, empty where the scope is too large to be compared. */
  Turn answering(Frame.Reconcile asked) {
    return new Once() {
      @Override
      public BooleanSupplier read() {
        Item upper = new Item(asked.upper(), Item.START.id());
        int max = Math.min(peer.frameMaxBytes - Limits.FRAME_HEAD_BYTES, Limits.RECONCILE_BYTES);
        try {
          byte[] answer =
              store.compare(
                  scope.what, items -> Responder.respond(items.below(upper), max, asked.message()));
          return () -> answered(answer == null ? new byte[0] : answer);
        } catch (SoulgraphException e) {
          return () -> refused(e);
        }
      }
    };
  }

  private boolean answered(byte[] answer) {
    peer.send(new Frame.Reconciled(scope.id, answer));
    return false;
  }

  private boolean refused(SoulgraphException e) {
    peer.close(e);
    return false;
  }

  /** One piece alone. */
  private abstract class Once implements Turn {
    @Override
    public boolean stale() {
      return Comparing.this.stale();
    }
  }
}
