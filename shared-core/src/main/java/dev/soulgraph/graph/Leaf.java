package dev.soulgraph.graph;

import org.jspecify.annotations.Nullable;

/**
 * A leaf of a seal as it arrived: a {@link Change}, or, where its bytes break a rule, the refusal.
 * A bad leaf is refused alone, for its neighbours' proofs need no more than its id.
 */
public abstract sealed class Leaf permits Change, Leaf.Refused {
  static final class Refused extends Leaf {
    private final Hash id;
    private final SoulgraphException refusal;

    Refused(Hash id, SoulgraphException refusal) {
      this.id = id;
      this.refusal = refusal;
    }

    @Override
    public @Nullable Change change() {
      return null;
    }

    @Override
    public Hash id() {
      return id;
    }

    @Override
    public SoulgraphException refusal() {
      return refusal;
    }
  }

  /** The change, which remembers its id; null where it is refused. */
  public static Leaf of(Change change, Hash id) {
    change.rememberId(id);
    return change;
  }

  public static Leaf refused(Hash id, SoulgraphException refusal) {
    return new Refused(id, refusal);
  }

  /** Null where it is refused. */
  public abstract @Nullable Change change();

  /** The hash of its canonical bytes, lawful or not. */
  public abstract Hash id();

  /** Why it is refused; null for a change. */
  public abstract @Nullable SoulgraphException refusal();
}
