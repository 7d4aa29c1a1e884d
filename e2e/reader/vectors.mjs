// Holds docs/PROTOCOL.md to the golden vectors: follows that page and the vectors' README, with
// Node's own crypto and zlib and none of Soulgraph's code. Ends with the first that differs.
//
// Usage: node vectors.mjs FOLDER
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { Reader, Refusal, decodeText, encode } from "./cbor.mjs";
import {
  authorText,
  checkKey,
  checkSoul,
  decodeChange,
  encodeChange,
  judge,
  readValue,
  sha256,
} from "./change.mjs";
import { privateKey, publicKey, sign, verify } from "./curve.mjs";
import { decodeFrame, decodeMessage, unfolded } from "./frame.mjs";
import { Graph, higher } from "./merge.mjs";
import {
  answer,
  check,
  compare,
  fingerprint,
  initiate,
  readMessage,
  within,
} from "./negentropy.mjs";
import { budget, readPart, rootOf, sealMessage, verifyPart } from "./part.mjs";

const bytes = (hex) => Buffer.from(hex, "hex");
const hex = (buffer) => Buffer.from(buffer).toString("hex");
const multicodec = (raw) => Buffer.concat([bytes("ed01"), raw]);

/** The code that refuses, or what is given instead. */
function codeOf(attempt, otherwise) {
  try {
    const found = attempt();
    return otherwise ?? found;
  } catch (e) {
    if (e instanceof Refusal) return e.code;
    throw e;
  }
}

function wholePart(given) {
  const reader = new Reader(given);
  const part = readPart(reader, budget());
  reader.finish();
  return part;
}

