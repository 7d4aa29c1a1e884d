package dev.soulgraph.sync;

import dev.soulgraph.auth.SealVerifier;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Store;
import dev.soulgraph.wire.Attend;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A node as a follower of another: everything that the other merges is merged here, and handed on
 * from here. Both ends of a link have one, so that each follows the other.
 */
final class Upstream implements Relay, SealVerifier {
  /** Two changes with no more others between them are looked up together. */
  private static final int GAP_MAX = 64;

  private final Peer peer;
  private final Store store;
  private final Writer writer;
  private final WallClock clock;
  private final Links links;
  final Passed passed;

  /** What elsewhere was found of the seals of the frame that is being handled. */
  private Iterator<@Nullable SoulgraphException> verdicts = Collections.emptyIterator();

  private @Nullable ClientSession session;

  /** Who has made the connection compares, for one of both is enough. */
  private final boolean dialled;

  private long checkedMs;

  /** From one comparison to the next; 0 before the first. */
  private long pauseMs;

  private boolean diverged;
  private boolean following;

  Upstream(Peer peer, Store store, Writer writer, WallClock clock, boolean dialled, Links links) {
    this.peer = peer;
    this.passed = new Passed(peer.limits.passedMax());
    this.store = store;
    this.writer = writer;
    this.clock = clock;
    this.dialled = dialled;
    this.links = links;
  }

  /** Whether a frame is for this side of a connection between nodes, not for the other. */
  static boolean reads(Frame frame) {
    return frame instanceof Frame.Welcome
        || frame instanceof Frame.Changes
        || frame instanceof Frame.Level
        || frame instanceof Frame.Ack
        || frame instanceof Frame.Reconciled
        || frame instanceof Frame.Found
        || frame instanceof Frame.Pong
        || frame instanceof Frame.Refuse;
  }

  void session(ClientSession made) {
    session = made;
  }

  ClientSession session() {
    return Objects.requireNonNull(session);
  }

  /** Whether this node has made the connection. */
  boolean dialled() {
    return dialled;
  }

  Link link() {
    ClientSession made = session();
    boolean online = made.ready() && !peer.closed;
    return new Link(
        peer,
        dialled,
        dialled && online ? made.node() : null,
        online,
        online && made.level() && peer.isLevel(),
        diverged,
        peer.reported,
        made.roundTripMs(),
        made.clockOffsetMs());
  }

  /**
   * @param refusals one for each part of the frame: why its seal doesn't hold, or null
   */
  void received(Frame frame, byte[] bytes, List<@Nullable SoulgraphException> refusals) {
    verdicts = refusals.iterator();
    session().received(frame, bytes);
  }

  void tick() {
    session().tick();
    long nowMs = clock.nowMs();
    // Either way: a clock that was years ahead at the last one mustn't keep them apart for years.
    boolean due = pauseMs == 0 || Math.abs(nowMs - checkedMs) >= pauseMs;
    if (dialled && due && session().level() && peer.isLevel()) {
      // What the first one is for may be as new as what was lost with the last connection.
      session().check(Scope.ALL, pauseMs == 0);
      checkedMs = nowMs;
      pauseMs = Limits.CHECK_EVERY_MS;
    }
  }

  @Override
  public void verify(Part part, Consumer<@Nullable SoulgraphException> answer) {
    answer.accept(verdicts.next());
  }

  @Override
  public Iterable<Scope> wanted() {
    Frame.Id other = session().store();
    following = other != null && !links.isFollowed(other, this);
    return following ? List.of(Scope.ALL) : List.of();
  }

  /** Whether it is this connection over which a store is followed. */
  boolean follows(Frame.Id other) {
    return following && other.equals(session().store());
  }

  @Override
  public Frame.@Nullable Cursor cursor(Frame.Id other, Scope scope) {
    Frame.Cursor known = dialled ? store.followed(other) : links.claimed(other);
    return known == null && store.size() > 0 ? Frame.Cursor.elsewhere(other) : known;
  }

  @Override
  public boolean changes(List<Part> parts, List<byte[]> records, Map<Scope, Frame.Cursor> cursors) {
    boolean whole = writer.follow(peer, parts);
    for (Frame.Cursor place : whole ? cursors.values() : List.<Frame.Cursor>of()) {
      if (dialled) {
        writer.followed(place);
      } else {
        links.claimed(place);
      }
    }
    return whole;
  }

  @Override
  public boolean found(List<Part> parts, List<byte[]> records) {
    boolean whole = writer.follow(peer, parts);
    for (int i = 0; whole && i < parts.size(); i++) {
      for (Leaf leaf : parts.get(i).leaves()) {
        // One that lives isn't lacking, so it won't be asked for while it does.
        passed.add(leaf.id());
      }
    }
    return whole;
  }

  @Override
  public void level(Scope scope) {}

  @Override
  public <T> @Nullable T compare(Scope scope, Function<Items, T> question) {
    return store.compare(scope, question);
  }

  @Override
  public List<Part> parts(Scope scope, List<Item> items) {
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort(null);
    int[] ranks = store.compare(scope, set -> ranks(set, sorted));
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; ranks != null && i <= sorted.size(); i++) {
      if (i == sorted.size() || ranks[i] - ranks[i - 1] > GAP_MAX) {
        find(scope, sorted.subList(from, i), parts);
        from = i;
      }
    }
    return parts;
  }

  private static int[] ranks(Items set, List<Item> items) {
    int[] ranks = new int[items.size()];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = set.rank(items.get(i));
    }
    return ranks;
  }

  private void find(Scope scope, List<Item> items, List<Part> parts) {
    Set<Hash> ids = new LinkedHashSet<>();
    items.forEach(item -> ids.add(item.id()));
    Item end = items.get(items.size() - 1).next();
    Item from = items.get(0);
    while (from != null) {
      Store.Found found = store.find(scope, from, end, ids, peer.limits.pieceBytes());
      parts.addAll(found.parts());
      from = found.next();
    }
  }

  @Override
  public boolean wants(Hash id) {
    return !passed.has(id);
  }

  @Override
  public boolean compares(Frame.Id other, Scope scope) {
    return false;
  }

  @Override
  public void reconciled(Frame.Id other, Scope scope, boolean whole) {
    diverged = !whole;
    if (diverged) {
      checkedMs = clock.nowMs();
      pauseMs = Limits.DIVERGED_PAUSE_MS;
    }
  }

  @Override
  public void ready(ClientSession made) {
    links.changed(this);
    made.tell(new Attend(null));
  }

  @Override
  public void changed(ClientSession made) {}

  @Override
  public void failed(SoulgraphException reason) {
    peer.reported = reason;
  }
}
