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
  /** A winner as it lies in the log; the author is its seal's, the kind is told by the slot. */
  record Logged(long state, long seal, int position, Soul soul, String slot, byte[] tail) {
    Change change(PublicKey author) {
      CborReader in = new CborReader(tail);
      Value value = ValueCodec.read(in);
      Extensions extensions = ValueCodec.readExtensions(in);
      int kind = isErase(slot) ? Change.KIND_ERASE : Change.KIND_PROPERTY;
      return new Change(kind, author, state, soul, isErase(slot) ? "" : slot, value, extensions);
    }

    String indexKey() {
      return Records.indexKey(soul.text(), slot);
    }
  }

  private Records() {}

  /**
   * No soul and no key holds a control character, so NUL parts them, and sorts before all else. A
   * soul's erases come before its properties.
   */
  static String indexKey(String soul, String slot) {
    return soul + '\0' + slot;
  }

  static String indexKey(Change change) {
    return indexKey(change.soul().text(), change.slot());
  }

  static String soul(String indexKey) {
    return indexKey.substring(0, indexKey.indexOf('\0'));
  }

  static String slot(String indexKey) {
    return indexKey.substring(indexKey.indexOf('\0') + 1);
  }

  static boolean isErase(String slot) {
    return slot.equals(Change.SOUL_ERASE) || slot.equals(Change.PREFIX_ERASE);
  }

  static byte[] log(CborWriter out, Change change, long seal, int position) {
    out.clear().uint(change.state()).uint(seal).uint(position);
    out.text(change.soul().text()).text(change.slot());
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
    String slot = in.text(Integer.MAX_VALUE);
    int at = in.position();
    return new Logged(
        state, seal, position, soul, slot, Arrays.copyOfRange(record, at, record.length));
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
