package dev.soulgraph.database;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.clock.HybridClock;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.merge.Deferred;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.sync.Relay;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The acknowledged set of an embedded replica: merged, deferred, kept, and told of. */
final class Replica implements Relay {
  /** With fewer, which some other store has sent, being sent everything costs less. */
  private static final int COMPARE_MIN_CHANGES = 64;

  private final Graph graph;
  private final Comparison comparison;
  private final HybridClock clock;
  private final WallClock wall;
  private final JournalQueue journal;
  private final Records records;
  private final Cursors cursors;
  private final Interests interests;
  private final Entropy entropy;
  private final Listener listener;
  private final Consumer<ClientSession> whenReady;
  private final Consumer<ClientSession> whenChanged;
  private final Cover cover;
  private final Deferred deferred = new Deferred();
  private final FrameCodec frames = FrameCodec.forClient();

  /** A record could not be read: what was in it must be asked for again. */
  private boolean damaged;

  /** Souls that will expire; few. */
  private final Set<Soul> mortal = new LinkedHashSet<>();

  Replica(
      Graph graph,
      Comparison comparison,
      HybridClock clock,
      WallClock wall,
      JournalQueue journal,
      Records records,
      Cursors cursors,
      Interests interests,
      Entropy entropy,
      Listener listener,
      Consumer<ClientSession> whenReady,
      Consumer<ClientSession> whenChanged,
      Cover cover) {
    this.graph = graph;
    this.comparison = comparison;
    this.clock = clock;
    this.wall = wall;
    this.journal = journal;
    this.records = records;
    this.cursors = cursors;
    this.interests = interests;
    this.entropy = entropy;
    this.listener = listener;
    this.whenReady = whenReady;
    this.whenChanged = whenChanged;
    this.cover = cover;
  }

  /**
   * A record that was verified and judged before: it is merged without a clock. Empty: it is gone.
   */
  void load(double key, byte[] record) {
    int count = record.length == 0 ? Records.GONE : 0;
    try {
      if (count == 0 && frames.decode(record) instanceof Frame.Changes changes) {
        for (Part part : changes.parts()) {
          count += part.leaves().length;
          load(part, Records.early(changes));
        }
      }
    } catch (SoulgraphException unreadable) {
      damaged = true;
      listener.failed(unreadable);
    }
    records.loaded(key, count);
  }

  private void load(Part part, boolean early) {
    Gate.Judgement judgement = Gate.judge(part, wall.nowMs(), true);
    boolean[] take = new boolean[part.leaves().length];
    boolean[] waiting = new boolean[take.length];
    for (int i = 0; i < take.length; i++) {
      SoulgraphException refusal = judgement.refusal(i);
      waiting[i] = early && judgement.deferred(i);
      take[i] = !waiting[i] && refusal == null;
      if (refusal != null && refusal.code() == Code.EXPIRED) {
        records.erased();
      }
    }
    Part kept = part.only(waiting);
    if (kept != null) {
      deferred.add(kept);
      tell(kept, true);
    }
    merge(part, take);
  }

  private void tell(Part part, boolean waiting) {
    for (Leaf leaf : part.leaves()) {
      if (leaf.change() != null) {
        cover.waits(leaf.change(), waiting);
      }
    }
  }

  void started() {
    if (damaged) {
      cursors.forget(journal);
      damaged = false;
    }
    records.compactIfWorthwhile(graph, deferred, entropy);
    records.tick(graph, deferred, entropy);
  }

  /** Merges a part, and hands over what of it is to be kept. */
  private boolean merge(Part part, boolean taken, Consumer<Part> merged, Consumer<Part> early) {
    Gate.Judgement judgement = Gate.judge(part, wall.nowMs(), taken);
    if (judgement.passed()) {
      merge(part, null);
      merged.accept(part);
      return true;
    }
    boolean whole = judgement.whole();
    boolean[] deferrals = judgement.deferrals();
    Part waiting = deferrals == null ? null : part.only(deferrals);
    if (waiting != null) {
      whole &= defer(waiting, early);
    }
    boolean[] passing = judgement.passing();
    merge(part, passing);
    Part lawful = part.only(passing);
    if (lawful != null) {
      merged.accept(lawful);
    }
    return whole;
  }

  private boolean defer(Part part, Consumer<Part> early) {
    try {
      deferred.add(part);
      tell(part, true);
      early.accept(part);
      return true;
    } catch (SoulgraphException full) {
      listener.failed(full);
      return false;
    }
  }

