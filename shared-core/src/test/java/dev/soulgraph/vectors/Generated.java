package dev.soulgraph.vectors;

import dev.soulgraph.auth.Ed25519Keys;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.FrameCases;
import dev.soulgraph.conformance.Refused;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.HelloVectors;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The vectors as the code makes them, from fixed seeds. */
final class Generated {
  private static final Ed25519Keys ALICE = keys(0);
  private static final Ed25519Keys BOB = keys(0x40);

  private Generated() {}

  static List<VectorFile> files() {
    return List.of(
        new VectorFile(
            "keys", "seed (RFC 8032), public key, and its text as in did:key", authors()),
        new VectorFile(
            "values", "CBOR of a value, and its kind or the code it is refused with", values()),
        new VectorFile("changes", "a change's parts, canonical bytes and id", changes()),
        new VectorFile(
            "seals", "commits: leaves, root, signed message, parts with some leaves", seals()),
        new VectorFile(
            "signatures",
            "key, message, signature, the one verdict, a frame that gets it too",
            Signatures.cases()),
        new VectorFile("frames", "whole frames of each type", frames()),
        new VectorFile("hello", "what a node signs in its welcome", hello()),
        new VectorFile(
            "presence", "what somebody signs who is somewhere", PresenceVectors.made(BOB)),
        new VectorFile("refused", "inputs and the code they are refused with", Refusals.cases()),
        new VectorFile("merge", "changes to one property; the last listed wins", merges()),
        new VectorFile(
            "erases", "changes of which some erase others, and what is left", Erasures.cases()),
        new VectorFile("judged", "who may write where, and when", Judged.cases()),
        new VectorFile("packed", "packed messages, and what they unfold to", Packings.cases()),
        new VectorFile(
            "reconcile",
            "two sets, and what both sides say until they agree",
            Reconciliations.cases()));
  }

