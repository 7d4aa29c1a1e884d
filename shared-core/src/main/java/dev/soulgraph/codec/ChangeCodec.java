package dev.soulgraph.codec;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Keys;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of a change, {@code ["soulgraph/leaf", version, kind, author, state, soul,
 * key, value, extensions]}, and its id, the RFC 6962 leaf hash SHA-256(0x00 ‖ form).
 *
 * <p>With the leading 0x00, everything before the soul is one SHA-256 block for any state above
 * 2^32. It is the same for all changes of a commit, so a codec remembers the state of the hash
 * after it and saves half the cost of an id. Not thread-safe: one codec a thread.
 */
public final class ChangeCodec {
  private static final String DOMAIN = "soulgraph/leaf";
  private static final int ITEMS = 9;

  private final CborWriter out = new CborWriter(512);
  private final Sha256 sha = new Sha256();
  private int @Nullable [] prefixMidstate;
  private @Nullable PublicKey prefixAuthor;
  private long prefixKind;
  private long prefixState;

  public static byte[] encode(Change change) {
    CborWriter out = new CborWriter();
    writePrefix(out, change.kind(), change.author(), change.state());
    writeRest(out, change);
    return out.toBytes();
  }

  private static void writePrefix(CborWriter out, long kind, PublicKey author, long state) {
    out.array(ITEMS).text(DOMAIN).uint(Change.VERSION).uint(kind);
    out.bytes(author.multicodec()).uint(state);
  }

  private static void writeRest(CborWriter out, Change change) {
    out.text(change.soul().text()).text(change.key());
    ValueCodec.write(out, change);
    out.raw(change.extensions().cbor());
  }

  /** The change's id, worked out once. O(size). */
  public Hash id(Change change) {
    Hash known = change.knownId();
    if (known != null) {
      return known;
    }
    begin(change.kind(), change.author(), change.state());
    out.clear();
    writeRest(out, change);
    Hash id = sha.update(out.buffer(), 0, out.size()).finish();
    change.rememberId(id);
    return id;
  }

  /**
   * Works out the id of a leaf as it lies in a frame, lawful or not, from its canonical parts. It
   * is there once {@link #identified} has been called.
   *
   * @param ids of the leaves of one part, whose turn comes one after the other
   * @param soul a text
   * @param value where the value begins in {@code in}, which stands behind it
   */
  public void identify(
      int[] ids,
      int index,
      PublicKey author,
      long kind,
      long state,
      CborWriter soul,
      byte[] key,
      CborReader in,
      int value,
      byte[] extensions) {
    begin(kind, author, state);
    sha.update(soul.buffer(), 0, soul.size()).update(key);
    in.hash(sha, value).update(extensions);
    Lanes unit = Sha256.lanes();
    if (unit == null) {
      sha.finish(ids, index * Hash.WORDS);
      return;
    }
    int lane = index % Lanes.COUNT;
    sha.finish(unit, lane);
    if (lane == Lanes.COUNT - 1) {
      unit.run();
      Sha256.take(unit, Lanes.COUNT, ids, index - lane);
    }
  }

  /** The last leaf of a part has had its turn: those that wait for others come to their ids. */
  public static void identified(int[] ids) {
    Lanes unit = Sha256.lanes();
    int leaves = ids.length / Hash.WORDS;
    int waiting = leaves % Lanes.COUNT;
    if (unit != null && waiting > 0) {
      unit.run();
      Sha256.take(unit, waiting, ids, leaves - waiting);
    }
  }

  /** Hashes what comes before the soul, or goes on from where that was hashed before. */
  private void begin(long kind, PublicKey author, long state) {
    if (prefixMidstate != null
        && prefixState == state
        && prefixKind == kind
        && Objects.equals(author, prefixAuthor)) {
      sha.resumeAt(prefixMidstate, Sha256.BLOCK_BYTES);
      return;
    }
    out.clear().raw(0);
    writePrefix(out, kind, author, state);
    sha.reset().update(out.buffer(), 0, out.size());
    prefixMidstate = out.size() == Sha256.BLOCK_BYTES ? sha.midstate() : null;
    prefixKind = kind;
    prefixAuthor = author;
    prefixState = state;
  }

  /**
   * Reads a change strictly. Whether it is lawful where it stands is the gate's question.
   *
   * @throws SoulgraphException naming the rule that was broken
   */
  public static Change decode(byte[] bytes) {
    if (bytes.length > Change.MAX_BYTES) {
      throw tooLarge(bytes.length);
    }
    CborReader in = new CborReader(bytes);
    in.arrayOf(ITEMS);
    if (!in.text(64).equals(DOMAIN)) {
      throw CborReader.malformed("a change begins with " + DOMAIN, "");
    }
    long version = in.uint(Long.MAX_VALUE);
    if (version != Change.VERSION) {
      throw new SoulgraphException(
          Code.UNSUPPORTED, "this release knows version " + Change.VERSION, Long.toString(version));
    }
    long kind = in.uint(Long.MAX_VALUE);
    if (kind > Change.KIND_ERASE) {
      Keys.check(kind, "");
    }
    PublicKey author = PublicKey.ofMulticodec(in.bytes(PublicKey.MULTICODEC_BYTES));
    long state = readState(in);
    Soul soul = readSoul(in);
    String key = in.text(Integer.MAX_VALUE);
    Keys.check(kind, key);
    Value value = ValueCodec.read(in);
    Extensions extensions = ValueCodec.readExtensions(in);
    in.finish();
    return new Change((int) kind, author, state, soul, key, value, extensions);
  }

  static SoulgraphException tooLarge(int size) {
    return new SoulgraphException(
        Code.CHANGE_TOO_LARGE, "a change has at most " + Change.MAX_BYTES + " bytes", size + "");
  }

  /** A state below 2^63. */
  public static long readState(CborReader in) {
    if (in.head() != CborWriter.UINT || in.argument() < 0) {
      throw new SoulgraphException(
          Code.STATE_INVALID, "a state is an unsigned integer below 2^63", "");
    }
    return in.argument();
  }

  public static Soul readSoul(CborReader in) {
    return Soul.of(in.text(Integer.MAX_VALUE));
  }

  public static String readKey(CborReader in) {
    return Keys.check(in.text(Integer.MAX_VALUE));
  }
}
