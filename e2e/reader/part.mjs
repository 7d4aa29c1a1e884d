// Parts: a seal with some of its leaves, and hashes for the others (sections 4 and 8).
import { Reader, Refusal, decodeText, encode, refuse } from "./cbor.mjs";
import {
  checkAuthor,
  checkKey,
  checkKeyOwner,
  checkReach,
  checkSoul,
  encodeChange,
  idOf,
  readExtensions,
  readState,
  readValue,
  sha256,
} from "./change.mjs";
import { verify } from "./curve.mjs";

const MAX_SIZE = 1 << 20;
const MAX_LEAVES = 65536;
const MAX_UNFOLDED = 16 << 20;

/** What a frame's parts, or those of a packed message's frames, may unfold to together. */
export const budget = () => ({ leaves: 0, unfolded: 0 });

export const inner = (left, right) => sha256(Buffer.of(1), left, right);

/** What the author of a seal signs. */
export function sealMessage(network, { size, root, extensions }) {
  return Buffer.concat([
    Buffer.from("soulgraph seal 1\0"),
    Buffer.of(0x84),
    ...[network, size, root].map(encode),
    extensions,
  ]);
}

/** Throws what the part's seal is refused as. */
export function verifyPart(network, part) {
  verify(part.author.subarray(2), sealMessage(network, part), part.signature);
}

/** The root of a tree of which some leaves are there, and the others' hashes in order. */
export function rootOf(size, positions, ids, absent) {
  let used = 0;
  const take = () => {
    if (used === absent.length) refuse("proof-invalid", "a hash is missing");
    return absent[used++];
  };
  const visit = (level, index, from, to) => {
    if (from === to) return take();
    if (level === 0) return ids[from];
    const bound = (2 * index + 1) * 2 ** (level - 1);
    if (bound >= size) return visit(level - 1, 2 * index, from, to);
    let middle = from;
    while (middle < to && positions[middle] < bound) middle++;
    const left = visit(level - 1, 2 * index, from, middle);
    return inner(left, visit(level - 1, 2 * index + 1, middle, to));
  };
  const root = visit(Math.ceil(Math.log2(size)), 0, 0, ids.length);
  if (used < absent.length) refuse("proof-invalid", "a hash too many");
  return root;
}

/** Reads a part and its leaves: each has an id, and a change or the code that refuses it alone. */
export function readPart(reader, limits) {
  reader.arrayOf(10);
  const author = checkAuthor(reader.byteString(34));
  const size = reader.small(MAX_SIZE);
  const signature = reader.byteString(64);
  const extensions = readExtensions(reader);
  const positions = readRuns(reader, size, limits);
  const absent = readHashes(reader);
  const leaves = readLeaves(reader, author, positions.length, limits);
  const ids = leaves.map((leaf) => leaf.id);
  const root = rootOf(size, positions, ids, absent);
  return { author, size, signature, extensions, positions, absent, leaves, root };
}

function readRuns(reader, size, limits) {
  const runs = reader.array();
  if (size === 0 || runs === 0) refuse("proof-invalid", "a commit has a leaf");
  const positions = [];
  let next = 0;
  for (let i = 0; i < runs; i++) {
    const run = reader.small(size - next);
    if (run === 0 && i > 0) refuse("not-canonical", "no run but the first is empty");
    if (i % 2 === 0) {
      if (run > reader.left) refuse("frame-malformed", "leaves are missing");
      limits.leaves += run;
      if (limits.leaves > MAX_LEAVES) refuse("frame-too-large", "a frame's changes");
      for (let p = 0; p < run; p++) positions.push(next + p);
    }
    next += run;
  }
  if (next !== size || positions.length === 0) refuse("proof-invalid", "runs add up to the size");
  return positions;
}

export function readHashes(reader) {
  const bytes = reader.byteString();
  if (bytes.length % 32 > 0) refuse("proof-invalid", "hashes have 32 bytes");
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(32 * i, 32 * i + 32));
}

const table = (reader, read) => Array.from({ length: reader.array() }, read);

/** The code that refuses, or undefined. */
function codeOf(check) {
  try {
    check();
    return undefined;
  } catch (e) {
    if (e instanceof Refusal) return e.code;
    throw e;
  }
}

function readColumn(reader, states, author) {
  reader.arrayOf(4);
  const start = reader.at;
  const key = reader.text();
  const keyBytes = reader.at - start;
  const kind = reader.uint((1n << 63n) - 1n);
  const state = states[reader.small(states.length - 1)];
  const extensions = reader.item(64, false);
  const code = codeOf(() => {
    checkKey(kind === 0n || kind === 1n ? Number(kind) : 2, key);
    checkKeyOwner(key, author);
    readExtensions(new Reader(extensions));
  });
  return { key, kind, state, extensions, code, bytes: keyBytes + extensions.length };
}

function readLeaves(reader, author, expected, limits) {
  const states = table(reader, () => readState(reader));
  const columns = table(reader, () => readColumn(reader, states, author));
  const column = () => columns[reader.small(columns.length - 1)];
  const shapes = table(reader, () => table(reader, column));
  const leaves = [];
  const unfold = (bytes) => {
    limits.unfolded += bytes;
    if (limits.unfolded > MAX_UNFOLDED) refuse("frame-too-large", "what changes unfold to");
  };
  let soulBytes = Buffer.alloc(0);
  for (let nodes = reader.array(); nodes > 0; nodes--) {
    const items = reader.array();
    const shared = soulBytes.subarray(0, reader.small(soulBytes.length));
    soulBytes = Buffer.concat([shared, reader.byteString()]);
    unfold(soulBytes.length);
    const shape = shapes[reader.small(shapes.length - 1)];
    if (items !== 3 + shape.length || shape.length > expected - leaves.length) {
      refuse("proof-invalid", "a node has one value for each column of its shape");
    }
    const soul = decodeText(soulBytes);
    const soulCode = codeOf(() => checkSoul(soul));
    for (const each of shape) {
      unfold(soulBytes.length + each.bytes);
      leaves.push(readLeaf(reader, { author, soul, ...each }, soulCode ?? each.code));
    }
  }
  if (leaves.length !== expected) refuse("proof-invalid", "as many changes as the runs show");
  return leaves;
}

function readLeaf(reader, change, refused) {
  const start = reader.at;
  let code = refused;
  let value;
  if (code === undefined) {
    code = codeOf(() => {
      value = readValue(reader);
      checkReach(Number(change.kind), value);
    });
  }
  if (code !== undefined) {
    reader.at = start;
    value = { bytes: reader.item(64, false) };
  }
  const whole = { ...change, value };
  return { id: idOf(encodeChange(whole)), code, change: code === undefined ? whole : undefined };
}
