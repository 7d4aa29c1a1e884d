package dev.soulgraph.graph;

import org.jspecify.annotations.Nullable;

/**
 * One author's value for one key of one soul at one state: the only thing that is merged, signed,
 * stored, sent and acknowledged. Immutable but for the remembered id and where its value is had
 * from.
 *
 * <p>An <i>erase</i> has an empty key and covers properties: those of its soul (value null), or of
 * its soul and everything under it (value true). A number is kept for the kind <i>access</i>.
 */
public final class Change extends Leaf {
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

  private final Heading heading;
  private final Soul soul;

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
    this(new Heading(kind, author, state, key, extensions), soul, value);
  }

  /**
   * @throws SoulgraphException {@code value-invalid} for an erase's
   */
  public Change(Heading heading, Soul soul, Value value) {
    super(value);
    this.heading = heading;
    this.soul = soul;
    checkValue(value);
  }

  /**
   * One whose value is a source's.
   *
   * @throws SoulgraphException {@code value-invalid} for an erase's
   */
  public Change(Heading heading, Soul soul, LeafSource source, int index) {
    super(source, index);
    this.heading = heading;
    this.soul = soul;
    if (heading.kind() == KIND_ERASE) {
      checkValue(value());
    }
  }

  private void checkValue(Value value) {
    boolean marks = value instanceof Value.Null || value instanceof Value.Bool b && b.value();
    if (heading.kind() == KIND_ERASE && !marks) {
      throw new SoulgraphException(
          Code.VALUE_INVALID, "an erase's value is null (the soul) or true (the prefix)", "");
    }
  }

  /** {@link #KIND_PROPERTY} or {@link #KIND_ERASE}. */
  public int kind() {
    return heading.kind();
  }

  /** What is one for all changes of a soul that compete: the key, or an erase's own place. */
  public String slot() {
    return kind() == KIND_PROPERTY
        ? key()
        : value() instanceof Value.Null ? SOUL_ERASE : PREFIX_ERASE;
  }

  public PublicKey author() {
    return heading.author();
  }

  /** 47 bits of milliseconds since 1970, 16 bits of counter. */
  public long state() {
    return heading.state();
  }

  public Soul soul() {
    return soul;
  }

  public String key() {
    return heading.key();
  }

  /** Read anew each time, where it still lies in its bytes. */
  public Value value() {
    return source().value(index());
  }

  public Extensions extensions() {
    return heading.extensions();
  }

  @Override
  public Change change() {
    return this;
  }

  @Override
  public @Nullable SoulgraphException refusal() {
    return null;
  }

  @Override
  public String toString() {
    return soul + " " + key() + " @" + state() + " by " + author().text();
  }
}