const FILES = {
  keys(each) {
    const raw = publicKey(privateKey(bytes(each.seed)));
    assert.equal(hex(raw), each.public);
    assert.equal(hex(multicodec(raw)), each.multicodec);
    assert.equal(authorText(multicodec(raw)), each.text);
  },

  values(each) {
    const found = codeOf(() => {
      const reader = new Reader(bytes(each.bytes));
      const { kind } = readValue(reader);
      reader.finish();
      return kind;
    });
    assert.equal(found, each.kind ?? each.code);
  },

  changes(each) {
    const change = decodeChange(bytes(each.bytes));
    const found = { ...change, author: authorText(change.author), state: String(change.state) };
    found.value = hex(change.value.bytes);
    for (const field of ["kind", "author", "state", "soul", "key", "value"]) {
      assert.equal(found[field], each[field]);
    }
    assert.equal(hex(change.extensions), each.extensions);
    assert.equal(hex(change.id), each.id);
    assert.equal(hex(encodeChange(change)), each.bytes);
  },

  seals(each) {
    const leaves = each.leaves.map(bytes);
    const everywhere = leaves.map((_, i) => i);
    assert.equal(hex(rootOf(each.size, everywhere, leaves, [])), each.root);
    assert.equal(hex(sign(privateKey(bytes(each.seed)), bytes(each.message))), each.signature);
    const seen = new Set();
    for (const listed of each.parts) {
      const part = wholePart(bytes(listed.bytes));
      assert.deepEqual(part.positions, listed.positions);
      assert.deepEqual(part.absent.map(hex), listed.absent);
      assert.equal(hex(part.root), each.root);
      assert.equal(hex(sealMessage(each.network, part)), each.message);
      verifyPart(each.network, part);
      part.positions.forEach((position, i) => {
        assert.equal(hex(part.leaves[i].id), each.leaves[position]);
        assert.equal(part.leaves[i].code, undefined);
        seen.add(position);
      });
    }
    assert.equal(seen.size, each.size);
  },

  signatures(each) {
    const verdict = each.accepted ? "" : each.code;
    const [key, message, signature] = [each.key, each.message, each.signature].map(bytes);
    assert.equal(codeOf(() => verify(key, message, signature), ""), verdict);
    if (each.frame === undefined) return;
    const { part } = decodeFrame(bytes(each.frame));
    assert.equal(hex(part.author), hex(multicodec(key)));
    assert.equal(hex(part.signature), each.signature);
    assert.equal(codeOf(() => verifyPart("main", part), ""), verdict);
    const { soul, key: name, value } = part.leaves[0].change;
    assert.deepEqual([soul, name, hex(value.bytes)], ["s", "k", "f5"]);
    const ofSeal = message.toString("latin1").startsWith("soulgraph seal 1");
    if (ofSeal) assert.equal(hex(sealMessage("main", part)), each.message);
  },

  frames(each) {
    assert.equal(decodeFrame(bytes(each.bytes)).type, each.name);
  },

  hello(each) {
    const key = privateKey(bytes(each.seed));
    const node = multicodec(publicKey(key));
    assert.equal(authorText(node), each.node);
    const message = Buffer.concat([
      Buffer.from("soulgraph hello 1\0"),
      encode([each.network, bytes(each.clientNonce), bytes(each.nodeNonce), node]),
    ]);
    assert.equal(hex(message), each.message);
    assert.equal(hex(sign(key, message)), each.proof);
    verify(node.subarray(2), message, bytes(each.proof));
  },

  presence(each) {
    const key = privateKey(bytes(each.seed));
    const author = publicKey(key);
    const signed = (state, value) =>
      Buffer.concat([
        Buffer.from("soulgraph presence 1\0"),
        encode([each.network, bytes(each.instance), state, each.soul, value]),
      ]);
    const state = BigInt(each.state);
    const value = each.value ?? null;
    assert.equal(hex(signed(state, value)), each.message);
    assert.equal(hex(sign(key, bytes(each.message))), each.signature);
    const frame = decodeFrame(bytes(each.bytes));
    assert.deepEqual([frame.state, frame.soul, frame.value], [state, each.soul, value]);
    assert.equal(hex(frame.author), hex(multicodec(author)));
    assert.equal(hex(frame.signature), each.signature);
    assert.equal(hex(frame.will), each.will);
    if (value !== null) verify(author, signed(state + 1n, null), frame.will);
  },

  refused(each) {
    const given = bytes(each.bytes);
    const read = {
      soul: () => checkSoul(decodeText(given)),
      key: () => checkKey(0, decodeText(given)),
      change: () => decodeChange(given),
      frame: () => decodeFrame(given),
      part: () => wholePart(given).leaves.map((leaf) => leaf.code ?? ""),
    }[each.input];
    assert.deepEqual(codeOf(read), each.code ?? each.leaves);
  },

  merge(each) {
    const changes = each.changes.map((one) => decodeChange(bytes(one)));
    changes.slice(1).forEach((change, i) => assert.ok(higher(change, changes[i])));
    for (const order of rotations(changes)) {
      const graph = new Graph();
      order.forEach((change) => graph.merge(change));
      assert.deepEqual(graph.live({ kind: 0 }), [each.winner]);
    }
  },

  erases(each) {
    const changes = each.changes.map((one) => decodeChange(bytes(one)));
    const graph = new Graph();
    assert.deepEqual(changes.map((change) => graph.merge(change)), each.outcomes);
    for (const scope of each.scopes) assert.deepEqual(graph.live(scope), scope.live);
    for (const order of rotations(changes)) {
      const other = new Graph();
      order.forEach((change) => other.merge(change));
      assert.deepEqual(other.live({ kind: 0 }), each.live);
    }
  },

  judged(each) {
    const change = decodeChange(bytes(each.change));
    assert.equal(codeOf(() => judge(change, BigInt(each.clock))), each.verdict);
  },

  packed(each) {
    const found = codeOf(() => `${decodeMessage(bytes(each.bytes)).length} frames`);
    assert.equal(found, each.verdict);
    const pieces = each.unfolded.flatMap(([piece, times]) => Array(times).fill(bytes(piece)));
    if (pieces.length > 0) assert.deepEqual(unfolded(bytes(each.bytes)), Buffer.concat(pieces));
  },

  reconcile(each) {
    const items = Array.from({ length: each.count }, (_, n) => ({
      n,
      state: BigInt(each.first) + BigInt(Math.floor(n / each.each)),
      id: sha256(String(n)),
    })).sort(compare);
    const sides = [each.responder, each.initiator].map((lacking) =>
      items.filter((item) => !lacking.includes(item.n)),
    );
    const found = { have: new Set(), need: new Set() };
    const learn = (ours, theirs) => {
      const [here, there] = [new Set(ours.map(hex)), new Set(theirs.map(hex))];
      here.forEach((id) => there.has(id) || found.have.add(id));
      there.forEach((id) => here.has(id) || found.need.add(id));
    };
    let next = each.check ? check(sides[0], bytes(each.check)) : initiate(sides[0]);
    each.messages.forEach((message, i) => {
      speaksTrue(sides[i % 2], bytes(message));
      // Where a message has to end early is the writer's choice.
      if (each.limit === undefined) assert.equal(message, hex(next), `message ${i}`);
      next = answer(sides[(i + 1) % 2], bytes(message), i % 2 === 0 ? undefined : learn);
    });
    assert.equal(hex(next), "61");
    const ids = (numbers) => new Set(numbers.map((n) => hex(sha256(String(n)))));
    assert.deepEqual(found, { have: ids(each.initiator), need: ids(each.responder) });
  },
};

/** What a message says of its sender's set is so. */
function speaksTrue(items, message) {
  for (const range of readMessage(message)) {
    const ours = within(items, range);
    if (range.mode === 1n) assert.equal(hex(range.fingerprint), hex(fingerprint(ours)));
    if (range.mode === 2n) assert.deepEqual(range.ids.map(hex), ours.map((item) => hex(item.id)));
  }
}

function rotations(list) {
  return list.map((_, i) => [...list.slice(i), ...list.slice(0, i)]);
}

const folder = process.argv[2];
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length));
assert.deepEqual(names.toSorted(), Object.keys(FILES).toSorted());
let count = 0;
for (const name of names) {
  const file = JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
  assert.equal(file.format, "soulgraph vectors 1");
  for (const each of file.cases) {
    try {
      FILES[name](each);
    } catch (e) {
      console.error(`${name}, ${each.name}:`, e);
      process.exit(1);
    }
    count++;
  }
}
console.log(`${count} vectors`);
