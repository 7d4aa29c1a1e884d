package dev.soulgraph.merge;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;

/**
 * The merge rule (HAM): per soul and key the highest (state, author, id) wins, on every replica,
 * for ever. Total, so merging is commutative, associative and idempotent; it never looks at values,
 * so concurrent commits don't tear by value.
 */
public final class Ladder {
  private final ChangeCodec codec;

  public Ladder(ChangeCodec codec) {
    this.codec = codec;
  }

  /** Positive when {@code a} wins, zero when they are the same change. */
  public int compare(Change a, Change b) {
    if (a.state() != b.state()) {
      return Long.compare(a.state(), b.state());
    }
    int authors = a.author().compareTo(b.author());
    if (authors != 0) {
      return authors;
    }
    return codec.id(a).compareTo(codec.id(b));
  }
}
