package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;

/** Somebody who keeps to no rule. */
interface Hostile {
  /** What their machines' names begin with. */
  String MARK = "h";

  String name();

  /**
   * Does something bad.
   *
   * @return what, for the trace
   */
  String act(Dice dice);

  /** Makes no changes of its own any more, or the others would never be done; goes on lying. */
  default void writeNoMore() {}
}
