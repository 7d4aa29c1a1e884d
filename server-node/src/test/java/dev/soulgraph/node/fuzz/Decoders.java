package dev.soulgraph.node.fuzz;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.node.gossip.Deflation;
import dev.soulgraph.node.gossip.Unpacker;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Packed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/** Bytes to values and back: what is read is written again as it was. */
final class Decoders {
  private Decoders() {}

  private static void same(byte[] expected, byte[] found, String what) {
    if (!Arrays.equals(expected, found)) {
      throw new AssertionError(what + " is written otherwise than it was read");
    }
  }

  /** A value, then extensions. */
  static void value(byte[] input) {
    CborReader in = new CborReader(input);
    Value value = ValueCodec.read(in);
    same(Arrays.copyOf(input, in.position()), ValueCodec.encode(value), "a value");
    int from = in.position();
    Extensions extensions = ValueCodec.readExtensions(in);
    byte[] written = new CborWriter().raw(extensions.cbor()).toBytes();
    same(Arrays.copyOfRange(input, from, in.position()), written, "extensions");
    in.finish();
  }

  static void change(byte[] input) {
    Change change = ChangeCodec.decode(input);
    same(input, ChangeCodec.encode(change), "a change");
    same(leafHash(input), new ChangeCodec().id(change).bytes(), "an id");
  }

  private static byte[] leafHash(byte[] leaf) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update((byte) 0);
      return sha.digest(leaf);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A frame as a node reads it, and as a client does. */
  static void frame(byte[] input) {
    Frame frame = new FrameCodec().decode(input);
    if (isLawful(frame)) {
      byte[] written = FrameCodec.encode(frame);
      same(written, FrameCodec.encode(new FrameCodec().decode(written)), "a frame");
    }
    Frame clients = FrameCodec.forClient().decode(input);
    if (isLawful(frame)) {
      same(FrameCodec.encode(frame), FrameCodec.encode(clients), "a client's frame");
    }
  }

  /** A leaf that is refused alone isn't written again. */
  private static boolean isLawful(Frame frame) {
    List<Part> parts =
        frame instanceof Frame.Commit commit
            ? List.of(commit.part())
            : frame instanceof Frame.Changes changes
                ? changes.parts()
                : frame instanceof Frame.Found found ? found.parts() : List.of();
    return parts.stream().allMatch(Decoders::isLawful);
  }

  private static boolean isLawful(Part part) {
    return Arrays.stream(part.leaves()).allMatch(leaf -> leaf.change() != null);
  }

  /** A part, as stores keep it. */
  static void part(byte[] input) {
    Part part = FrameCodec.decodePart(input);
    for (Leaf leaf : part.leaves()) {
      Change change = leaf.change();
      if (change != null) {
        Hash id = new ChangeCodec().id(ChangeCodec.decode(ChangeCodec.encode(change)));
        same(leaf.id().bytes(), id.bytes(), "a leaf's id");
      }
    }
    if (isLawful(part)) {
      byte[] written = FrameCodec.encodePart(part);
      same(written, FrameCodec.encodePart(FrameCodec.decodePart(written)), "a part");
    }
  }

  /** A message that may be packed: as it is, or with what it unfolds to made up. */
  static void packed(byte[] input) {
    if (Packed.is(input)) {
      FrameCodec.forClient().decodeJoined(new Unpacker().unpack(input), Decoders::again);
    } else {
      byte[] message = new Deflation().pack(List.of(input));
      if (message != null) {
        same(input, new Unpacker().unpack(message), "what was packed");
      }
      new FrameCodec().decodeJoined(input, Decoders::again);
    }
  }

  private static void again(Frame frame, byte[] bytes) {
    try {
      new FrameCodec().decode(bytes);
    } catch (SoulgraphException e) {
      throw new AssertionError("a frame that was read among others is read alone", e);
    }
  }
}
