package dev.soulgraph.simulation;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.sync.Limits;

/** After the trouble: everybody comes back, and time goes by until all must be equal. */
final class Healing {
  private static final int CALM_MS = 45_000;
  private static final int RECONNECT_MS = 15_000;

  /** What a node's clock lets in that is as far ahead as it may be. */
  private static final int CLOCKS_MS = 20 * 60_000;

  private static final int OPEN = 2;
  private static final int RECONCILE = 12;
  private static final int FETCH = 14;
  private static final int OFFER = 16;

  private final World world;
  private final Scene scene;

  Healing(World world) {
    this.world = world;
    this.scene = world.scene;
  }

  /** Trouble ends; connections stay as they are, and those that were lost come back. */
  void mend() {
    scene.note("the trouble ends");
    scene.network.mend();
    world.hostiles.forEach(Hostile::writeNoMore);
    for (NodeHost node : world.nodes) {
      node.clock.mend();
      node.diskFull(false);
      node.start();
    }
    for (Browser browser : world.browsers) {
      browser.clock.mend();
      browser.tabs().forEach(Tab::online);
    }
    scene.timeline.pass(CALM_MS);
  }

  /** All ask for everything, from all honest nodes, over new connections. */
  void renew() {
    for (Browser browser : world.browsers) {
      world.nodes.forEach(browser::relay);
      if (browser.needsReload()) {
        browser.crash();
      }
      browser.tabs().forEach(tab -> tab.open(Scope.ALL));
      browser.tabs().forEach(Tab::online);
    }
    reconnect();
    if (world.shape.clocks() || world.shape.hostileClient() || world.shape.hostileNode()) {
      // What was accepted ahead of time has to wait for it.
      scene.timeline.pass(CLOCKS_MS);
      reconnect();
    }
    if (world.isDiverged()) {
      scene.note("some are diverged");
      scene.timeline.pass(Limits.DIVERGED_PAUSE_MS + CALM_MS);
      reconnect();
    }
    // What one has just learned from one node it tells the others when it meets them again.
    reconnect();
    reconnect();
    if (!world.isDiverged() && world.hostiles.isEmpty()) {
      sayLittle();
    }
  }

  /** Who is equal finds that out by one question and one answer. */
  private void sayLittle() {
    long opened = scene.trace.framesOfType(OPEN);
    long asked = scene.trace.framesOfType(RECONCILE);
    long healed = scene.trace.framesOfType(FETCH) + scene.trace.framesOfType(OFFER);
    reconnect();
    opened = scene.trace.framesOfType(OPEN) - opened;
    asked = scene.trace.framesOfType(RECONCILE) - asked;
    healed = scene.trace.framesOfType(FETCH) + scene.trace.framesOfType(OFFER) - healed;
    Broken.unless(
        asked <= opened && healed == 0,
        "equals-say-little",
        asked + " questions about " + opened + " scopes, and " + healed + " attempts to heal");
  }

  private void reconnect() {
    scene.network.cutAll();
    scene.timeline.pass(RECONNECT_MS);
  }
}