  /** 32 bytes that count up. */
  private static Ed25519Keys keys(int first) {
    byte[] seed = new byte[32];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) (first + i);
    }
    return Ed25519Keys.of(seed);
  }

  private static List<Case> authors() {
    List<Case> cases = new ArrayList<>();
    for (int first = 0; first < 256; first += 32) {
      Ed25519Keys keys = keys(first);
      Case made = Case.named("seed of " + first + " and up").with("seed", keys.seed());
      made.with("public", keys.author().raw()).with("multicodec", keys.author().multicodec());
      cases.add(made.with("text", keys.author().text()));
    }
    return cases;
  }

  private static List<Case> values() {
    List<Case> cases = new ArrayList<>();
    List<String> inputs = new ArrayList<>(Samples.OPAQUE);
    for (double number :
        new double[] {0, 1, -1, 1.5, 0.1, 65504, 65505, 1e10, 5e-324, 6e-8, 1e300}) {
      inputs.add(Hex.encode(ValueCodec.encode(new Value.Num(number))));
    }
    for (String text : List.of("", "a", "\u00e4", "\u20ac", "\ud83d\ude00", "e\u0301", "\u0000")) {
      inputs.add(Hex.encode(ValueCodec.encode(new Value.Text(text))));
    }
    inputs.addAll(
        List.of("f6", "f5", "f4", "40", "43010203", "d82763612f62", "f90001", "fa33800001"));
    inputs.addAll(Refused.VALUES);
    inputs.add("81".repeat(15) + "80");
    inputs.add("81".repeat(16) + "80");
    for (String hex : inputs) {
      cases.add(Verdict.value(hex));
    }
    return cases;
  }

  private static Change change(PublicKey author, long state, String soul, String key, Value value) {
    return new Change(author, state, Soul.of(soul), key, value, Extensions.NONE);
  }

  private static List<Case> changes() {
    PublicKey alice = ALICE.author();
    List<Change> changes = new ArrayList<>();
    changes.add(change(alice, Samples.EPOCH, "people/alice", "name", new Value.Text("Alice")));
    changes.add(change(alice, 0, "a", "k", Value.NULL));
    changes.add(change(alice, (1L << 32) - 1, "a", "k", Value.TRUE));
    changes.add(change(alice, 1L << 32, "a", "k", Value.FALSE));
    changes.add(
        change(alice, Long.MAX_VALUE, "\u00e4/\u20ac/\ud83d\ude00", "a//b/", new Value.Num(0.1)));
    changes.add(
        change(alice, Samples.EPOCH, "chat/!1780000000000/x", "~" + alice.text(), Value.TRUE));
    changes.add(
        change(alice, Samples.EPOCH, "~" + alice.text() + "/p", "k", new Value.Link(Soul.of("b"))));
    changes.add(erase("~" + alice.text(), Value.TRUE));
    changes.add(erase("~" + alice.text() + "/p", Value.NULL));
    Dice dice = new Dice(1);
    for (int i = 0; i < 25; i++) {
      changes.add(Samples.change(dice, i % 2 == 0 ? alice : BOB.author(), Samples.EPOCH + i));
    }
    return changes.stream()
        .filter(each -> ChangeCodec.encode(each).length < 600)
        .map(Generated::changeCase)
        .toList();
  }

  private static Change erase(String soul, Value reach) {
    return new Change(
        Change.KIND_ERASE,
        ALICE.author(),
        Samples.EPOCH - 1,
        Soul.of(soul),
        "",
        reach,
        Extensions.NONE);
  }

  private static Case changeCase(Change change) {
    Case made =
        Case.named(change.soul() + " " + change.key()).with("author", change.author().text());
    made.with("kind", change.kind());
    made.with("state", Long.toString(change.state())).with("soul", change.soul().text());
    made.with("key", change.key()).with("value", ValueCodec.encode(change.value()));
    made.with("extensions", change.extensions().cbor()).with("bytes", ChangeCodec.encode(change));
    return made.with("id", new ChangeCodec().id(change).toString());
  }

  private static List<Case> seals() {
    List<Case> cases = new ArrayList<>();
    for (int size : new int[] {1, 2, 3, 5, 7, 8, 13}) {
      Dice dice = new Dice(size);
      String network = size == 5 ? "test-1" : "main";
      Part whole = signed(network, size);
      Case made = Case.named("commit of " + size).with("seed", ALICE.seed());
      made.with("network", network).with("size", size).with("leaves", ids(whole));
      made.with("root", whole.seal().root().toString());
      made.with("message", whole.seal().message(network));
      made.with("signature", whole.seal().signature());
      List<Part> parts = new ArrayList<>(List.of(whole));
      if (size > 1) {
        parts.addAll(Samples.pieces(dice, whole));
      }
      cases.add(made.with("parts", parts.stream().map(part -> partCase(part).fields()).toList()));
    }
    return cases;
  }

  private static List<Object> ids(Part part) {
    return Arrays.stream(part.leaves()).map(leaf -> (Object) leaf.id().toString()).toList();
  }

  private static Case partCase(Part part) {
    Case made = Case.named(part.leaves().length + " of " + part.seal().size());
    made.with(
        "positions", Arrays.stream(part.positions()).mapToObj(i -> (Object) (long) i).toList());
    List<Object> absent =
        Arrays.stream(part.absent()).map(hash -> (Object) hash.toString()).toList();
    return made.with("absent", absent).with("bytes", FrameCodec.encodePart(part));
  }

  private static Part signed(String network, int size) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String key = i % 3 == 2 ? "boss" : "name";
      Value value =
          i % 3 == 2 ? new Value.Link(Soul.of("people/0")) : new Value.Text("person " + i);
      changes.add(change(ALICE.author(), Samples.EPOCH, "people/" + i / 3, key + i % 2, value));
    }
    Commit commit = new Commit(ALICE.author(), changes);
    return commit.sealed(ALICE.sign(commit.message(network)));
  }

  private static List<Case> frames() {
    List<Case> cases = new ArrayList<>();
    for (Frame frame : FrameCases.frames(new Dice(3))) {
      cases.add(Case.named(type(frame)).with("bytes", FrameCodec.encode(frame)));
    }
    return cases;
  }

  private static String type(Frame frame) {
    boolean offer = frame instanceof Frame.Commit commit && commit.offer();
    return offer ? "offer" : frame.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static List<Case> hello() {
    Dice dice = new Dice(4);
    byte[] client = dice.bytes(Frame.NONCE_BYTES);
    byte[] node = dice.bytes(Frame.NONCE_BYTES);
    byte[] message = HelloVectors.message("main", client, node, BOB.author());
    Case made = Case.named("proof").with("seed", BOB.seed()).with("network", "main");
    made.with("clientNonce", client).with("nodeNonce", node).with("node", BOB.author().text());
    return List.of(made.with("message", message).with("proof", BOB.sign(message)));
  }

  /** Sorted by the naive rule: state, author, id as fixed-width hex. */
  private static List<Case> merges() {
    List<Case> cases = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      Dice dice = new Dice(50 + round);
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        PublicKey author = dice.onceIn(2) ? ALICE.author() : BOB.author();
        Value value = new Value.Num(i);
        changes.add(change(author, Samples.EPOCH + dice.below(3), "s", "k", value));
      }
      changes.sort(java.util.Comparator.comparing(Generated::rank));
      List<Object> bytes =
          changes.stream().map(each -> (Object) Hex.encode(ChangeCodec.encode(each))).toList();
      Hash winner = new ChangeCodec().id(changes.get(4));
      cases.add(
          Case.named("history " + round).with("changes", bytes).with("winner", winner.toString()));
    }
    return cases;
  }

  private static String rank(Change change) {
    String state = String.format("%016x", change.state());
    return state + Hex.encode(change.author().multicodec()) + new ChangeCodec().id(change);
  }

  /** Refusals need a frame with a part around an unlawful leaf. */
  static PublicKey alice() {
    return ALICE.author();
  }

  static PublicKey bob() {
    return BOB.author();
  }
}
