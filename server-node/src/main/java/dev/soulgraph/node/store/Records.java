package dev.soulgraph.node.store;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.PrunedTree;
import dev.soulgraph.seal.Seal;
import java.util.Arrays;

/** What the maps hold, as CBOR sequences. What a merge asks for first comes first. */
final class Records {
  /** A winner as it lies in the log; the author is its seal's. */
  record Logged(long state, long seal, int position, Soul soul, String key, byte[] tail) {
    Change change(PublicKey author) {
      CborReader in = new CborReader(tail);
      Value value = ValueCodec.read(in);
      return new Change(author, state, soul, key, value, ValueCodec.readExtensions(in));
    }

    String indexKey() {
      return Records.indexKey(soul.text(), key);
    }
  }

  private Records() {}

  /** No soul and no key holds a control character, so NUL parts them, and sorts before all else. */
  static String indexKey(String soul, String key) {
    return soul + '\0' + key;
  }

  static String indexKey(Change change) {
    return indexKey(change.soul().text(), change.key());
  }

  static byte[] log(CborWriter out, Change change, long seal, int position) {
    out.clear().uint(change.state()).uint(seal).uint(position);
    out.text(change.soul().text()).text(change.key());
    ValueCodec.write(out, change.value());
    return out.raw(change.extensions().cbor()).toBytes();
  }

  static long state(byte[] record) {
    return ChangeCodec.readState(new CborReader(record));
  }

  static Logged logged(byte[] record) {
    CborReader in = new CborReader(record);
    long state = ChangeCodec.readState(in);
    long seal = in.uint(Long.MAX_VALUE);
    int position = in.intUpTo(PrunedTree.MAX_SIZE);
    Soul soul = ChangeCodec.readSoul(in);
    String key = ChangeCodec.readKey(in);
    int at = in.position();
    return new Logged(
        state, seal, position, soul, key, Arrays.copyOfRange(record, at, record.length));
  }

  static byte[] seal(Seal seal) {
    CborWriter out = new CborWriter();
    out.bytes(seal.author().multicodec()).uint(seal.size()).bytes(seal.root().bytes());
    return out.raw(seal.extensions().cbor()).bytes(seal.signature()).toBytes();
  }

  static Seal seal(byte[] record) {
    CborReader in = new CborReader(record);
    PublicKey author = PublicKey.ofMulticodec(in.bytesOf(PublicKey.MULTICODEC_BYTES));
    int size = in.intUpTo(PrunedTree.MAX_SIZE);
    Hash root = Hash.of(in.bytesOf(Hash.BYTES), 0);
    Extensions extensions = ValueCodec.readExtensions(in);
    return new Seal(author, size, root, extensions, in.bytesOf(Seal.SIGNATURE_BYTES));
  }
}
