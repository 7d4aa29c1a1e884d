package dev.soulgraph.graph;

/** What became of a change that was not refused. The order is the wire's numbering. */
public enum Outcome {
  /** It is the winner now. */
  APPLIED("applied"),
  /** A higher change was there already. */
  SUPERSEDED("superseded"),
  /** It was there already. */
  DUPLICATE("duplicate"),
  /** An erase covers it. */
  ERASED("erased"),
  /** It lies ahead of the wall clock and is kept until its time comes. */
  DEFERRED("deferred");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /** The outcome's name outside Java. */
  public String text() {
    return text;
  }
}
