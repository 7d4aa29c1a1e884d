package dev.soulgraph.docs;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.reconcile.Findings;
import dev.soulgraph.reconcile.Initiator;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Responder;
import dev.soulgraph.reconcile.SortedItems;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The worked example of docs/PROTOCOL.md, made anew from its seeds by the code that is shipped. */
final class WorkedExample {
  private static final String NETWORK = "main";
  private static final String AGENT = "example/1";
  private static final long CLOCK_MS = 1_767_225_600_000L;
  private static final long STATE = CLOCK_MS << 16;

  private final Map<String, String> hex = new LinkedHashMap<>();

  /** Each thing's name and its bytes in hex, in the order of the page. */
  static Map<String, String> hex() {
    WorkedExample example = new WorkedExample();
    example.writes();
    example.meets();
    example.erases();
    example.compares();
    return example.hex;
  }

  private void writes() {
    byte[] seed = bytes(32, 0);
    PublicKey author = key(seed);
    put("author, raw", author.raw());
    hex.put("author, text", author.text());
    List<Change> changes =
        List.of(
            change(author, "people/alice", "name", new Value.Text("Alice")),
            change(author, "people/alice", "boss", new Value.Link(Soul.of("people/bob"))),
            change(author, "people/bob", "age", new Value.Num(42)));
    ChangeCodec codec = new ChangeCodec();
    for (int i = 0; i < changes.size(); i++) {
      put("change " + i, ChangeCodec.encode(changes.get(i)));
      put("id " + i, codec.id(changes.get(i)).bytes());
    }
    Commit commit = new Commit(author, changes);
    byte[] message = commit.message(NETWORK);
    Part whole = commit.sealed(sign(seed, message));
    put("root", whole.seal().root().bytes());
    put("seal's message", message);
    put("signature", whole.seal().signature());
    put("commit frame", FrameCodec.encode(new Frame.Commit(1, false, whole)));
    Frame.Verdicts applied = new Frame.Verdicts(3, Outcome.APPLIED.ordinal(), null);
    put("ack frame", FrameCodec.encode(new Frame.Ack(1, List.of(applied))));
    Part alone = Objects.requireNonNull(whole.only(new boolean[] {false, true, false}));
    put("hash of leaf 0", alone.absent()[0].bytes());
    put("changes frame", FrameCodec.encode(new Frame.Changes(0, 3, false, List.of(alone))));
  }

  private void meets() {
    byte[] clientNonce = bytes(Frame.NONCE_BYTES, 0xa0);
    byte[] nodeNonce = bytes(Frame.NONCE_BYTES, 0xb0);
    byte[] seed = bytes(32, 0x40);
    PublicKey node = key(seed);
    put(
        "hello frame",
        FrameCodec.encode(
            new Frame.Hello(
                new int[] {Frame.VERSION},
                NETWORK,
                clientNonce,
                CLOCK_MS,
                FrameCodec.FRAME_MAX_BYTES,
                AGENT)));
    CborWriter message = new CborWriter();
    message.raw(Utf8.encode("soulgraph hello 1\0")).array(4).text(NETWORK);
    message.bytes(clientNonce).bytes(nodeNonce).bytes(node.multicodec());
    put("proof's message", message.toBytes());
    put(
        "welcome frame",
        FrameCodec.encode(
            new Frame.Welcome(
                Frame.VERSION,
                NETWORK,
                nodeNonce,
                CLOCK_MS,
                FrameCodec.FRAME_MAX_BYTES,
                AGENT,
                Frame.Id.of(bytes(Frame.Id.BYTES, 0xc0)),
                Frame.Id.of(bytes(Frame.Id.BYTES, 0xd0)),
                node,
                sign(seed, message.toBytes()))));
    put("open frame", FrameCodec.encode(new Frame.Open(1, Scope.prefix("people"), null)));
    put("level frame", FrameCodec.encode(new Frame.Level(1, 3)));
  }

  private void erases() {
    PublicKey author = key(bytes(32, 0));
    Soul notes = Soul.of("~" + author.text() + "/notes");
    Change erase =
        new Change(Change.KIND_ERASE, author, STATE - 1, notes, "", Value.TRUE, Extensions.NONE);
    put("erase", ChangeCodec.encode(erase));
    put("erase's id", new ChangeCodec().id(erase).bytes());
  }

  /** The initiator has the three changes, the responder lacks the last. */
  private void compares() {
    Item[] items = new Item[3];
    for (int i = 0; i < items.length; i++) {
      items[i] =
          new Item(STATE, Hash.of(Hex.decode(Objects.requireNonNull(hex.get("id " + i))), 0));
    }
    Initiator initiator = new Initiator(Limits.RECONCILE_BYTES, new Nothing());
    byte[] check = initiator.check(new SortedItems(items.clone()), new byte[12]);
    SortedItems fewer = new SortedItems(Arrays.copyOf(items, 2));
    byte[] answer = Responder.respond(fewer, Limits.RECONCILE_BYTES, check);
    put("reconcile frame", FrameCodec.encode(new Frame.Reconcile(1, STATE + 1, check)));
    put("reconciled frame", FrameCodec.encode(new Frame.Reconciled(1, answer)));
  }

  private static final class Nothing implements Findings {
    @Override
    public void have(Item item) {}

    @Override
    public void need(Item from, Item to, List<Hash> ids) {}
  }

  private void put(String name, byte[] bytes) {
    hex.put(name, Hex.encode(bytes));
  }

  private static Change change(PublicKey author, String soul, String key, Value value) {
    return new Change(author, STATE, Soul.of(soul), key, value, Extensions.NONE);
  }

  /** So many bytes that count up from the first. */
  private static byte[] bytes(int count, int first) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }

  private static PublicKey key(byte[] seed) {
    byte[] raw = new byte[PublicKey.RAW_BYTES];
    Ed25519.generatePublicKey(seed, 0, raw, 0);
    return PublicKey.ofRaw(raw);
  }

  private static byte[] sign(byte[] seed, byte[] message) {
    byte[] signature = new byte[2 * Hash.BYTES];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }
}
