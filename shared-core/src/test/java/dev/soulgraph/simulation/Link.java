package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.SoulgraphException;
import org.jspecify.annotations.Nullable;

/** A connection between two machines. Each end learns of its loss in its own time. */
final class Link {
  private static final int LEARNS_MS = 3_000;

  final String from;
  final String to;
  final Lane there;
  final Lane back;
  private final Path forth;
  private final Timeline timeline;
  private final Dice dice;
  private Runnable diallerLost = () -> {};
  private Runnable acceptorLost = () -> {};
  private boolean open = true;
  private boolean ruined;
  private boolean retry = true;
  private @Nullable SoulgraphException reason;

  Link(Timeline timeline, Trace trace, Path forth, Path back, String from, String to, Dice dice) {
    this.timeline = timeline;
    this.forth = forth;
    this.dice = dice;
    this.from = from;
    this.to = to;
    this.there = new Lane(timeline, trace, forth, dice, this);
    this.back = new Lane(timeline, trace, back, dice, this);
  }

  void whenLost(Runnable dialler, Runnable acceptor) {
    diallerLost = dialler;
    acceptorLost = acceptor;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether its machines can't reach each other at all now. */
  boolean isSevered() {
    return forth.isSevered();
  }

  /** Frames were lost or changed on it: it heals when it is made anew. */
  void ruined() {
    ruined = true;
  }

  boolean isRuined() {
    return ruined;
  }

  void ended(@Nullable SoulgraphException why, boolean again) {
    if (reason == null) {
      reason = why;
      retry = again;
    }
  }

  /** Whether who dialled may come back. */
  boolean retry() {
    return retry;
  }

  @Nullable SoulgraphException reason() {
    return reason;
  }

  /** What is under way is lost. One end learns at once, the other may take its time. */
  void cut() {
    if (!open) {
      return;
    }
    open = false;
    boolean diallerFirst = dice.below(2) == 0;
    long laterMs = dice.onceIn(3) ? dice.below(LEARNS_MS) : 0;
    timeline.after(0, diallerFirst ? diallerLost : acceptorLost);
    timeline.after(laterMs, diallerFirst ? acceptorLost : diallerLost);
  }
}
