package dev.soulgraph.graph;

/** What became of a change that was not refused. The order is the wire's numbering. */
public enum Outcome {
  /** It is the winner now. */
  APPLIED,
  /** A higher change was there already. */
  SUPERSEDED,
  /** It was there already. */
  DUPLICATE,
  /** An erase covers it. */
  ERASED,
  /** It lies ahead of the wall clock and is kept until its time comes. */
  DEFERRED;

  private final String text = Code.text(this);

  /** The outcome's name outside Java. */
  public String text() {
    return text;
  }
}