  private void merge(Part part, boolean @Nullable [] take) {
    @Nullable Outcome[] outcomes = graph.merge(part, take);
    long state = 0;
    Soul told = null;
    for (int i = 0; i < outcomes.length; i++) {
      Change change = part.leaves()[i].change();
      if (outcomes[i] == Outcome.ERASED) {
        records.erased();
      }
      if (outcomes[i] == Outcome.APPLIED && change != null) {
        state = Math.max(state, change.state());
        Soul soul = change.soul();
        if (soul.mortal()) {
          mortal.add(soul);
        }
        if ((told == null || !told.equals(soul)) && !cover.shows(change)) {
          told = soul;
          listener.changed(soul.text());
        }
      }
    }
    clock.observe(state);
    for (String soul : graph.erased()) {
      records.erased();
      listener.changed(soul);
    }
  }

  /** Merges what another replica over the same journal keeps. */
  void merge(Part part) {
    merge(part, true, kept -> {}, kept -> {});
  }

  // Merging hands the very part on, unless it took leaves out.
  @SuppressWarnings("ReferenceEquality")
  @Override
  public boolean changes(List<Part> parts, List<byte[]> kept, Map<Scope, Frame.Cursor> moved) {
    boolean whole = true;
    boolean asReceived = true;
    int count = 0;
    List<Part> merged = new ArrayList<>();
    List<Part> early = new ArrayList<>();
    for (Part part : parts) {
      int before = merged.size();
      whole &= merge(part, false, merged::add, early::add);
      asReceived &= merged.size() > before && merged.get(before) == part;
      count += part.leaves().length;
    }
    if (asReceived) {
      for (int i = 0; i < kept.size(); i++) {
        records.add(kept.get(i), i == 0 ? count : 0, entropy);
      }
    } else {
      // What was refused must not come in with the next start.
      records.add(merged, entropy);
      records.addEarly(early, entropy);
    }
    if (whole) {
      moved.forEach((scope, cursor) -> cursors.put(scope, cursor, journal));
    }
    records.compactIfWorthwhile(graph, deferred, entropy);
    journal.pump();
    return whole;
  }

  @Override
  public boolean found(List<Part> parts, List<byte[]> kept) {
    boolean whole = changes(parts, kept, Map.of());
    if (whole) {
      parts.forEach(comparison::fetched);
    }
    return whole;
  }

  @Override
  public void level(Scope scope) {
    cursors.level(scope);
  }

  @Override
  public <T> @Nullable T compare(Scope scope, Function<Items, T> question) {
    return question.apply(comparison.items(scope));
  }

  @Override
  public List<Part> parts(Scope scope, List<Item> items) {
    return comparison.parts(items);
  }

  @Override
  public boolean wants(Hash id) {
    return comparison.wants(id);
  }

  @Override
  public boolean compares(Frame.Id store, Scope scope) {
    return comparison.compares(store, scope);
  }

  @Override
  public void reconciled(Frame.Id store, Scope scope, boolean whole) {
    comparison.reconciled(store, scope, whole);
    if (!whole) {
      listener.failed(
          new SoulgraphException(
              Code.DIVERGED, "two replicas compared take the same changes", scope.text()));
    }
  }

  /** Takes over, and keeps, leaves of this author's own that a node has taken. */
  void accepted(Part part) {
    List<Part> merged = new ArrayList<>();
    List<Part> early = new ArrayList<>();
    merge(part, true, merged::add, early::add);
    records.add(merged, entropy);
    records.addEarly(early, entropy);
    records.compactIfWorthwhile(graph, deferred, entropy);
  }

  void tick() {
    long now = wall.nowMs();
    if (deferred.due(now)) {
      for (Part part : deferred.takeAll()) {
        tell(part, false);
        merge(part);
      }
    }
    for (Soul soul : new ArrayList<>(mortal)) {
      if (soul.expiredAt(now)) {
        mortal.remove(soul);
        graph.forget(soul.text());
        records.erased();
        listener.changed(soul.text());
      }
    }
    records.tick(graph, deferred, entropy);
    journal.pump();
  }

  @Override
  public Iterable<Scope> wanted() {
    return interests.outermost();
  }

  @Override
  public Frame.@Nullable Cursor cursor(Frame.Id store, Scope scope) {
    Frame.Cursor known = cursors.get(store, scope);
    boolean elsewhere = known == null && comparison.count(scope) >= COMPARE_MIN_CHANGES;
    return elsewhere ? Frame.Cursor.elsewhere(store) : known;
  }

  @Override
  public void ready(ClientSession session) {
    whenReady.accept(session);
  }

  @Override
  public void changed(ClientSession session) {
    whenChanged.accept(session);
  }

  @Override
  public void failed(SoulgraphException reason) {
    listener.failed(reason);
  }
}
