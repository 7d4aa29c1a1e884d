package dev.soulgraph.sync;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import dev.soulgraph.transport.Connection;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which scopes one connection has open, and how far each has come. */
final class Subscriptions {
  private static final class Open {
    final int id;
    final Scope scope;
    boolean level;

    /** Whether it is still to be compared. Who began empty is sent everything, and has no more. */
    boolean unchecked;

    /** What the node had before isn't sent but compared, and that hasn't been done yet. */
    boolean gap;

    @Nullable Reconciler reconciler;

    Open(int id, Scope scope, boolean unchecked) {
      this.id = id;
      this.scope = scope;
      this.unchecked = unchecked;
    }
  }

  private final Connection connection;
  private final Relay relay;
  private final Map<Scope, Open> byScope = new LinkedHashMap<>();
  private final Map<Integer, Open> byId = new LinkedHashMap<>();

  /** Those of more than one soul; few. */
  private final List<Open> wide = new ArrayList<>();

  /** The others, by their souls. */
  private final Map<String, Open> narrow = new LinkedHashMap<>();

  private Frame.@Nullable Id store;
  private Frame.@Nullable Id run;
  private int lastId = Frame.Changes.LIVE;

  Subscriptions(Connection connection, Relay relay) {
    this.connection = connection;
    this.relay = relay;
  }

  void begin(Frame.Id store, Frame.Id run) {
    this.store = store;
    this.run = run;
    update();
  }

  /** Opens what is wanted and isn't open, closes what is open and isn't wanted. */
  void update() {
    Frame.Id from = store;
    if (from == null) {
      return;
    }
    Set<Scope> wanted = new LinkedHashSet<>();
    relay.wanted().forEach(wanted::add);
    for (Scope scope : wanted) {
      if (!byScope.containsKey(scope)) {
        Frame.Cursor since = relay.cursor(from, scope);
        Open open = new Open(++lastId, scope, since != null || holds(scope));
        byScope.put(scope, open);
        byId.put(open.id, open);
        if (scope.kind() == Scope.Kind.SOUL) {
          narrow.put(scope.name(), open);
        } else {
          wide.add(open);
        }
        connection.send(FrameCodec.encode(new Frame.Open(open.id, scope, since)));
      }
    }
    for (Open open : new ArrayList<>(byScope.values())) {
      if (!wanted.contains(open.scope)) {
        byScope.remove(open.scope);
        byId.remove(open.id);
        if (!wide.remove(open)) {
          narrow.remove(open.scope.name());
        }
        connection.send(FrameCodec.encode(new Frame.Close(open.id)));
      }
    }
  }

  /** Whether there is anything here that the node may lack. */
  private boolean holds(Scope scope) {
    Integer size = relay.compare(scope, Items::size);
    return size != null && size > 0;
  }

  /** A scope for which catching up has begun, or begun again, is level no more. */
  void catchingUp(int id) {
    Open open = byId.get(id);
    if (open != null) {
      open.level = false;
    }
  }

  void level(int id) {
    Open open = byId.get(id);
    if (open != null) {
      open.level = true;
      relay.level(open.scope);
    }
  }

  /** The scope, where it is to be compared now; null where not. Asked once. */
  @Nullable Scope toCheck(int id) {
    Open open = byId.get(id);
    Frame.Id with = store;
    if (open == null || with == null || !open.unchecked) {
      return null;
    }
    open.unchecked = false;
    return relay.compares(with, open.scope) ? open.scope : null;
  }

  /** From now on no cursor of the scope moves until it has been compared. */
  void gap(int id) {
    Open open = byId.get(id);
    if (open != null) {
      open.gap = true;
    }
  }

  /** The number of a scope that is open, or 0. */
  int idOf(Scope scope) {
    Open open = byScope.get(scope);
    return open == null ? 0 : open.id;
  }

  void reconciler(int id, Reconciler reconciler) {
    Open open = byId.get(id);
    if (open != null) {
      open.reconciler = reconciler;
    }
  }

  @Nullable Reconciler reconciler(int id) {
    Open open = byId.get(id);
    return open == null ? null : open.reconciler;
  }

  void reconciled(int id, boolean whole) {
    Open open = byId.get(id);
    Frame.Id with = store;
    if (open != null && with != null) {
      open.reconciler = null;
      open.gap = false;
      relay.reconciled(with, open.scope, whole);
    }
  }

  boolean allLevel() {
    for (Open open : byScope.values()) {
      if (!open.level) {
        return false;
      }
    }
    return store != null;
  }

  boolean level(Scope scope) {
    if (levelItself(scope)) {
      return true;
    }
    for (Scope wider : scope.wider()) {
      if (levelItself(wider)) {
        return true;
      }
    }
    return false;
  }

  private boolean levelItself(Scope scope) {
    Open open = byScope.get(scope);
    return open != null && open.level;
  }

  /**
   * The cursors that a frame moves: the scope's own, or, for live changes, those of the level
   * scopes that cover some of it. Others stay behind, which costs nothing but a look.
   */
  Map<Scope, Frame.Cursor> moved(int id, long number, List<Part> parts) {
    Map<Scope, Frame.Cursor> moved = new LinkedHashMap<>();
    Frame.Id storeId = store;
    Frame.Id runId = run;
    if (storeId == null || runId == null) {
      return moved;
    }
    Frame.Cursor cursor = new Frame.Cursor(storeId, runId, number);
    if (id != Frame.Changes.LIVE) {
      Open open = byId.get(id);
      if (open != null && !open.gap) {
        moved.put(open.scope, cursor);
      }
      return moved;
    }
    for (Open open : wide) {
      if (open.level && !open.gap) {
        moved.put(open.scope, cursor);
      }
    }
    Soul last = null;
    for (Part part : parts) {
      for (Leaf leaf : part.leaves()) {
        Change change = leaf.change();
        if (change != null && (last == null || !last.equals(change.soul()))) {
          last = change.soul();
          Open open = narrow.get(last.text());
          if (open != null && open.level && !open.gap) {
            moved.put(open.scope, cursor);
          }
        }
      }
    }
    return moved;
  }
}
