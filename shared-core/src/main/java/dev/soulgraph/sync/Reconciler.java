package dev.soulgraph.sync;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.reconcile.Findings;
import dev.soulgraph.reconcile.Initiator;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.seal.Part;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares a scope with the other side's, and heals what differs: fetches what is lacking here,
 * offers what is lacking there. Where nothing differs it ends with the first answer.
 */
final class Reconciler implements Findings {
  /** So many ids are asked for in one frame. */
  private static final int FETCH_IDS_MAX = 4096;

  /** So many changes are offered before the next are looked up. */
  private static final int OFFERED_AT_ONCE = 1000;

  /** With so much found and not yet healed, no more is asked. */
  private static final int FOUND_MAX = 64 * 1024;

  private final int id;
  private final Scope scope;
  private final Connection connection;
  private final SendWindow window;
  private final Relay relay;
  private final Consumer<Boolean> finished;
  private final Item upper;
  private final Initiator initiator = new Initiator(Limits.RECONCILE_BYTES, this);
  private final Deque<Item> have = new ArrayDeque<>();
  private final List<Frame.Wanted> wanted = new ArrayList<>();

  /** Ids found so far: the other side may repeat a range. */
  private final Set<Hash> seen = new LinkedHashSet<>();

  private byte @Nullable [] next;
  private boolean asking;
  private int fetching;
  private int offering;
  private boolean whole = true;
  private boolean done;

  /**
   * @param finished told whether all that differed could be healed
   */
  Reconciler(
      int id,
      Scope scope,
      long upperState,
      Connection connection,
      SendWindow window,
      Relay relay,
      Consumer<Boolean> finished) {
    this.id = id;
    this.scope = scope;
    this.connection = connection;
    this.window = window;
    this.relay = relay;
    this.finished = finished;
    this.upper = new Item(upperState, Item.START.id());
  }

  /**
   * The bound below which both clocks let both sides have merged everything, as far as one of them
   * isn't wrong by more than what is deferred.
   */
  static long upperState(long oneMs, long otherMs) {
    long low = Math.min(oneMs, otherMs);
    long high = Math.max(oneMs, otherMs);
    long upperMs = Math.max(low, high - Tolerance.DEFER_AHEAD_MS);
    return Math.max(0, upperMs) << Tolerance.COUNTER_BITS;
  }

  /**
   * @param random {@link Initiator#CHECK_RANDOM_BYTES} that nobody can foresee
   */
  void begin(byte[] random) {
    next = relay.compare(scope, items -> initiator.check(items.below(upper), random));
    goOn();
  }

  /** An empty answer: the other side can't compare this scope. */
  void answered(byte[] message) {
    if (!asking) {
      return;
    }
    asking = false;
    if (message.length > 0) {
      next = relay.compare(scope, items -> initiator.reconcile(items.below(upper), message));
    }
    fetch();
    goOn();
  }

  @Override
  public void have(Item item) {
    if (seen.add(item.id())) {
      have.add(item);
    }
  }

  @Override
  public void need(Item from, Item to, List<Hash> ids) {
    List<Hash> lacking = new ArrayList<>();
    for (Hash each : ids) {
      if (relay.wants(each) && seen.add(each)) {
        lacking.add(each);
      }
    }
    if (!lacking.isEmpty()) {
      wanted.add(new Frame.Wanted(from, to, lacking));
    }
  }

  private void fetch() {
    List<Frame.Wanted> batch = new ArrayList<>();
    int ids = 0;
    for (int i = 0; i < wanted.size(); i++) {
      batch.add(wanted.get(i));
      ids += wanted.get(i).ids().size();
      if (ids >= FETCH_IDS_MAX || i + 1 == wanted.size()) {
        fetching++;
        connection.send(FrameCodec.encode(new Frame.Fetch(id, batch)));
        batch = new ArrayList<>();
        ids = 0;
      }
    }
    wanted.clear();
  }

  /**
   * The changes of a {@link Frame.Found} have been handed over.
   *
   * @param taken whether none of them was refused
   */
  void found(boolean more, boolean taken) {
    whole &= taken;
    if (!more && fetching > 0) {
      fetching--;
      goOn();
    }
  }

  private void goOn() {
    if (offering == 0 && !have.isEmpty()) {
      offer();
    }
    boolean busy = fetching > 0 || offering > 0 || !have.isEmpty();
    byte[] message = next;
    if (message != null
        && !asking
        && (!busy || have.size() + fetching * FETCH_IDS_MAX < FOUND_MAX)) {
      next = null;
      asking = true;
      connection.send(FrameCodec.encode(new Frame.Reconcile(id, upper.state(), message)));
    } else if (message == null && !asking && !busy && !done) {
      done = true;
      finished.accept(whole);
    }
  }

  private void offer() {
    List<Item> some = new ArrayList<>();
    while (!have.isEmpty() && some.size() < OFFERED_AT_ONCE) {
      some.add(have.remove());
    }
    List<Part> parts = relay.parts(scope, some);
    offering = parts.size();
    for (Part part : parts) {
      window.send(new Offer(part));
    }
    if (offering == 0) {
      // They have died meanwhile.
      goOn();
    }
  }

  private final class Offer implements Relay.Outgoing {
    private final Part part;

    Offer(Part part) {
      this.part = part;
    }

    @Override
    public Part part() {
      return part;
    }

    @Override
    public boolean isOffer() {
      return true;
    }

    @Override
    public void acknowledged(PublicKey node, List<Frame.Verdicts> verdicts) {
      for (Frame.Verdicts run : verdicts) {
        // What has expired on its way is no difference: it is about to be dropped here too.
        whole &= run.code() == null || run.code().equals(Code.EXPIRED.text());
      }
      offering--;
      goOn();
    }

    @Override
    public void refused(String code, String rule, String value) {
      whole = false;
      offering--;
      goOn();
    }
  }
}
