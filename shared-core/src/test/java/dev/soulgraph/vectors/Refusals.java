package dev.soulgraph.vectors;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.conformance.RawPart;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Keys;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Inputs that are refused, of each kind, and how. */
final class Refusals {
  private Refusals() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String soul :
        List.of(
            "",
            "/",
            "a/",
            "/a",
            "a//b",
            "a\u0000",
            "\u0085",
            "!1",
            "a/!1/b",
            "a" + "/b".repeat(16))) {
      cases.add(judged(Case.named("soul").with("input", "soul").with("bytes", Utf8.encode(soul))));
    }
    for (String key : List.of("", "\n", "\u009f", "k".repeat(641))) {
      cases.add(judged(Case.named("key").with("input", "key").with("bytes", Utf8.encode(key))));
    }
    changes(cases);
    leaves(cases);
    frames(cases);
    return cases;
  }

  private static void changes(List<Case> cases) {
    Change lawful =
        new Change(
            Generated.alice(), Samples.EPOCH, Soul.of("s"), "k", Value.TRUE, Extensions.NONE);
    String hex = Hex.encode(ChangeCodec.encode(lawful));
    String end = "6173616bf5a0";
    String[][] swaps = {
      {"version 2", "6c6561660100", "6c6561660200"},
      {"kind 2", "6c6561660100", "6c6561660102"},
      {"an erase with a key", "6c6561660100", "6c6561660101"},
      {"another domain", "6c656166", "6c656167"},
      {"another multicodec", "5822ed01", "58221200"},
      {"a long head", "6c6561660100", "6c656166180100"},
      {"a state of 2^63", "1b019e704488000000", "1b8000000000000000"},
      {"no soul", end, "60616bf5a0"},
      {"no key", end, "617360f5a0"},
      {"NaN", end, "6173616bf97e00a0"},
      {"minus zero", end, "6173616bf98000a0"},
      {"a longer float", end, "6173616bfa3f800000a0"},
      {"a critical extension", end, "6173616bf5a10000"},
      {"extensions out of order", end, "6173616bf5a203000100"},
      {"no extensions", end, "6173616bf5f6"},
      {"an item missing", end, "6173616bf5"},
      {"a byte too many", end, end + "00"},
    };
    for (String[] swap : swaps) {
      String changed = hex.replace(swap[1], swap[2]);
      cases.add(judged(Case.named(swap[0]).with("input", "change").with("bytes", changed)));
    }
  }

  /**
   * Parts of three leaves, whose middle one is refused alone: each leaf's verdict, "" if lawful.
   */
  private static void leaves(List<Case> cases) {
    String[][] middles = {
      {"kind 2", "s", "k", "2", "f5", "a0"},
      {"an erase with a key", "s", "k", "1", "f5", "a0"},
      {"an erase of false", "s", "", "1", "f4", "a0"},
      {"NaN", "s", "k", "0", "f97e00", "a0"},
      {"a critical extension", "s", "k", "0", "f5", "a10000"},
      {"another's key", "s", "~x", "0", "f5", "a0"},
      {"an empty segment", "s//t", "k", "0", "f5", "a0"},
      {"an odd extension", "s", "k", "0", "f5", "a10100"},
    };
    for (String[] each : middles) {
      RawPart raw = new RawPart(Generated.alice()).leaf("a", "k", "f5");
      raw.leaf(
          Utf8.encode(each[1]), Utf8.encode(each[2]), Integer.parseInt(each[3]), each[4], each[5]);
      raw.leaf("b", "k", "f5");
      Case made = Case.named("leaf: " + each[0]).with("input", "part").with("bytes", raw.bytes());
      cases.add(judged(made));
    }
  }

  private static void frames(List<Case> cases) {
    byte[] whole = new RawPart(Generated.alice()).leaf("a", "k", "f5").frame();
    cases.add(frame("an empty frame", new byte[0]));
    cases.add(frame("no array", Hex.decode("a0")));
    cases.add(frame("a type that isn't known", Hex.decode("8118ff")));
    cases.add(frame("an item missing", Hex.decode("8109")));
    cases.add(frame("a long head", Hex.decode("82091801")));
    cases.add(frame("an indefinite length", Hex.decode("9f0901ff")));
    cases.add(frame("a scope without a soul", Hex.decode("8502010360f6")));
    cases.add(frame("a frame cut off", Arrays.copyOf(whole, whole.length - 1)));
    cases.add(frame("a byte too many", Arrays.copyOf(whole, whole.length + 1)));
    cases.add(frame("an upper state of 2^63", Hex.decode("840c011b800000000000000040")));
    cases.add(
        frame(
            "a bound of 33 bytes",
            Hex.decode("830e0181838200582100" + "00".repeat(32) + "82004040")));
    cases.add(frame("a bound of one item", Hex.decode("830e0181838100" + "82004040")));
    cases.add(frame("half an id", Hex.decode("830e0181838200408200405000" + "00".repeat(15))));
    cases.add(frame("no message", Hex.decode("820d01")));
    cases.add(frame("an offer without a part", Hex.decode("841001f480")));
    cases.add(frame("found, and no list", Hex.decode("840f01f440")));
    cases.add(frame("a packed message as a frame", Hex.decode("830b0100")));
    cases.add(frame("level without a word on what was sent", Hex.decode("83050100")));
    RawPart hashes = new RawPart(Generated.alice()).leaf("a", "k", "f5");
    hashes.absent = new byte[32];
    cases.add(frame("a hash too many", hashes.frame()));
    RawPart size = new RawPart(Generated.alice()).leaf("a", "k", "f5");
    size.size = 2;
    cases.add(frame("a leaf unaccounted for", size.frame()));
  }

  private static Case frame(String name, byte[] bytes) {
    return judged(Case.named(name).with("input", "frame").with("bytes", bytes));
  }

  private static Case judged(Case made) {
    List<String> leaves = new ArrayList<>();
    String code =
        Verdict.codeOf(() -> leaves.addAll(judge(made.text("input"), made.bytes("bytes"))));
    if (code.isEmpty() && !made.text("input").equals("part")) {
      throw new IllegalStateException("not refused: " + made);
    }
    return code.isEmpty() ? made.with("leaves", leaves) : made.with("code", code);
  }

  /** Gives the input to the decoder that it is for; a part's leaves have verdicts of their own. */
  static List<String> judge(String input, byte[] bytes) {
    switch (input) {
      case "soul" -> Soul.of(Utf8.decode(bytes, 0, bytes.length));
      case "key" -> Keys.check(Utf8.decode(bytes, 0, bytes.length));
      case "change" -> ChangeCodec.decode(bytes);
      case "part" -> {
        return verdicts(FrameCodec.decodePart(bytes));
      }
      case "frame" -> {
        Frame read = new FrameCodec().decode(bytes);
        throw new IllegalStateException("a frame to be refused was read: " + read);
      }
      default -> throw new IllegalArgumentException("no such input: " + input);
    }
    return List.of();
  }

  private static List<String> verdicts(Part part) {
    List<String> verdicts = new ArrayList<>();
    for (Leaf leaf : part.leaves()) {
      SoulgraphException refusal = leaf.refusal();
      verdicts.add(refusal == null ? "" : refusal.code().text());
    }
    return verdicts;
  }
}
