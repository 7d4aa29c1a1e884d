package dev.soulgraph.database;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.clock.HybridClock;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.merge.Deferred;
import dev.soulgraph.merge.Graph;
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
import org.jspecify.annotations.Nullable;

/** The acknowledged set of an embedded replica: merged, deferred, kept, and told of. */
final class Replica implements Relay {
  private final Graph graph;
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
  private final Deferred deferred = new Deferred();
  private final FrameCodec frames = new FrameCodec();

  /** Souls that will expire; few. */
  private final Set<Soul> mortal = new LinkedHashSet<>();

  Replica(
      Graph graph,
      HybridClock clock,
      WallClock wall,
      JournalQueue journal,
      Records records,
      Cursors cursors,
      Interests interests,
      Entropy entropy,
      Listener listener,
      Consumer<ClientSession> whenReady,
      Consumer<ClientSession> whenChanged) {
    this.graph = graph;
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
  }

  void load(double key, byte[] record) {
    int count = 0;
    if (frames.decode(record) instanceof Frame.Changes changes) {
      for (Part part : changes.parts()) {
        count += part.leaves().length;
        merge(part);
      }
    }
    records.loaded(key, count);
  }

  void started() {
    records.compactIfWorthwhile(graph, deferred, entropy);
  }

  /** Merges what is due and defers what is early; whether nothing was refused that can be cured. */
  boolean merge(Part part) {
    long now = wall.nowMs();
    Gate.Judgement judgement = Gate.judge(part, now);
    boolean whole = defer(part, judgement);
    @Nullable Outcome[] outcomes = graph.merge(part, judgement.passing());
    for (int i = 0; i < outcomes.length; i++) {
      SoulgraphException refusal = judgement.refusal(i);
      if (refusal != null) {
        whole &= refusal.code() != Code.FUTURE && refusal.code() != Code.UNSUPPORTED;
      }
      Change change = part.leaves()[i].change();
      if (outcomes[i] == Outcome.APPLIED && change != null) {
        clock.observe(change.state());
        if (change.soul().mortal()) {
          mortal.add(change.soul());
        }
        listener.changed(change.soul().text());
      }
    }
    return whole;
  }

  private boolean defer(Part part, Gate.Judgement judgement) {
    boolean[] early = judgement.deferrals();
    Part kept = early == null ? null : part.only(early);
    if (kept == null) {
      return true;
    }
    try {
      deferred.add(kept);
      return true;
    } catch (SoulgraphException full) {
      listener.failed(full);
      return false;
    }
  }

  @Override
  public boolean changes(List<Part> parts, List<byte[]> kept, Map<Scope, Frame.Cursor> moved) {
    boolean whole = true;
    int count = 0;
    for (Part part : parts) {
      whole &= merge(part);
      count += part.leaves().length;
    }
    for (int i = 0; i < kept.size(); i++) {
      records.add(kept.get(i), i == 0 ? count : 0, entropy);
    }
    if (whole) {
      moved.forEach((scope, cursor) -> cursors.put(scope, cursor, journal));
    }
    records.compactIfWorthwhile(graph, deferred, entropy);
    journal.pump();
    return whole;
  }

  void tick() {
    long now = wall.nowMs();
    if (deferred.due(now)) {
      deferred.takeAll().forEach(this::merge);
    }
    for (Soul soul : new ArrayList<>(mortal)) {
      if (soul.expiredAt(now)) {
        mortal.remove(soul);
        graph.forget(soul.text());
        listener.changed(soul.text());
      }
    }
  }

  @Override
  public Iterable<Scope> wanted() {
    return interests.outermost();
  }

  @Override
  public Frame.@Nullable Cursor cursor(Frame.Id store, Scope scope) {
    return cursors.get(store, scope);
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
