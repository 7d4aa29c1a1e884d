package dev.soulgraph.graph;

import org.jspecify.annotations.Nullable;

/**
 * One author's value for one key of one soul at one state: the only thing that is merged, signed,
 * stored, sent and acknowledged. Immutable but for the remembered id.
 *
 * <p>An <i>erase</i> has an empty key and covers properties: those of its soul (value null), or of
 * its soul and everything under it (value true). A number is kept for the kind <i>access</i>.
 */
public final class Change {
  public static final int VERSION = 1;
  public static final int KIND_PROPERTY = 0;
  public static final int KIND_ERASE = 1;
  public static final int MAX_BYTES = 72 * 1024;

  /**
   * Where an erase competes. It holds a control character, so no key is like it, and a prefix's
   * erase isn't superseded by a later one of the soul alone, which covers less.
   */
  public static final String SOUL_ERASE = "\0";

  public static final String PREFIX_ERASE = "\1";

  private final int kind;
  private final PublicKey author;
  private final long state;
  private final Soul soul;
  private final String key;
  private final Value value;
  private final Extensions extensions;
  private @Nullable Hash id;

  /** A property's change: shape only; {@code auth} decides whether it is lawful. */
  public Change(
      PublicKey author, long state, Soul soul, String key, Value value, Extensions extensions) {
    this(KIND_PROPERTY, author, state, soul, key, value, extensions);
  }

  /**
   * @throws SoulgraphException {@code state-invalid}; {@code value-invalid} for an erase's
   */
  public Change(
      int kind,
      PublicKey author,
      long state,
      Soul soul,
      String key,
      Value value,
      Extensions extensions) {
    if (state < 0) {
      throw new SoulgraphException(
          Code.STATE_INVALID, "a state is below 2^63", Long.toString(state));
    }
    boolean marks = value instanceof Value.Null || value instanceof Value.Bool b && b.value();
    if (kind == KIND_ERASE && !marks) {
      throw new SoulgraphException(
          Code.VALUE_INVALID, "an erase's value is null (the soul) or true (the prefix)", "");
    }
    this.kind = kind;
    this.author = author;
    this.state = state;
    this.soul = soul;
    this.key = key;
    this.value = value;
    this.extensions = extensions;
  }

  /** {@link #KIND_PROPERTY} or {@link #KIND_ERASE}. */
  public int kind() {
    return kind;
  }

  /** What is one for all changes of a soul that compete: the key, or an erase's own place. */
  public String slot() {
    return kind == KIND_PROPERTY ? key : value instanceof Value.Null ? SOUL_ERASE : PREFIX_ERASE;
  }

  public PublicKey author() {
    return author;
  }

  /** 47 bits of milliseconds since 1970, 16 bits of counter. */
  public long state() {
    return state;
  }

  public Soul soul() {
    return soul;
  }

  public String key() {
    return key;
  }

  public Value value() {
    return value;
  }

  public Extensions extensions() {
    return extensions;
  }

  /** The id if it is known already; {@code ChangeCodec.id} works it out and remembers it here. */
  public @Nullable Hash knownId() {
    return id;
  }

  /** Remembers the id, which is a function of the change's bytes. */
  public void rememberId(Hash id) {
    this.id = id;
  }

  @Override
  public String toString() {
    return soul + " " + key + " @" + state + " by " + author.text();
  }
}
