package dev.soulgraph.vectors;

import dev.soulgraph.auth.Ed25519Keys;
import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.sync.HelloVectors;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;

/** What the code makes of one case of a file, against what is listed there. */
final class Listed {
  private Listed() {}

  static void key(Case each, Findings found) {
    PublicKey key = Ed25519Keys.of(each.bytes("seed")).author();
    found.same(each, "public", Hex.encode(key.raw()));
    found.same(each, "multicodec", Hex.encode(key.multicodec()));
    found.same(each, "text", key.text());
  }

  static void value(Case each, Findings found) {
    found.sameFields(each, Verdict.value(each.text("bytes")));
  }

  static void change(Case each, Findings found) {
    Change change = ChangeCodec.decode(each.bytes("bytes"));
    found.same(each, "author", change.author().text());
    found.same(each, "state", Long.toString(change.state()));
    found.same(each, "soul", change.soul().text());
    found.same(each, "key", change.key());
    found.same(each, "value", Hex.encode(ValueCodec.encode(change.value())));
    found.same(each, "extensions", Hex.encode(change.extensions().cbor()));
    found.same(each, "id", new ChangeCodec().id(change).toString());
    Change built =
        new Change(
            each.number("kind"),
            change.author(),
            Long.parseLong(each.text("state")),
            Soul.of(each.text("soul")),
            each.text("key"),
            ValueCodec.read(new CborReader(each.bytes("value"))),
            ValueCodec.readExtensions(new CborReader(each.bytes("extensions"))));
    found.same(each, "bytes", Hex.encode(ChangeCodec.encode(built)));
  }

  static void signature(Case each, Findings found) {
    found.sameFields(
        each,
        Verdict.signature(
            each.text("name"), each.text("key"), each.bytes("message"), each.text("signature")));
  }

  static void frame(Case each, Findings found) {
    found.same(
        each, "bytes", Hex.encode(FrameCodec.encode(new FrameCodec().decode(each.bytes("bytes")))));
  }

  static void hello(Case each, Findings found) {
    Ed25519Keys keys = Ed25519Keys.of(each.bytes("seed"));
    found.same(each, "node", keys.author().text());
    byte[] message =
        HelloVectors.message(
            each.text("network"),
            each.bytes("clientNonce"),
            each.bytes("nodeNonce"),
            keys.author());
    found.same(each, "message", Hex.encode(message));
    found.same(each, "proof", Hex.encode(keys.sign(message)));
  }

  static void refused(Case each, Findings found) {
    List<String> leaves = new ArrayList<>();
    String code =
        Verdict.codeOf(
            () -> leaves.addAll(Refusals.judge(each.text("input"), each.bytes("bytes"))));
    found.same(each.has("code") ? each.text("code") : "", code, each);
    if (each.has("leaves")) {
      found.same(each.list("leaves"), leaves, each);
    }
    found.same(!each.has("code"), each.has("leaves"), each);
  }

  /** In any order. */
  static void merge(Case each, Findings found) {
    ChangeCodec codec = new ChangeCodec();
    List<Change> changes = new ArrayList<>();
    for (Object hex : each.list("changes")) {
      changes.add(ChangeCodec.decode(Hex.decode((String) hex)));
    }
    for (int turn = 0; turn < changes.size(); turn++) {
      Graph graph = new Graph(codec);
      for (int i = 0; i < changes.size(); i++) {
        Change change = changes.get((i + turn) % changes.size());
        graph.merge(new Commit(change.author(), List.of(change)).sealed(new byte[64]), null);
      }
      Change winner = graph.winner(changes.get(0).soul(), changes.get(0).key());
      found.same(each, "winner", winner == null ? "" : codec.id(winner).toString());
    }
  }

  static Hash[] hashes(List<?> hex) {
    Hash[] hashes = new Hash[hex.size()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = Hash.of(Hex.decode((String) hex.get(i)), 0);
    }
    return hashes;
  }
}
