package dev.soulgraph.conformance;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.Held;
import dev.soulgraph.seal.MerkleTree;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.PrunedTree;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.PartCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Roots, pruned trees and pieces. */
final class SealCases {
  private SealCases() {}

  /** The root by the recursive definition of RFC 6962. */
  static Hash recursive(Hash[] leaves, int from, int to) {
    if (to - from == 1) {
      return leaves[from];
    }
    int split = 1;
    while (split * 2 < to - from) {
      split *= 2;
    }
    Hash left = recursive(leaves, from, from + split);
    return MerkleTree.node(left, recursive(leaves, from + split, to));
  }

  static Hash[] ids(Part part) {
    Hash[] ids = new Hash[part.leaves().length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = part.leaves()[i].id();
    }
    return ids;
  }

  static Hash root(Part part) {
    return PrunedTree.root(part.seal().size(), part.positions(), ids(part), part.absent());
  }

  static String roots() {
    Transcript out = new Transcript();
    Dice dice = new Dice(5);
    for (int size = 1; size <= 70; size++) {
      Hash[] leaves = new Hash[size];
      for (int i = 0; i < size; i++) {
        leaves[i] = Hash.of(dice.bytes(Hash.BYTES), 0);
      }
      Hash root = new MerkleTree(leaves).root();
      Transcript.check(root.equals(recursive(leaves, 0, size)), "root of " + size);
      out.line(size + " " + root);
    }
    return out.toString();
  }

  /** Pruned trees of one root: random choices, united, dropped leaf by leaf. */
  static String prunedTrees() {
    Transcript out = new Transcript();
    Dice dice = new Dice(6);
    for (int round = 0; round < 40; round++) {
      Part whole = Samples.commit(dice, Samples.author(1), 1 + dice.below(round < 30 ? 20 : 150));
      Held held = new Held(whole.seal());
      for (Part piece : Samples.pieces(dice, whole)) {
        check(piece);
        held.add(piece);
        out.fold(described(held.part()));
      }
      Transcript.check(held.count() == whole.leaves().length, "all leaves came together");
      List<Integer> positions = new ArrayList<>();
      for (int position : whole.positions()) {
        positions.add(position);
      }
      dice.shuffle(positions);
      for (int position : positions.subList(1, positions.size())) {
        held.drop(position);
        check(held.part());
        out.fold(described(held.part()));
      }
    }
    out.folded("pruned trees");
    Part whole = Samples.commit(dice, Samples.author(1), 6);
    boolean[] keep = new boolean[6];
    keep[4] = true;
    Part alone = whole.only(keep);
    Transcript.check(alone != null, "a leaf alone");
    if (alone != null) {
      out.line(described(alone));
      Hash[] few = Arrays.copyOf(alone.absent(), 1);
      Hash[] many = Arrays.copyOf(alone.absent(), 3);
      many[2] = many[0];
      for (Hash[] hashes : List.of(few, many, new Hash[0])) {
        out.line(
            hashes.length + " hashes",
            () -> PrunedTree.root(6, alone.positions(), ids(alone), hashes).toString());
      }
    }
    return out.toString();
  }

  private static void check(Part part) throws SoulgraphException {
    Transcript.check(root(part).equals(part.seal().root()), "a part proves itself");
  }

  private static String described(Part part) {
    StringBuilder text = new StringBuilder(part.seal().size() + " of");
    for (int position : part.positions()) {
      text.append(' ').append(position);
    }
    for (Hash hash : part.absent()) {
      text.append(' ').append(hash);
    }
    return text.toString();
  }

  /** Parts cut for small frames: each piece proves itself and keeps its bound. */
  static String pieces() {
    Transcript out = new Transcript();
    Dice dice = new Dice(7);
    for (int round = 0; round < 12; round++) {
      Part whole = Samples.commit(dice, Samples.author(1), 1 + dice.below(300));
      List<Part> parts = new ArrayList<>(Samples.pieces(dice, whole));
      parts.add(whole);
      for (Part part : parts) {
        int most = 2000 + dice.below(20_000);
        int leaves = 0;
        for (Part piece : Cut.pieces(part, PartCodec::bound, most)) {
          check(piece);
          leaves += piece.leaves().length;
          int bytes = FrameCodec.encodePart(piece).length;
          int bound = PartCodec.bound(piece, 0, piece.leaves().length);
          Transcript.check(bytes <= bound, bytes + " bytes within " + bound);
          Transcript.check(bytes <= most || piece.leaves().length == 1, bytes + " in " + most);
          out.fold(described(piece));
        }
        Transcript.check(leaves == part.leaves().length, "nothing is lost");
      }
    }
    return out.folded("pieces").toString();
  }

  /** What is signed. */
  static String messages() {
    Transcript out = new Transcript();
    Dice dice = new Dice(8);
    for (String network : List.of("main", "a", "0123456789-0123456789-0123456789")) {
      Part whole = Samples.commit(dice, Samples.author(1), 1 + dice.below(300));
      out.line(Hex.encode(whole.seal().message(network)));
      out.line(whole.seal().identity().toString());
    }
    return out.toString();
  }
}
