// Reconciling (section 9): messages are read and held against the sets of both sides, and the
// answers that the text determines are made anew.
import { refuse } from "./cbor.mjs";
import { sha256 } from "./change.mjs";

const VERSION = 0x61;
const END = { state: (1n << 63n) - 1n, id: Buffer.alloc(32, 255), end: true };
const START = { state: 0n, id: Buffer.alloc(32), length: 0 };

export const compare = (a, b) =>
  a.state === b.state ? Buffer.compare(a.id, b.id) : a.state < b.state ? -1 : 1;

const little = (bytes) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);

export function varint(number) {
  const digits = [Number(number & 127n)];
  for (let n = number >> 7n; n > 0n; n >>= 7n) digits.unshift(Number(n & 127n) | 128);
  return Buffer.from(digits);
}

export function fingerprint(items) {
  let sum = 0n;
  for (const item of items) sum = (sum + little(item.id)) % (1n << 256n);
  const bytes = Buffer.from(sum.toString(16).padStart(64, "0"), "hex").reverse();
  return sha256(bytes, varint(BigInt(items.length))).subarray(0, 16);
}

/** A message's ranges: { from, to, mode, fingerprint, ids }. */
export function readMessage(bytes) {
  let at = 0;
  const take = (count) => {
    if (count > bytes.length - at) refuse("reconcile-invalid", "cut short");
    at += count;
    return bytes.subarray(at - count, at);
  };
  const number = () => {
    let value = 0n;
    for (let first = true; ; first = false) {
      const digit = take(1)[0];
      if (first && digit === 128) refuse("reconcile-invalid", "as few digits as possible");
      value = (value << 7n) | BigInt(digit & 127);
      if (value >= 1n << 64n) refuse("reconcile-invalid", "a number is too long");
      if (digit < 128) return value;
    }
  };
  const bound = (last) => {
    const encoded = number();
    const length = number();
    if (length > (encoded === 0n ? 0n : 32n)) refuse("reconcile-invalid", "a prefix is too long");
    if (encoded === 0n) return END;
    const state = last.state + encoded - 1n;
    if (state > END.state) refuse("reconcile-invalid", "states stay below 2^63");
    const id = Buffer.alloc(32);
    id.set(take(Number(length)));
    return { state, id, length: Number(length) };
  };
  if (take(1)[0] !== VERSION) refuse("reconcile-invalid", "version 1");
  const ranges = [];
  for (let from = START; at < bytes.length; from = ranges.at(-1).to) {
    const range = { from, to: bound(from), mode: number() };
    if (compare(range.to, from) < 0) refuse("reconcile-invalid", "bounds never descend");
    if (range.mode > 2n) refuse("reconcile-invalid", "modes are 0 to 2");
    if (range.mode === 1n) range.fingerprint = take(16);
    if (range.mode === 2n) {
      const count = number();
      if (count > BigInt(bytes.length)) refuse("reconcile-invalid", "cut short");
      range.ids = Array.from({ length: Number(count) }, () => take(32));
    }
    ranges.push(range);
  }
  return ranges;
}

export const within = (items, range) =>
  items.filter(
    (item) => compare(item, range.from) >= 0 && (range.to.end || compare(item, range.to) < 0),
  );

/** Collects ranges; those with nothing to say are one, and none at the end. */
class Writer {
  constructor() {
    this.chunks = [Buffer.of(VERSION)];
    this.state = 0n;
    this.silentTo = null;
  }

  silent(to) {
    this.silentTo = to;
  }

  #range(to, mode, ...payload) {
    if (to.end) this.chunks.push(Buffer.of(0, 0, mode));
    else {
      const prefix = to.id.subarray(0, to.length);
      this.chunks.push(varint(to.state - this.state + 1n), Buffer.of(to.length), prefix);
      this.chunks.push(Buffer.of(mode));
      this.state = to.state;
    }
    this.chunks.push(...payload);
  }

  #flush() {
    if (this.silentTo !== null) this.#range(this.silentTo, 0);
    this.silentTo = null;
  }

  fingerprint(to, items) {
    this.#flush();
    this.#range(to, 1, fingerprint(items));
  }

  ids(to, items) {
    this.#flush();
    this.#range(to, 2, varint(BigInt(items.length)), ...items.map((item) => item.id));
  }

  /** Sixteen of equal count, the first ones larger, or the ids if there are fewer than 32. */
  split(to, items) {
    if (items.length < 32) {
      this.ids(to, items);
      return;
    }
    for (let i = 0, from = 0; i < 16; i++) {
      const end = from + Math.floor(items.length / 16) + (i < items.length % 16 ? 1 : 0);
      this.fingerprint(i === 15 ? to : before(items, end), items.slice(from, end));
      from = end;
    }
  }

  bytes() {
    return Buffer.concat(this.chunks);
  }
}

/** The shortest bound between an item and the one before it. */
function before(items, rank) {
  const [lower, upper] = [items[rank - 1], items[rank]];
  let length = 0;
  if (lower.state === upper.state) {
    while (lower.id[length] === upper.id[length]) length++;
    length++;
  }
  const id = Buffer.alloc(32);
  upper.id.copy(id, 0, 0, length);
  return { state: upper.state, id, length };
}

/** The first message of who doesn't begin with a check. */
export function initiate(items) {
  const out = new Writer();
  out.split(END, items);
  return out.bytes();
}

/** The first message, cut at up to three random places. */
export function check(items, random) {
  const last = BigInt(Math.max(0, items.length - 1));
  const ranks = [0, 4, 8].map((i) => 1 + Number((BigInt(random.readUInt32BE(i)) * last) >> 32n));
  const cuts = [...new Set(ranks)].sort((a, b) => a - b).filter((rank) => rank < items.length);
  const out = new Writer();
  let from = 0;
  for (const cut of cuts) {
    out.fingerprint(before(items, cut), items.slice(from, cut));
    from = cut;
  }
  out.fingerprint(END, items.slice(from));
  return out.bytes();
}

/**
 * The answer to a message where no limit cuts it short. An initiator learns from the other's ids;
 * `learn` is undefined for a responder.
 */
export function answer(items, message, learn) {
  const out = new Writer();
  for (const range of readMessage(message)) {
    const ours = within(items, range);
    if (range.mode === 1n && !range.fingerprint.equals(fingerprint(ours))) {
      out.split(range.to, ours);
    } else if (range.mode === 2n && learn === undefined) {
      out.ids(range.to, ours);
    } else {
      if (range.mode === 2n) learn(ours.map((item) => item.id), range.ids);
      out.silent(range.to);
    }
  }
  return out.bytes();
}
