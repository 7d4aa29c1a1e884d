package dev.soulgraph.conformance;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A part written item by item, so that it can break any rule; and the ids of its leaves, worked out
 * from the change's definition alone.
 */
public final class RawPart {
  private final PublicKey author;
  private final CborWriter columns = new CborWriter();
  private final CborWriter shapes = new CborWriter();
  private final CborWriter nodes = new CborWriter();
  private final List<Hash> ids = new ArrayList<>();
  private int leaves;

  /** Hex of the seal's extensions. */
  public String sealExtensions = "a0";

  /** Hex of an array. */
  public String runs = "";

  public int size = -1;
  public int signatureBytes = 64;
  public byte[] absent = new byte[0];

  /** Hex of the state in each leaf; a state of the year 2026. */
  public String state = "1b019e704488000000";

  public RawPart(PublicKey author) {
    this.author = author;
  }

  public RawPart leaf(String soul, String key, String valueHex) {
    return leaf(Utf8.encode(soul), Utf8.encode(key), 0, valueHex, "a0");
  }

  /** A leaf with a node, a shape and a column of its own. */
  public RawPart leaf(byte[] soul, byte[] key, int kind, String valueHex, String extensionsHex) {
    columns.array(4);
    text(columns, key).uint(kind).uint(0).raw(Hex.decode(extensionsHex));
    shapes.array(1).uint(leaves);
    nodes.array(4).uint(0).bytes(soul).uint(leaves).raw(Hex.decode(valueHex));
    leaves++;
    CborWriter change = new CborWriter();
    change.raw(0).array(9).text("soulgraph/leaf").uint(1).uint(kind).bytes(author.multicodec());
    change.raw(Hex.decode(state));
    text(change, soul);
    text(change, key).raw(Hex.decode(valueHex)).raw(Hex.decode(extensionsHex));
    ids.add(Sha256.of(change.toBytes()));
    return this;
  }

  /** A text of any bytes, shorter than 65,536. */
  private static CborWriter text(CborWriter out, byte[] utf8) {
    if (utf8.length < 24) {
      out.raw(0x60 | utf8.length);
    } else if (utf8.length < 256) {
      out.raw(0x78).raw(utf8.length);
    } else {
      out.raw(0x79).raw(utf8.length >> 8).raw(utf8.length);
    }
    return out.raw(utf8);
  }

  /** The ids by definition. */
  public Hash[] ids() {
    return ids.toArray(new Hash[0]);
  }

  public byte[] bytes() {
    CborWriter out = new CborWriter();
    out.array(10).bytes(author.multicodec()).uint(size < 0 ? leaves : size);
    out.bytes(new byte[signatureBytes]).raw(Hex.decode(sealExtensions));
    if (runs.isEmpty()) {
      out.array(1).uint(leaves);
    } else {
      out.raw(Hex.decode(runs));
    }
    out.bytes(absent);
    out.array(1).raw(Hex.decode(state));
    out.array(leaves).raw(columns.toBytes());
    out.array(leaves).raw(shapes.toBytes());
    out.array(leaves).raw(nodes.toBytes());
    return out.toBytes();
  }

  /** In a frame from a client. */
  public byte[] frame() {
    return new CborWriter().array(4).uint(6).uint(1).bool(false).raw(bytes()).toBytes();
  }
}
