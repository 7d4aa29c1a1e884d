package dev.soulgraph.graph;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of a seal as it arrived: a {@link Change}, or, where its bytes break a rule, the refusal.
 * A bad leaf is refused alone, for its neighbours' proofs need no more than its id.
 */
public abstract sealed class Leaf permits Change, Leaf.Refused {
  static final class Refused extends Leaf {
    private final SoulgraphException refusal;

    Refused(LeafSource source, int index, SoulgraphException refusal) {
      super(source, index);
      this.refusal = refusal;
    }

    @Override
    public @Nullable Change change() {
      return null;
    }

    @Override
    public SoulgraphException refusal() {
      return refusal;
    }
  }

  /** The source of one leaf alone. */
  private static final class Own implements LeafSource {
    private final Value value;
    private @Nullable Hash id;

    Own(Value value, @Nullable Hash id) {
      this.value = value;
      this.id = id;
    }

    @Override
    public @Nullable Hash id(int index) {
      return id;
    }

    @Override
    public Value value(int index) {
      return value;
    }
  }

  private LeafSource source;
  private final int index;

  Leaf(LeafSource source, int index) {
    this.source = source;
    this.index = index;
  }

  Leaf(Value value) {
    this(new Own(value, null), 0);
  }

  /** The change, which remembers its id. */
  public static Leaf of(Change change, Hash id) {
    change.rememberId(id);
    return change;
  }

  public static Leaf refused(Hash id, SoulgraphException refusal) {
    return new Refused(new Own(Value.NULL, id), 0, refusal);
  }

  public static Leaf refused(LeafSource source, int index, SoulgraphException refusal) {
    return new Refused(source, index, refusal);
  }

  /** Null where it is refused. */
  public abstract @Nullable Change change();

  /** Why it is refused; null for a change. */
  public abstract @Nullable SoulgraphException refusal();

  /** The hash of its canonical bytes, lawful or not. */
  public final Hash id() {
    return Objects.requireNonNull(knownId());
  }

  /** The id if it is known already; {@code ChangeCodec.id} works it out and remembers it here. */
  public final @Nullable Hash knownId() {
    return source.id(index);
  }

  /** Remembers the id, which is a function of the leaf's bytes, where it wasn't known. */
  public final void rememberId(Hash id) {
    if (source instanceof Own own) {
      own.id = id;
    }
  }

  /** Of the id and the value, which have the number {@link #index} there. */
  public final LeafSource source() {
    return source;
  }

  public final int index() {
    return index;
  }

  /** Lets go of a source that is shared, for that lives on with the last of those who share it. */
  public final void detach() {
    source = new Own(source.value(index), source.id(index));
  }
}
