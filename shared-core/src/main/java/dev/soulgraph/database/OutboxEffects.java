package dev.soulgraph.database;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Change;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.ClientSession;
import java.util.Collection;

/** The database as its outbox sees it. */
final class OutboxEffects implements Effects {
  private final Layer layer;
  private final Replica replica;
  private final View view;
  private final WallClock clock;
  private final Collection<ClientSession> sessions;

  OutboxEffects(
      Layer layer,
      Replica replica,
      View view,
      WallClock clock,
      Collection<ClientSession> sessions) {
    this.layer = layer;
    this.replica = replica;
    this.view = view;
    this.clock = clock;
    this.sessions = sessions;
  }

  @Override
  public void overlay(Change change, boolean laid) {
    layer.lay(change, laid);
  }

  @Override
  public void accepted(Part part) {
    replica.accepted(part);
  }

  @Override
  public long beneath(Change change) {
    return view.beneath(change);
  }

  @Override
  public boolean early(Change change) {
    return Tolerance.of(change.state(), clock.nowMs()) != Tolerance.Verdict.MERGE;
  }

  @Override
  public Collection<ClientSession> sessions() {
    return sessions;
  }
}
