// Frames, and messages of several that are packed (section 8).
import { inflateRawSync } from "node:zlib";
import { Reader, TEXT, refuse } from "./cbor.mjs";
import { checkAuthor, checkSoul, lawful } from "./change.mjs";
import { budget, readHashes, readPart } from "./part.mjs";

export const FRAME_MAX = 1 << 20;
const UINT63 = (1n << 63n) - 1n;

const uint63 = (r) => r.uint(UINT63);
const id = (r) => r.byteString(16);
const short = (r) => r.text(1024);
const list = (r, read) => Array.from({ length: r.array() }, () => read(r));

function network(r) {
  const name = short(r);
  if (!/^[a-z0-9-]{1,32}$/.test(name)) refuse("network-invalid", "1 to 32 of a-z, 0-9 and -");
  return name;
}

function frameMax(r) {
  const bytes = r.small();
  if (bytes < 98304) refuse("frame-malformed", "a side takes at least 96 KiB");
  return bytes;
}

function cursor(r) {
  if (r.nil()) return null;
  r.arrayOf(3);
  return { store: id(r), run: id(r), number: uint63(r) };
}

function peer(r) {
  if (r.nil()) return null;
  r.arrayOf(2);
  return { store: id(r), run: id(r) };
}

function scope(r) {
  const kind = r.small(3);
  const name = short(r);
  const good = kind === 0 ? name === "" : lawful(() => checkSoul(name));
  if (!good || (kind === 1 && name.includes("/"))) refuse("scope-invalid", "a scope's name");
  return { kind, name };
}

function bound(r) {
  r.arrayOf(2);
  const state = uint63(r);
  const prefix = r.byteString();
  if (prefix.length > 32) refuse("frame-malformed", "a prefix has at most 32 bytes");
  return { state, prefix };
}

function wanted(r) {
  r.arrayOf(3);
  return { from: bound(r), to: bound(r), ids: readHashes(r) };
}

function verdict(r) {
  r.arrayOf(2);
  const count = r.small();
  return { count, verdict: r.major === TEXT ? short(r) : r.small(4) };
}

const parts = (r, limits) => list(r, () => readPart(r, limits));
const commit = (r, limits) => ({ sequence: r.small(), more: r.bool(), part: readPart(r, limits) });

const hello = (r) => ({
  versions: Array.from({ length: r.array(16) }, () => r.small()),
  network: network(r),
  nonce: id(r),
  clock: uint63(r),
  frameMax: frameMax(r),
  agent: short(r),
  peer: peer(r),
});

const welcome = (r) => ({
  version: r.small(),
  network: network(r),
  nonce: id(r),
  clock: uint63(r),
  frameMax: frameMax(r),
  agent: short(r),
  store: id(r),
  run: id(r),
  node: checkAuthor(r.byteString(34)),
  proof: r.byteString(64),
});

const changes = (r, limits) => ({
  scope: r.small(),
  number: uint63(r),
  more: r.bool(),
  parts: parts(r, limits),
});

const refusal = (r) => ({
  about: r.small(2),
  reference: r.small(),
  code: short(r),
  rule: short(r),
  value: short(r),
});

const reconcile = (r) => ({ scope: r.small(), upper: uint63(r), message: r.byteString() });
const found = (r, limits) => ({ scope: r.small(), more: r.bool(), parts: parts(r, limits) });

function soul(r) {
  const text = short(r);
  checkSoul(text);
  return text;
}

const presence = (r) => ({
  author: checkAuthor(r.byteString(34)),
  instance: id(r),
  state: r.uint(UINT63 - 1n),
  soul: soul(r),
  value: r.nil() ? null : r.text(1024),
  signature: r.byteString(64),
  will: r.byteString(),
});

/** By type: name, number of items, and how those after the type are read, in their order. */
const TYPES = {
  0: ["hello", 8, hello],
  1: ["welcome", 11, welcome],
  2: ["open", 5, (r) => ({ scope: r.small(), what: scope(r), since: cursor(r) })],
  3: ["close", 2, (r) => ({ scope: r.small() })],
  4: ["changes", 5, changes],
  5: ["level", 4, (r) => ({ scope: r.small(), number: uint63(r), whole: r.bool() })],
  6: ["commit", 4, commit],
  7: ["ack", 3, (r) => ({ sequence: r.small(), verdicts: list(r, verdict) })],
  8: ["refuse", 6, refusal],
  9: ["ping", 2, (r) => ({ token: r.small() })],
  10: ["pong", 3, (r) => ({ token: r.small(), clock: uint63(r) })],
  12: ["reconcile", 4, reconcile],
  13: ["reconciled", 3, (r) => ({ scope: r.small(), message: r.byteString() })],
  14: ["fetch", 3, (r) => ({ scope: r.small(), wanted: list(r, wanted) })],
  15: ["found", 4, found],
  16: ["offer", 4, commit],
  17: ["presence", 8, presence],
  18: ["attend", 2, (r) => ({ soul: r.nil() ? null : soul(r) })],
};

function readFrame(reader, limits) {
  const items = reader.array(16);
  const type = reader.small();
  if (type === 11) refuse("frame-malformed", "packed messages aren't packed again");
  if (!(type in TYPES)) refuse("unsupported", "a frame's type is known");
  const [name, expected, read] = TYPES[type];
  if (items !== expected) refuse("frame-malformed", `this frame has ${expected} items`);
  return { type: name, ...read(reader, limits) };
}

export function decodeFrame(bytes) {
  if (bytes.length > FRAME_MAX) refuse("frame-too-large", "a frame has at most 1 MiB");
  const reader = new Reader(bytes);
  const frame = readFrame(reader, budget());
  reader.finish();
  return frame;
}

/** What a message holds: a frame, or packed ones. */
export function decodeMessage(bytes) {
  return bytes[0] === 0x83 && bytes[1] === 11 ? unpack(bytes) : [decodeFrame(bytes)];
}

/** The bytes of the frames that a packed message holds. */
export function unfolded(bytes) {
  const outer = new Reader(bytes);
  outer.arrayOf(3);
  outer.small();
  const size = outer.small();
  if (size > FRAME_MAX) refuse("frame-too-large", "frames unfold to at most 1 MiB");
  const deflated = outer.byteString();
  outer.finish();
  return unfold(deflated, size);
}

function unpack(bytes) {
  const reader = new Reader(unfolded(bytes));
  const limits = budget();
  const frames = [];
  while (reader.left > 0) {
    if (frames.length === 1024) refuse("frame-too-large", "at most 1,024 frames");
    frames.push(readFrame(reader, limits));
  }
  return frames;
}

/** The stream has to end where it says, and unfolds to no more than the size before it. */
function unfold(deflated, size) {
  let found;
  try {
    found = inflateRawSync(deflated, { maxOutputLength: Math.max(1, size), info: true });
  } catch {
    refuse("frame-malformed", "a stream unfolds to as much as it says");
  }
  const whole = found.engine.bytesWritten === deflated.length;
  if (size === 0 || found.buffer.length !== size || !whole) {
    refuse("frame-malformed", "a stream unfolds to as much as it says");
  }
  return found.buffer;
}
