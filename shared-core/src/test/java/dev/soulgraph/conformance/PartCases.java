package dev.soulgraph.conformance;

import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.MerkleTree;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.Arrays;
import java.util.List;

/** Parts on the wire, accepted and refused. */
final class PartCases {
  private static final PublicKey AUTHOR = Samples.author(9);
  private static final int SIZE_TOO_LARGE = (1 << 20) + 1;

  private PartCases() {}

  static String roundTrips() {
    Transcript out = new Transcript();
    Dice dice = new Dice(9);
    for (int round = 0; round < 30; round++) {
      Part whole = Samples.commit(dice, AUTHOR, 1 + dice.below(60));
      for (Part piece : Samples.pieces(dice, whole)) {
        byte[] bytes = FrameCodec.encodePart(piece);
        Part read = FrameCodec.decodePart(bytes);
        Transcript.check(read.seal().root().equals(whole.seal().root()), "the root is kept");
        Transcript.check(Arrays.equals(FrameCodec.encodePart(read), bytes), "bytes are kept");
        out.fold(Hex.encode(bytes));
      }
    }
    return out.folded("parts").toString();
  }

  /** A part of three leaves, of which the middle one is unlawful: the others prove all the same. */
  private static String beside(
      byte[] soul, byte[] key, int kind, String valueHex, String extensionsHex) {
    RawPart raw = new RawPart(AUTHOR).leaf("a", "k", "f6");
    raw.leaf(soul, key, kind, valueHex, extensionsHex).leaf("b", "k", "f6");
    return Transcript.verdict(() -> leaves(raw));
  }

  private static String leaves(RawPart raw) {
    Frame frame = new FrameCodec().decode(raw.frame());
    Part part = ((Frame.Commit) frame).part();
    Transcript.check(Arrays.equals(SealCases.ids(part), raw.ids()), "ids by definition");
    Hash root = new MerkleTree(raw.ids()).root();
    Transcript.check(root.equals(part.seal().root()), "the root holds");
    StringBuilder text = new StringBuilder();
    for (Leaf leaf : part.leaves()) {
      SoulgraphException refusal = leaf.refusal();
      text.append(refusal == null ? "lawful" : refusal.code().text()).append(' ');
    }
    return text.append(root).toString();
  }

  static String unlawfulLeaves() {
    Transcript out = new Transcript();
    byte[] soul = Utf8.encode("s");
    byte[] key = Utf8.encode("k");
    for (String name : List.of("", "/", "a//b", "a\u0001", "!1", "!1234567890123", "#a")) {
      out.line(
          "soul " + Hex.encode(Utf8.encode(name)),
          () -> beside(Utf8.encode(name), key, 0, "f6", "a0"));
    }
    out.line("long soul", () -> beside(Utf8.encode("x".repeat(600)), key, 0, "f6", "a0"));
    out.line("broken soul", () -> beside(Hex.decode("ff"), key, 0, "f6", "a0"));
    String own = "~" + AUTHOR.text();
    for (String name : List.of("", "\u0001", "~", own + "x", own, "~" + Samples.author(8).text())) {
      out.line(
          "key " + Hex.encode(Utf8.encode(name)),
          () -> beside(soul, Utf8.encode(name), 0, "f6", "a0"));
    }
    out.line("long key", () -> beside(soul, Utf8.encode("k".repeat(641)), 0, "f6", "a0"));
    out.line("broken key", () -> beside(soul, Hex.decode("c080"), 0, "f6", "a0"));
    for (int kind : new int[] {1, 2, 3, 255}) {
      out.line("kind " + kind, () -> beside(soul, key, kind, "f6", "a0"));
    }
    out.line("erase", () -> beside(soul, new byte[0], 1, "f6", "a0"));
    for (String hex : Refused.VALUES) {
      out.line("value " + hex, () -> beside(soul, key, 0, hex, "a0"));
    }
    for (String hex :
        List.of(
            "a10101",
            "a10000",
            "a10201",
            "a101f97e00",
            "a201000300",
            "a203000100",
            "a201000100",
            "a12001",
            "a1616101",
            "80",
            "f6",
            "a11affffffff00",
            "a11afffffffe00",
            "a11b0000000100000000",
            "a11b000000010000000100",
            "a1011817",
            "bf01ff")) {
      out.line("extensions " + hex, () -> beside(soul, key, 0, "f6", hex));
    }
    out.line("17 extensions", () -> beside(soul, key, 0, "f6", manyExtensions(17)));
    out.line("16 extensions", () -> beside(soul, key, 0, "f6", manyExtensions(16)));
    for (int size : new int[] {4091, 4092}) {
      String large = "a10159" + Hex.encode(new byte[] {(byte) (size - 1 >> 8), (byte) (size - 1)});
      out.line(
          "extensions of " + (size + 4),
          () -> beside(soul, key, 0, "f6", large + "00".repeat(size - 1)));
    }
    return out.toString();
  }

  private static String manyExtensions(int count) {
    StringBuilder hex = new StringBuilder(Hex.encode(new byte[] {(byte) (0xa0 | count)}));
    for (int i = 0; i < count; i++) {
      int key = 2 * i + 1;
      hex.append(Hex.encode(key < 24 ? new byte[] {(byte) key} : new byte[] {0x18, (byte) key}));
      hex.append("f6");
    }
    return hex.toString();
  }

  /** What refuses a part, or its frame, as a whole. */
  static String refused() {
    Transcript out = new Transcript();
    for (String runs :
        List.of(
            "80",
            "8100",
            "8101",
            "8103",
            "820101",
            "820200",
            "82000101",
            "8300" + "0101",
            "8300" + "0200",
            "83010100",
            "820002",
            "82021a000fffff",
            "8118" + "02",
            "811a00100000",
            "8302fff6")) {
      RawPart raw = raw();
      raw.runs = runs;
      out.line("runs " + runs, () -> leaves(raw));
    }
    for (int size : new int[] {0, 1, 2, 3, SIZE_TOO_LARGE}) {
      RawPart raw = raw();
      raw.size = size;
      out.line("size " + size, () -> leaves(raw));
    }
    for (int bytes : new int[] {0, 63, 65}) {
      RawPart raw = raw();
      raw.signatureBytes = bytes;
      out.line("signature of " + bytes, () -> leaves(raw));
    }
    for (int bytes : new int[] {1, 31, 32, 64}) {
      RawPart raw = raw();
      raw.absent = new byte[bytes];
      out.line("hashes of " + bytes, () -> leaves(raw));
    }
    for (String extensions : List.of("a10100", "a10000", "a20100" + "0100", "f6", "a101ff")) {
      RawPart raw = raw();
      raw.sealExtensions = extensions;
      out.line("seal's extensions " + extensions, () -> leaves(raw));
    }
    for (String state :
        List.of("00", "1b7fffffffffffffff", "1b8000000000000000", "20", "f6", "1800")) {
      RawPart raw = new RawPart(AUTHOR);
      raw.state = state;
      raw.leaf("a", "k", "f6");
      out.line("state " + state, () -> leaves(raw));
    }
    return out.toString();
  }

  private static RawPart raw() {
    return new RawPart(AUTHOR).leaf("a", "k", "f6").leaf("b", "k", "01");
  }
}
