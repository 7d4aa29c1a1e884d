package dev.soulgraph.conformance;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Attend;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Presence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames of each type, whole and damaged. */
public final class FrameCases {
  private FrameCases() {}

  /** Frames that reach every line of the codec. */
  public static List<Frame> frames(Dice dice) {
    Frame.Id store = Frame.Id.of(dice.bytes(16));
    Frame.Id run = Frame.Id.of(dice.bytes(16));
    Part part = Samples.commit(dice, Samples.author(1), 1 + dice.below(6));
    List<Part> pieces = new ArrayList<>(Samples.pieces(dice, part));
    pieces.add(Samples.commit(dice, Samples.author(2), 2));
    return List.of(
        new Frame.Hello(
            new int[] {1, 2, 1 << 30}, "main", dice.bytes(16), 1L << 41, 96 * 1024, "agent ä"),
        new Frame.Hello(new int[0], "x-1", dice.bytes(16), 0, 1 << 20, ""),
        new Frame.Hello(
            new int[] {1},
            "main",
            dice.bytes(16),
            0,
            1 << 20,
            "",
            new Frame.Opening(Frame.Id.of(dice.bytes(16)), Frame.Id.of(dice.bytes(16)))),
        new Frame.Welcome(
            1,
            "main",
            dice.bytes(16),
            Long.MAX_VALUE,
            1 << 20,
            "node",
            store,
            run,
            Samples.author(5),
            dice.bytes(64)),
        new Frame.Open(1, Scope.ALL, null),
        new Frame.Open(2, Scope.soul(Soul.of("chat/x")), new Frame.Cursor(store, run, 1L << 40)),
        new Frame.Open(3, Scope.prefix("chat/x"), null),
        new Frame.Open(4, new Scope(Scope.Kind.SPACE, "chat"), null),
        new Frame.Close(1),
        new Frame.Changes(Frame.Changes.LIVE, 0, false, List.of()),
        new Frame.Changes(7, 1L << 50, true, pieces),
        new Frame.Level(Integer.MAX_VALUE, Long.MAX_VALUE),
        new Frame.Level(7, 9, false),
        new Frame.Commit(1, false, part),
        new Frame.Commit(5, true, part, true),
        new Frame.Reconcile(1, Long.MAX_VALUE, dice.bytes(40)),
        new Frame.Reconciled(1, new byte[0]),
        new Frame.Fetch(3, List.of()),
        new Frame.Fetch(3, List.of(wanted(dice, 0), wanted(dice, 3))),
        new Frame.Found(3, true, List.of(part, pieces.get(0))),
        new Frame.Found(3, false, List.of()),
        new Frame.Commit(Integer.MAX_VALUE, true, pieces.get(0)),
        new Frame.Ack(
            3,
            List.of(
                new Frame.Verdicts(1, 0, null),
                new Frame.Verdicts(1 << 20, 4, null),
                new Frame.Verdicts(2, -1, "expired"))),
        new Frame.Ack(0, List.of()),
        new Frame.Refuse(Frame.About.CONNECTION, 0, "network-mismatch", "a rule", "a value"),
        new Frame.Refuse(Frame.About.SCOPE, 9, "a code of a later release", "", ""),
        new Frame.Ping(0),
        new Frame.Pong(1 << 20, 1L << 45),
        presence(dice, "rooms/1", "\"ä\"", 64),
        presence(dice, "x", null, 0),
        new Attend(Soul.of("rooms/1")),
        new Attend(null));
  }

  private static Presence presence(Dice dice, String soul, @Nullable String value, int will) {
    Frame.Id instance = Frame.Id.of(dice.bytes(Frame.Id.BYTES));
    long state = Long.MAX_VALUE - 1;
    byte[] signature = dice.bytes(64);
    return new Presence(
        Samples.author(3), instance, state, Soul.of(soul), value, signature, dice.bytes(will));
  }

