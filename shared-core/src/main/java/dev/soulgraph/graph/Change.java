package dev.soulgraph.graph;

import org.jspecify.annotations.Nullable;

/**
 * One author's value for one key of one soul at one state: the only thing that is merged, signed,
 * stored, sent and acknowledged. Immutable but for the remembered id.
 *
 * <p>Release 1 knows the kind <i>property</i> only; erase and access have numbers kept for them.
 */
public final class Change {
  public static final int VERSION = 1;
  public static final int KIND_PROPERTY = 0;
  public static final int MAX_BYTES = 72 * 1024;

  private final PublicKey author;
  private final long state;
  private final Soul soul;
  private final String key;
  private final Value value;
  private final Extensions extensions;
  private @Nullable Hash id;

  /** Shape only; {@code auth} decides whether the change is lawful. */
  public Change(
      PublicKey author, long state, Soul soul, String key, Value value, Extensions extensions) {
    if (state < 0) {
      throw new SoulgraphException(
          Code.STATE_INVALID, "a state is below 2^63", Long.toString(state));
    }
    this.author = author;
    this.state = state;
    this.soul = soul;
    this.key = key;
    this.value = value;
    this.extensions = extensions;
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
