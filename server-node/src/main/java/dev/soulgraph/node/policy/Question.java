package dev.soulgraph.node.policy;

import dev.soulgraph.seal.Part;
import java.util.BitSet;
import java.util.function.Consumer;

/** A commit that waits for the answers about its changes. Guarded by the program's lock. */
final class Question {
  final Part part;
  final boolean offer;
  final String address;
  final Consumer<Answer> then;
  final long bytes;
  final long deadlineNanos;
  final int changes;

  /** The id of its first change. */
  long firstId;

  /** Which of its changes have an answer. */
  final BitSet answered = new BitSet();

  Answer answer = Answer.ACCEPT;

  Question(
      Part part,
      boolean offer,
      String address,
      long bytes,
      int changes,
      long deadlineNanos,
      Consumer<Answer> then) {
    this.part = part;
    this.offer = offer;
    this.address = address;
    this.bytes = bytes;
    this.changes = changes;
    this.deadlineNanos = deadlineNanos;
    this.then = then;
  }
}