  private static Frame.Wanted wanted(Dice dice, int ids) {
    List<Hash> hashes = new ArrayList<>();
    while (hashes.size() < ids) {
      hashes.add(Hash.of(dice.bytes(Hash.BYTES), 0));
    }
    Item from = new Item(dice.below(1 << 20), Hash.of(new byte[Hash.BYTES], 0));
    byte[] prefix = Arrays.copyOf(dice.bytes(dice.below(Hash.BYTES)), Hash.BYTES);
    return new Frame.Wanted(from, new Item(Long.MAX_VALUE, Hash.of(prefix, 0)), hashes);
  }

  static String frames() {
    Transcript out = new Transcript();
    FrameCodec codec = new FrameCodec();
    for (Frame frame : frames(new Dice(10))) {
      byte[] bytes = FrameCodec.encode(frame);
      byte[] again = FrameCodec.encode(codec.decode(bytes));
      Transcript.check(Arrays.equals(again, bytes), "reads back: " + Hex.encode(bytes));
      out.line(Hex.encode(bytes));
    }
    return out.toString();
  }

  /** Limits of single fields, and types that there aren't. */
  static String refused() {
    Transcript out = new Transcript();
    String nonce = "50" + "00".repeat(16);
    for (String hex :
        List.of(
            "",
            "80",
            "a0",
            "00",
            "8100",
            "810b",
            "830d0100",
            "840c01200040",
            "840c011b800000000000000040",
            "830e018182820040820040",
            "830e01818382004082004041",
            "830e0181838200582100820040",
            "840f01f440",
            "8410010a0b",
            "810011",
            "8118ff",
            "821903e700",
            "8120",
            "8161" + "61",
            "820a",
            "82097f",
            "82091a7fffffff",
            "82091a80000000",
            "8309" + "0000",
            "820900" + "00",
            "98020900",
            "9f0900ff",
            "830500" + "20",
            "8305001bffffffffffffffff",
            "8700" + "8101" + "646d61696e" + nonce + "00" + "1a00018000" + "60",
            "8700" + "8101" + "646d61696e" + nonce + "00" + "1a00017fff" + "60",
            "8700" + "8101" + "646d61696e" + nonce + "00" + "1a7fffffff" + "60",
            "8700" + "8101" + "644d61696e" + nonce + "00" + "1a00018000" + "60",
            "8700" + "8101" + "646d61696e" + "4100" + "00" + "1a00018000" + "60",
            "8700" + "92" + "01".repeat(18) + "646d61696e" + nonce + "00" + "1a00018000" + "60",
            "8502010060f6",
            "850201006161f6",
            "8502010160f6",
            "85020101636368" + "61f6",
            "850201026568612f61" + "62f6",
            "850201046161f6",
            "85020103612ff6",
            "8502010060f7",
            "85020100608250" + "00".repeat(16),
            "84060103" + "f6",
            "840601f48a",
            "840601f480",
            "850400" + "00f480",
            "85040000f481f6",
            "8307008182" + "0105",
            "83070081820100",
            "8307008182" + "01f6",
            "83070081830100" + "00",
            "860803006060" + "60",
            "86080000606060",
            "8608000061ff60" + "60",
            "8112",
            "8212f6",
            "821260",
            "82126161",
            "8212612f",
            presence("00", "6161", "f6", "40"),
            presence("00", "6161", "60", "40"),
            presence("00", "6161", "01", "40"),
            presence("00", "60", "f6", "40"),
            presence("00", "6161", "f6", "4100"),
            presence("00", "6161", "790401" + "61".repeat(1025), "40"),
            presence("00", "6161", "790400" + "61".repeat(1024), "40"),
            presence("1b7fffffffffffffff", "6161", "f6", "40"),
            presence("1b7ffffffffffffffe", "6161", "f6", "40"))) {
      out.line(hex, () -> Hex.encode(FrameCodec.encode(new FrameCodec().decode(Hex.decode(hex)))));
    }
    out.line("large frame", () -> decoded(new byte[FrameCodec.FRAME_MAX_BYTES + 1]));
    out.line("largest frame", () -> decoded(new byte[FrameCodec.FRAME_MAX_BYTES]));
    return out.toString();
  }

