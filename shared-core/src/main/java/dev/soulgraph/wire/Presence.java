package dev.soulgraph.wire;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is doing at a soul just now, in their own words and under their signature: handed
 * on to those who follow the soul, and never stored.
 *
 * @param instance tells apart what one author has open at the same time
 * @param state as a change's: of one author, instance and soul the highest counts, for {@link
 *     #LIFE_MS} after it
 * @param value null when they have left
 * @param signature 64 bytes over {@link #message}
 * @param will 64 bytes over the message of {@link #left}, which a node says when the connection
 *     ends; or none
 */
public record Presence(
    PublicKey author,
    Id instance,
    long state,
    Soul soul,
    @Nullable String value,
    byte[] signature,
    byte[] will)
    implements Frame {
  /** Room for a name, a colour and a cursor; each follower of the soul gets it with each move. */
  public static final int VALUE_MAX_BYTES = 1024;

  /** Longer than a hidden page may have to wait until it can say it again: a minute. */
  public static final long LIFE_MS = 90_000;

  /** How often it is said again. */
  public static final long REPEAT_MS = 30_000;

  /** No signature, or no will. */
  public static final byte[] NONE = new byte[0];

  private static final byte[] DOMAIN = Utf8.encode("soulgraph presence 1\0");

  /** Whose and where it is: of these the highest state counts. */
  public String key() {
    return author.text() + Hex.encode(instance.bytes()) + soul.text();
  }

  @Override
  public void write(CborWriter out) {
    out.array(8).uint(FrameCodec.PRESENCE).bytes(author.multicodec()).bytes(instance.bytes());
    out.uint(state).text(soul.text());
    writeValue(out, value);
    out.bytes(signature).bytes(will);
  }

  private static void writeValue(CborWriter out, @Nullable String value) {
    if (value == null) {
      out.nil();
    } else {
      out.text(value);
    }
  }

  /** What the author signs. */
  public byte[] message(String network) {
    return message(network, instance, state, soul, value);
  }

  public static byte[] message(
      String network, Id instance, long state, Soul soul, @Nullable String value) {
    CborWriter out = new CborWriter();
    out.raw(DOMAIN).array(5).text(network).bytes(instance.bytes()).uint(state).text(soul.text());
    writeValue(out, value);
    return out.toBytes();
  }

  /**
   * The same with other signatures. It is handed on without its will: only the node that it was
   * told may say that its author has left.
   */
  public Presence signed(byte[] by, byte[] newWill) {
    return new Presence(author, instance, state, soul, value, by, newWill);
  }

  /** That its author has left, in the author's name, if there is a will. */
  public Presence left() {
    return new Presence(author, instance, state + 1, soul, null, will, NONE);
  }

  /** Whether it is neither from too long ago nor from later, and its soul hasn't expired. */
  public boolean livesAt(long nowMs) {
    long aheadMs = (state >>> Tolerance.COUNTER_BITS) - nowMs;
    return aheadMs <= Tolerance.MERGE_AHEAD_MS && aheadMs > -LIFE_MS && !soul.expiredAt(nowMs);
  }
}
