package dev.soulgraph.conformance;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Value;
import java.util.Arrays;
import java.util.List;

/** Bytes: hashes, text, numbers, values, changes. */
final class CodecCases {
  private CodecCases() {}

  static String sha256() {
    Transcript out = new Transcript();
    for (int length = 0; length < 200; length++) {
      byte[] input = new byte[length];
      for (int i = 0; i < length; i++) {
        input[i] = (byte) (i * 31 + length);
      }
      out.line(Sha256.of(input).toString());
    }
    return out.toString();
  }

  static String utf8() {
    Transcript out = new Transcript();
    for (String text : List.of("", "a", "ä", "€", "😀", "a\u0000b", "\uffff\ud7ff\ue000")) {
      byte[] bytes = Utf8.encode(text);
      Transcript.check(Utf8.decode(bytes, 0, bytes.length).equals(text), "reads back: " + text);
      out.line(Hex.encode(bytes));
    }
    for (int lead = 0; lead < 256; lead++) {
      for (String tail : List.of("", "7f", "80", "bf", "8080", "bfbf", "9fbf", "a080", "908080")) {
        byte[] bytes = Hex.decode(Hex.encode(new byte[] {(byte) lead}) + tail);
        out.fold(Hex.encode(bytes) + Transcript.verdict(() -> reencoded(bytes)));
      }
    }
    for (String text : List.of("\ud800", "a\udc00", "\ud800\ud800", "\udc00\ud800", "\ud83d")) {
      out.line("lone surrogate", () -> Hex.encode(Utf8.encode(text)));
    }
    return out.folded("sequences").toString();
  }

  private static String reencoded(byte[] bytes) {
    return Hex.encode(Utf8.encode(Utf8.decode(bytes, 0, bytes.length)));
  }

  /** Every half, and doubles near the limits of what fits into less. */
  static String numbers() {
    Transcript out = new Transcript();
    for (int half = 0; half < 0x10000; half += half < 0x500 ? 1 : 7) {
      byte[] cbor = {(byte) 0xf9, (byte) (half >> 8), (byte) half};
      out.fold(read(cbor));
    }
    out.folded("halves");
    for (double number :
        new double[] {
          1.5,
          0.1,
          65504,
          65505,
          65536,
          1e300,
          1e-300,
          5e-324,
          1e-45,
          16777216,
          16777217,
          9007199254740991.0,
          3.4028234663852886e38,
          3.4028235677973366e38,
          6.103515625e-5,
          5.960464477539063e-8,
          2.9802322387695312e-8,
          1.1754943508222875e-38,
          1.401298464324817e-45
        }) {
      out.line(Hex.encode(ValueCodec.encode(new Value.Num(number))));
      out.line(Hex.encode(ValueCodec.encode(new Value.Num(-number))));
    }
    Dice dice = new Dice(1);
    for (int i = 0; i < 3000; i++) {
      byte[] bits = dice.bytes(8);
      for (int width : new int[] {4, 8}) {
        byte[] cbor = new byte[1 + width];
        cbor[0] = (byte) (width == 4 ? 0xfa : 0xfb);
        System.arraycopy(bits, 0, cbor, 1, width);
        if (width == 8 && dice.onceIn(2)) {
          Arrays.fill(cbor, 5, 9, (byte) 0);
          cbor[1] = (byte) (cbor[1] & 0x80 | 0x38 + dice.below(16));
        }
        out.fold(read(cbor));
      }
    }
    return out.folded("singles and doubles").toString();
  }

  /** Every item of up to two bytes, and those that are easily got wrong. */
  static String values() {
    Transcript out = new Transcript();
    for (int first = 0; first < 256; first++) {
      out.fold(read(new byte[] {(byte) first}));
      for (int second = 0; second < 256; second += 5) {
        out.fold(read(new byte[] {(byte) first, (byte) second}));
      }
    }
    out.folded("short items");
    for (String hex : Samples.OPAQUE) {
      out.line(read(Hex.decode(hex)));
    }
    for (String hex : Refused.VALUES) {
      out.line(hex + " " + read(Hex.decode(hex)));
    }
    for (int depth : new int[] {15, 16, 17, 63, 64, 65, 200}) {
      byte[] nested = new byte[depth];
      Arrays.fill(nested, (byte) 0x81);
      nested[depth - 1] = (byte) 0x80;
      out.line("depth " + depth + " " + Transcript.verdict(() -> kind(value(nested))));
    }
    for (int size : new int[] {ValueCodec.MAX_BYTES - 5, ValueCodec.MAX_BYTES - 4}) {
      byte[] cbor = ValueCodec.encode(new Value.Bytes(new byte[size]));
      out.line("size " + cbor.length + " " + Transcript.verdict(() -> kind(value(cbor))));
    }
    return out.toString();
  }

  private static Value value(byte[] cbor) {
    CborReader in = new CborReader(cbor);
    Value value = ValueCodec.read(in);
    in.finish();
    return value;
  }

  private static String read(byte[] cbor) {
    return Transcript.verdict(
        () -> {
          Value value = value(cbor);
          byte[] again = ValueCodec.encode(value);
          Transcript.check(Arrays.equals(again, cbor), "canonical: " + Hex.encode(cbor));
          return kind(value) + " " + Hex.encode(again);
        });
  }

  static String kind(Value value) {
    if (value instanceof Value.Null) {
      return "null";
    }
    if (value instanceof Value.Bool) {
      return "bool";
    }
    if (value instanceof Value.Num) {
      return "number";
    }
    if (value instanceof Value.Text) {
      return "text";
    }
    if (value instanceof Value.Bytes) {
      return "bytes";
    }
    return value instanceof Value.Link ? "link" : "opaque";
  }

  /** Canonical bytes and ids of random changes, with and without a whole first block. */
  static String changes() {
    Transcript out = new Transcript();
    Dice dice = new Dice(2);
    ChangeCodec codec = new ChangeCodec();
    for (int i = 0; i < 400; i++) {
      long state = dice.onceIn(5) ? dice.below(1 << 30) : Samples.EPOCH + dice.below(4);
      Change change = Samples.change(dice, Samples.author(1 + dice.below(2)), state);
      byte[] bytes = ChangeCodec.encode(change);
      String id = codec.id(change).toString();
      Transcript.check(
          codec.id(ChangeCodec.decode(bytes)).toString().equals(id), "decodes: " + change);
      if (i < 10) {
        out.line(Hex.encode(bytes) + " " + id);
      }
      out.fold(Hex.encode(bytes) + " " + id);
    }
    return out.folded("changes").toString();
  }
}