  private static String presence(String state, String soul, String value, String will) {
    String author = "5822ed01" + "00".repeat(32);
    String signature = "5840" + "00".repeat(64);
    return "8811" + author + "50" + "00".repeat(16) + state + soul + value + signature + will;
  }

  private static String decoded(byte[] bytes) {
    return new FrameCodec().decode(bytes).getClass().getSimpleName();
  }

  /** One seeded damage: a byte changed, cut off, put in, a stretch moved, a length inflated. */
  public static byte[] damaged(Dice dice, byte[] frame, byte[] other) {
    byte[] bytes = frame.clone();
    if (bytes.length == 0) {
      return bytes;
    }
    int at = dice.below(bytes.length);
    switch (dice.below(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << dice.below(8));
      case 1 -> bytes[at] = (byte) dice.next();
      case 2 -> bytes = Arrays.copyOf(bytes, at);
      case 3 -> bytes = joined(bytes, at, dice.bytes(1 + dice.below(4)), 0, bytes, at);
      case 4 -> bytes = joined(bytes, at, new byte[0], 0, bytes, at + 1);
      case 5 -> {
        int from = other.length == 0 ? 0 : dice.below(other.length);
        bytes = joined(bytes, at, new byte[0], 0, other, from);
      }
      default -> {
        byte[] head =
            Hex.decode(
                dice.pick(
                    List.of(
                        "9a7fffffff",
                        "5a000fffff",
                        "bb00000000ffffffff",
                        "1b7fffffffffffffff",
                        "9affffffff",
                        "7a00100000",
                        "1bffffffffffffffff")));
        bytes = joined(bytes, at, head, 0, bytes, at + 1);
      }
    }
    return bytes;
  }

  /** The first so many bytes, then a middle, then the rest from {@code restFrom} on. */
  private static byte[] joined(
      byte[] first, int to, byte[] middle, int middleFrom, byte[] rest, int restFrom) {
    byte[] out = new byte[to + middle.length - middleFrom + rest.length - restFrom];
    System.arraycopy(first, 0, out, 0, to);
    System.arraycopy(middle, middleFrom, out, to, middle.length - middleFrom);
    int end = to + middle.length - middleFrom;
    System.arraycopy(rest, restFrom, out, end, rest.length - restFrom);
    return out;
  }

  /** A frame's bytes; in place of parts, which may hold refused leaves, what came of them. */
  private static String described(Frame frame) {
    if (frame instanceof Frame.Commit commit) {
      return described(commit.part());
    }
    if (frame instanceof Frame.Changes changes) {
      return "changes" + described(changes.parts());
    }
    if (frame instanceof Frame.Found found) {
      return "found" + described(found.parts());
    }
    return Hex.encode(FrameCodec.encode(frame));
  }

  private static String described(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(' ').append(described(part)));
    return text.toString();
  }

  private static String described(Part part) {
    StringBuilder text = new StringBuilder(part.seal().root().toString());
    for (Leaf leaf : part.leaves()) {
      SoulgraphException refusal = leaf.refusal();
      text.append(' ').append(refusal == null ? "lawful" : refusal.code().text());
    }
    return text.toString();
  }

  static String damagedFrames() {
    Transcript out = new Transcript();
    Dice dice = new Dice(11);
    FrameCodec codec = new FrameCodec();
    for (int round = 0; round < 12; round++) {
      List<Frame> frames = frames(dice);
      byte[] other = FrameCodec.encode(dice.pick(frames));
      for (Frame frame : frames) {
        byte[] bytes = FrameCodec.encode(frame);
        for (int times = 0; times < 4; times++) {
          byte[] bad = damaged(dice, bytes, other);
          out.fold(Transcript.verdict(() -> described(codec.decode(bad))));
          bytes = dice.onceIn(2) ? bad : bytes;
        }
      }
    }
    return out.folded("damaged frames").toString();
  }
}
