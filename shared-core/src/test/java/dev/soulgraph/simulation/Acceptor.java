package dev.soulgraph.simulation;

/** A machine that takes connections. */
interface Acceptor {
  String name();

  /**
   * Takes the far end of a link.
   *
   * @return to be run when it is lost
   */
  Runnable accept(Link link);
}
