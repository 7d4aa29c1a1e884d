package dev.soulgraph.vectors;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Packed;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Packed messages. The core doesn't unfold them itself, so a case says what a stream unfolds to,
 * where it is whole and has the size that it says: as pieces, each with how often it comes.
 * GeneratedVectorsTest unfolds them.
 */
final class Packings {
  private static final String PING = "820901";
  private static final String CLOSE = "820302";

  /** Of a ping. */
  private static final String STREAM = "6be2640400";

  private static final List<Object> BROKEN = List.of();

  private Packings() {}

  static List<Case> cases() {
    return List.of(
        packed("a ping", 3, STREAM, one(PING)),
        packed(
            "a stored block",
            6,
            "010600f9ff820901820302",
            List.of(times(PING, 1), times(CLOSE, 1))),
        packed(
            "a block of fixed codes",
            6,
            "6be2646c62660200",
            List.of(times(PING, 1), times(CLOSE, 1))),
        packed("three blocks, one empty", 6, "6ae26404000000ffff6be2640400", twice(PING)),
        packed(
            "as many frames as may be, dynamic codes",
            3072,
            "edc2310d00000c03a0f4aced2a9f904158335555f5c703",
            List.of(times(PING, 1024))),
        packed(
            "a frame too many",
            3075,
            "edc2310d00000c03a0f4aced2a9f904158335555f5cd03",
            List.of(times(PING, 1025))),
        packed("more than it says", 2, STREAM, BROKEN),
        packed("less than it says", 4, STREAM, BROKEN),
        packed("cut off", 3, STREAM.substring(0, STREAM.length() - 2), BROKEN),
        packed("a byte after the stream", 3, STREAM + "00", BROKEN),
        packed("a reserved kind of block", 3, "07" + STREAM.substring(2), BROKEN),
        packed("a stored length that doesn't fit", 3, "010300fdff820901", BROKEN),
        packed("zlib's head", 3, "789c6be2640400019c008d", BROKEN),
        packed("no stream", 3, "", BROKEN),
        packed("nothing", 0, "0300", BROKEN),
        packed("larger than a frame", FrameCodec.FRAME_MAX_BYTES + 1, STREAM, BROKEN),
        packed("a frame cut off", 2, "010200fdff8209", one("8209")),
        packed("packed again", 7, "6be666766660600000", one("830b0343000000")),
        packed("a frame that isn't canonical", 4, "010400fbff82091801", one("82091801")),
        packed("a frame that isn't known", 3, "010300fcff8118ff", one("8118ff")),
        message("a long size", "830b1803" + "456be2640400", BROKEN),
        message("an item too many", "840b03456be264040000", BROKEN),
        message("an item missing", "820b03", BROKEN),
        message("a byte after the message", "830b03456be264040000", BROKEN));
  }

  private static List<Object> times(String hex, int times) {
    return List.of(hex, (long) times);
  }

  private static List<Object> one(String hex) {
    return List.of(times(hex, 1));
  }

  private static List<Object> twice(String hex) {
    return List.of(times(hex, 2));
  }

  private static Case packed(String name, int size, String stream, List<Object> unfolded) {
    byte[] deflated = Hex.decode(stream);
    CborWriter out = new CborWriter().array(3).uint(11).uint(size).bytes(deflated);
    return message(name, Hex.encode(out.toBytes()), unfolded);
  }

  private static Case message(String name, String bytes, List<Object> unfolded) {
    Case made = Case.named(name).with("bytes", bytes).with("unfolded", unfolded);
    return made.with("verdict", verdict(made));
  }

  static void run(Case each, Findings found) {
    found.same(each, "verdict", verdict(each));
  }

  /** What the adapters do, but for the unfolding. */
  private static String verdict(Case each) {
    int[] frames = new int[1];
    String code =
        Verdict.codeOf(
            () -> {
              Packed packed = read(each.bytes("bytes"));
              byte[] unfolded = unfolded(each);
              if (unfolded.length == 0 || unfolded.length != packed.size()) {
                throw Packed.broken();
              }
              new FrameCodec().decodeJoined(unfolded, (frame, bytes) -> frames[0]++);
            });
    return code.isEmpty() ? frames[0] + " frames" : code;
  }

  /** What isn't told to be packed by its first bytes is read as a frame, which it isn't. */
  private static Packed read(byte[] bytes) {
    if (!Packed.is(bytes)) {
      new FrameCodec().decode(bytes);
      throw new SoulgraphException(Code.INTERNAL, "a packed message was read as a frame", "");
    }
    return Packed.read(bytes);
  }

  static byte[] unfolded(Case each) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object piece : each.list("unfolded")) {
      List<?> pair = (List<?>) piece;
      byte[] bytes = Hex.decode((String) pair.get(0));
      for (long i = (Long) pair.get(1); i > 0; i--) {
        all.write(bytes, 0, bytes.length);
      }
    }
    return all.toByteArray();
  }
}
