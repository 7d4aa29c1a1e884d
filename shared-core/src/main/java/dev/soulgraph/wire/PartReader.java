package dev.soulgraph.wire;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.ReceivedLeaves;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Heading;
import dev.soulgraph.graph.Keys;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.PrunedTree;
import dev.soulgraph.seal.Seal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link PartCodec} writes, from a peer who may be hostile. What breaks the encoding
 * refuses the frame; a leaf that is canonical but unlawful is refused alone.
 */
final class PartReader {
  /**
   * What is shared, the beginnings of souls and the columns, may unfold to so much: a hostile frame
   * costs no more memory and no more hashing than this, before its signature has been looked at.
   */
  static final int UNFOLDED_MAX_BYTES = 16 << 20;

  /** A change takes a byte at least, but a hundred times that in memory. */
  static final int LEAVES_MAX = 1 << 16;

  private static final PublicKey NOBODY = PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);

  private record Column(
      byte[] keyItem,
      long kind,
      long state,
      byte[] extensionBytes,
      @Nullable Heading heading,
      @Nullable SoulgraphException refusal) {}

  private final CborReader in;
  private final ChangeCodec codec;
  private long unfolded;
  private int leaves;
  private int leavesMax = LEAVES_MAX;
  private long unfoldedMax = UNFOLDED_MAX_BYTES;

  private PublicKey author = NOBODY;
  private long[] states = new long[0];
  private Column[] columns = new Column[0];
  private int[][] shapes = new int[0][];

  /** In UTF-8; the next one shares its beginning. */
  private final CborWriter soul = new CborWriter();

  private final CborWriter soulItem = new CborWriter();
  private ReceivedLeaves received = new ReceivedLeaves(0);

  PartReader(CborReader in, ChangeCodec codec) {
    this.in = in;
    this.codec = codec;
  }

  /** For what this replica has written itself: a commit may be larger than a frame. */
  PartReader unbounded() {
    leavesMax = Integer.MAX_VALUE;
    unfoldedMax = Long.MAX_VALUE;
    return this;
  }

  /**
   * @throws SoulgraphException naming what refuses the whole part
   */
  Part read() {
    in.arrayOf(PartCodec.ITEMS);
    soul.clear();
    author = PublicKey.ofMulticodec(in.bytesOf(PublicKey.MULTICODEC_BYTES));
    int size = in.intUpTo(PrunedTree.MAX_SIZE);
    byte[] signature = in.bytesOf(Seal.SIGNATURE_BYTES);
    Extensions extensions = ValueCodec.readExtensions(in);
    int[] positions = readRuns(size);
    Hash[] absent = readHashes(in);
    readTables();
    Leaf[] found = readNodes(positions.length);
    Hash root = PrunedTree.root(size, positions, received.ids(), absent);
    Seal seal = new Seal(author, size, root, extensions, signature);
    return new Part(seal, positions, found, absent);
  }

  private int[] readRuns(int size) {
    int runs = in.array(Integer.MAX_VALUE);
    if (size == 0 || runs == 0) {
      throw proof("a commit has at least one leaf");
    }
    int[] positions = new int[0];
    int count = 0;
    int next = 0;
    for (int i = 0; i < runs; i++) {
      int run = in.intUpTo(size - next);
      if (run == 0 && i > 0) {
        throw new SoulgraphException(Code.NOT_CANONICAL, "no run but the first is empty", "0");
      }
      // A leaf that is present takes at least a byte of what follows.
      if (i % 2 == 0) {
        in.ensure(run);
        leaves += run;
        if (leaves > leavesMax) {
          throw new SoulgraphException(
              Code.FRAME_TOO_LARGE,
              "a frame holds at most " + LEAVES_MAX + " changes",
              Integer.toString(leaves));
        }
        if (positions.length < count + run) {
          positions = Arrays.copyOf(positions, Math.max(positions.length * 2, count + run));
        }
        for (int p = 0; p < run; p++) {
          positions[count++] = next + p;
        }
      }
      next += run;
    }
    if (next != size || count == 0) {
      throw proof("runs add up to the size and show at least one leaf");
    }
    return positions.length == count ? positions : Arrays.copyOf(positions, count);
  }

  private static SoulgraphException proof(String rule) {
    return new SoulgraphException(Code.PROOF_INVALID, rule, "");
  }

  static Hash[] readHashes(CborReader in) {
    byte[] bytes = in.bytes(Integer.MAX_VALUE);
    if (bytes.length % Hash.BYTES != 0) {
      throw proof("hashes have 32 bytes each");
    }
    Hash[] hashes = new Hash[bytes.length / Hash.BYTES];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = Hash.of(bytes, i * Hash.BYTES);
    }
    return hashes;
  }

  private void readTables() {
    states = new long[in.array(Integer.MAX_VALUE)];
    for (int i = 0; i < states.length; i++) {
      states[i] = ChangeCodec.readState(in);
    }
    // Each column of ours is some leaf's, so there are never more.
    columns = new Column[in.array(leavesMax)];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = readColumn();
    }
    shapes = new int[in.array(Integer.MAX_VALUE)][];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = new int[in.array(Integer.MAX_VALUE)];
      for (int j = 0; j < shapes[i].length; j++) {
        shapes[i][j] = in.intUpTo(columns.length - 1);
      }
    }
  }

  private Column readColumn() {
    in.arrayOf(4);
    int start = in.position();
    String key = in.text(Integer.MAX_VALUE);
    byte[] keyItem = in.copyFrom(start);
    long kind = in.uint(Long.MAX_VALUE);
    long state = states[in.intUpTo(states.length - 1)];
    byte[] extensionBytes = ValueCodec.span(in);
    try {
      Keys.check(kind, key);
      Keys.checkOwner(key, author);
      Extensions extensions = ValueCodec.readExtensions(new CborReader(extensionBytes));
      Heading heading = new Heading((int) kind, author, state, key, extensions);
      return new Column(keyItem, kind, state, extensionBytes, heading, null);
    } catch (SoulgraphException refusal) {
      return new Column(keyItem, kind, state, extensionBytes, null, refusal);
    }
  }

  private Leaf[] readNodes(int expected) {
    Leaf[] found = new Leaf[expected];
    int nodes = in.array(Integer.MAX_VALUE);
    int start = in.position();
    received = new ReceivedLeaves(expected);
    received.readFrom(in);
    int next = 0;
    for (int i = 0; i < nodes; i++) {
      next = readNode(found, next);
    }
    if (next != expected) {
      throw proof("there are as many changes as the runs show");
    }
    received.keep(in, start);
    ChangeCodec.identified(received.ids());
    return found;
  }

  private int readNode(Leaf[] found, int next) {
    int items = in.array(Integer.MAX_VALUE);
    readSoul();
    int[] shape = shapes[in.intUpTo(shapes.length - 1)];
    if (items != 3 + shape.length || shape.length > found.length - next) {
      throw proof("a node has one value for each column of its shape");
    }
    String text = soul.utf8();
    Soul lawful = null;
    SoulgraphException refusal = null;
    try {
      lawful = Soul.of(text);
    } catch (SoulgraphException e) {
      refusal = e;
    }
    soulItem.clear().text(soul);
    for (int index : shape) {
      found[next] = readLeaf(next, lawful, refusal, columns[index]);
      next++;
    }
    return next;
  }

  private void readSoul() {
    soul.truncate(in.intUpTo(soul.size()));
    in.bytesInto(soul);
    unfold(soul.size());
  }

  private void unfold(int bytes) {
    unfolded += bytes;
    if (unfolded > unfoldedMax) {
      throw new SoulgraphException(
          Code.FRAME_TOO_LARGE,
          "a frame's changes unfold to at most " + UNFOLDED_MAX_BYTES + " bytes",
          Long.toString(unfolded));
    }
  }

  private Leaf readLeaf(
      int index, @Nullable Soul lawful, @Nullable SoulgraphException refusal, Column column) {
    unfold(soul.size() + column.keyItem().length + column.extensionBytes().length);
    int start = in.position();
    SoulgraphException broken = refusal == null ? column.refusal() : refusal;
    Heading heading = column.heading();
    received.place(index, start);
    Change change = null;
    if (broken == null && lawful != null && heading != null) {
      try {
        ValueCodec.check(in);
        change = new Change(heading, lawful, received, index);
      } catch (SoulgraphException e) {
        broken = e;
        in.rewind(start);
      }
    }
    // As Wasm and JavaScript, `change` is set even where its constructor throws: `broken` counts.
    boolean refused = broken != null || change == null;
    if (refused) {
      ValueCodec.pass(in);
    }
    // Canonical as it lies here, so it needn't be written anew to be hashed.
    codec.identify(
        received.ids(),
        index,
        author,
        column.kind(),
        column.state(),
        soulItem,
        column.keyItem(),
        in,
        start,
        column.extensionBytes());
    if (refused || change == null) {
      return Leaf.refused(received, index, broken == null ? proof("a leaf is lawful") : broken);
    }
    return change;
  }
}
