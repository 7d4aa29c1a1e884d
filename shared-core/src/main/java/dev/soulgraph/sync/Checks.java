package dev.soulgraph.sync;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.reconcile.Initiator;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import java.util.function.LongSupplier;

/**
 * Compares the scopes of one connection. Numbers say what a store handed out; whether both sides
 * now have the same, after crashes and old copies, only a look at what they have can say.
 */
final class Checks {
  private final Connection connection;
  private final SendWindow window;
  private final Relay relay;
  private final Subscriptions subscriptions;
  private final Entropy entropy;
  private final LongSupplier upperState;

  Checks(
      Connection connection,
      SendWindow window,
      Relay relay,
      Subscriptions subscriptions,
      Entropy entropy,
      LongSupplier upperState) {
    this.connection = connection;
    this.window = window;
    this.relay = relay;
    this.subscriptions = subscriptions;
    this.entropy = entropy;
    this.upperState = upperState;
  }

  /**
   * A scope that the node could not continue where it was left is level when it has been compared;
   * others are now, and are compared all the same.
   */
  void level(Frame.Level level, Runnable levelled) {
    Scope scope = subscriptions.toCheck(level.scope());
    if (!level.whole()) {
      subscriptions.gap(level.scope());
    }
    if (level.whole() || scope == null) {
      levelled.run();
    }
    if (scope != null) {
      // Of what was not sent even the latest, which clocks would leave out, has to be found.
      long upper = level.whole() ? upperState.getAsLong() : Long.MAX_VALUE;
      begin(level.scope(), scope, upper, level.whole() ? () -> {} : levelled);
    }
  }

  /**
   * Compares a scope that is open, unless that is being done.
   *
   * @param all also what is as late as the clocks' readings
   */
  void begin(Scope scope, boolean all) {
    int id = subscriptions.idOf(scope);
    if (id > 0 && subscriptions.reconciler(id) == null) {
      begin(id, scope, all ? Long.MAX_VALUE : upperState.getAsLong(), () -> {});
    }
  }

  private void begin(int id, Scope scope, long upper, Runnable then) {
    Reconciler reconciler =
        new Reconciler(
            id,
            scope,
            upper,
            connection,
            window,
            relay,
            whole -> {
              subscriptions.reconciled(id, whole);
              then.run();
            });
    subscriptions.reconciler(id, reconciler);
    reconciler.begin(entropy.bytes(Initiator.CHECK_RANDOM_BYTES));
  }

  void answered(Frame.Reconciled answer) {
    Reconciler reconciler = subscriptions.reconciler(answer.scope());
    if (reconciler != null) {
      reconciler.answered(answer.message());
    }
  }

  /**
   * @param taken whether none of the changes was refused
   */
  void found(Frame.Found found, boolean taken) {
    Reconciler reconciler = subscriptions.reconciler(found.scope());
    if (reconciler != null) {
      reconciler.found(found.more(), taken);
    }
  }
}
