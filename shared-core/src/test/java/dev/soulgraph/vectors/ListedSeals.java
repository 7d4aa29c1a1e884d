package dev.soulgraph.vectors;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.BouncyCastleVerifier;
import dev.soulgraph.auth.Ed25519Keys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.seal.Held;
import dev.soulgraph.seal.MerkleTree;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;

/** A commit's parts: each holds alone, and together they hold all of it. */
final class ListedSeals {
  private ListedSeals() {}

  static void seal(Case each, Findings found) {
    Hash[] leaves = Listed.hashes(each.list("leaves"));
    found.same(each, "root", new MerkleTree(leaves).root().toString());
    Ed25519Keys keys = Ed25519Keys.of(each.bytes("seed"));
    found.same(each, "signature", Hex.encode(keys.sign(each.bytes("message"))));
    Held together = null;
    for (Case listed : each.cases("parts")) {
      Part part = FrameCodec.decodePart(listed.bytes("bytes"));
      found.same(each, "root", part.seal().root().toString());
      found.same(each, "message", Hex.encode(part.seal().message(each.text("network"))));
      part(listed, leaves, part, found);
      found.same("", refusal(each.text("network"), part), listed);
      together = together == null ? new Held(part.seal()) : together;
      together.add(part);
    }
    found.same(each.number("size"), together == null ? 0 : together.count(), each);
  }

  private static void part(Case listed, Hash[] leaves, Part part, Findings found) {
    List<Object> positions = new ArrayList<>();
    for (int i = 0; i < part.positions().length; i++) {
      int position = part.positions()[i];
      positions.add((long) position);
      found.same(leaves[position], part.leaves()[i].id(), listed);
      found.same(true, part.leaves()[i].change() != null, listed);
    }
    found.same(listed.list("positions"), positions, listed);
    List<Object> absent = new ArrayList<>();
    for (Hash hash : part.absent()) {
      absent.add(hash.toString());
    }
    found.same(listed.list("absent"), absent, listed);
    found.same(listed, "bytes", Hex.encode(FrameCodec.encodePart(part)));
  }

  private static String refusal(String network, Part part) {
    List<String> answers = new ArrayList<>();
    new Gate(network, new AuthorKeys(), new BouncyCastleVerifier())
        .verify(part, refusal -> answers.add(refusal == null ? "" : refusal.code().text()));
    return answers.get(0);
  }
}
