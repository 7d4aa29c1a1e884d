// A client that follows docs/PROTOCOL.md and shares no code with Soulgraph: it says hello, writes a
// commit that the node acknowledges, and reads it back in another session, with all proofs. Then it
// compares the scope with the node, which finds nothing to differ.
//
// Usage: node client.mjs ws://HOST:PORT/gossip
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Raw, encode } from "./cbor.mjs";
import { encodeChange, idOf } from "./change.mjs";
import { privateKey, publicKey, sign, verify } from "./curve.mjs";
import { FRAME_MAX, decodeMessage } from "./frame.mjs";
import { answer, check, compare } from "./negentropy.mjs";
import { inner, sealMessage, verifyPart } from "./part.mjs";
import { connect } from "./socket.mjs";

const NETWORK = "main";
const NO_EXTENSIONS = Buffer.of(0xa0);
const PREFIX = `reader/${randomBytes(8).toString("hex")}`;

/** A connection that frames are sent over and awaited from, by type. */
class Session {
  static async open(url) {
    const session = new Session();
    session.socket = await connect(url);
    session.frames = [];
    const nonce = randomBytes(16);
    session.send([0, [1], NETWORK, nonce, Date.now(), FRAME_MAX, "reader", null]);
    const welcome = await session.next("welcome");
    const signed = [NETWORK, nonce, welcome.nonce, welcome.node];
    const message = Buffer.concat([Buffer.from("soulgraph hello 1\0"), encode(signed)]);
    verify(welcome.node.subarray(2), message, welcome.proof);
    session.nodeMs = Number(welcome.clock);
    return session;
  }

  send(frame) {
    this.socket.send(encode(frame));
  }

  async next(type) {
    while (this.frames.length === 0) this.frames = decodeMessage(await this.socket.next());
    const frame = this.frames.shift();
    assert.equal(frame.type, type, frame.code && `${frame.code}: ${frame.rule}`);
    return frame;
  }

  close() {
    this.socket.close();
  }
}

/** A text and a link, as CBOR in hex. */
const VALUES = {
  name: encode("Ada"),
  knows: Buffer.concat([Buffer.from("d827", "hex"), encode("reader/bob")]),
};

const raw = (bytes) => new Raw(bytes.toString("hex"));

function commit(nodeMs) {
  const secret = privateKey(randomBytes(32));
  const author = Buffer.concat([Buffer.from("ed01", "hex"), publicKey(secret)]);
  const state = BigInt(Math.max(Date.now(), nodeMs)) << 16n;
  const soul = `${PREFIX}/ada`;
  const common = { kind: 0, author, state, soul, extensions: NO_EXTENSIONS };
  const ids = Object.entries(VALUES).map(([key, bytes]) =>
    idOf(encodeChange({ ...common, key, value: { bytes } })),
  );
  const seal = { size: 2, root: inner(ids[0], ids[1]), extensions: NO_EXTENSIONS };
  const signature = sign(secret, sealMessage(NETWORK, seal));
  const columns = Object.keys(VALUES).map((name) => [name, 0, 0, raw(NO_EXTENSIONS)]);
  const node = [0, Buffer.from(soul), 0, ...Object.values(VALUES).map(raw)];
  const sealed = [author, 2, signature, raw(NO_EXTENSIONS), [2], Buffer.alloc(0)];
  return { part: [...sealed, [state], columns, [[0, 1]], [node]], state, ids };
}

const url = process.argv[2];
const writer = await Session.open(url);
const written = commit(writer.nodeMs);
writer.send([6, 1, false, written.part]);
const { sequence, verdicts } = await writer.next("ack");
assert.deepEqual({ sequence, verdicts }, { sequence: 1, verdicts: [{ count: 2, verdict: 0 }] });
writer.close();

const reader = await Session.open(url);
reader.send([2, 1, 2, PREFIX, null]);
const { scope, parts } = await reader.next("changes");
assert.equal(scope, 1);
parts.forEach((part) => verifyPart(NETWORK, part));
const leaves = parts.flatMap((part) => part.leaves);
const ids = leaves.map((leaf) => leaf.id);
const values = leaves.map((leaf) => Buffer.from(leaf.change.value.bytes));
assert.deepEqual(ids, written.ids);
assert.deepEqual(values, Object.values(VALUES));
assert.equal((await reader.next("level")).whole, true);

const items = ids.map((id) => ({ state: written.state, id })).sort(compare);
reader.send([12, 1, written.state + 1n, check(items, randomBytes(12))]);
const { message } = await reader.next("reconciled");
assert.deepEqual(answer(items, message, assert.fail), Buffer.of(0x61));
reader.close();
console.log(`${leaves.length} changes written and read back`);
