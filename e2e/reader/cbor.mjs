// Deterministic CBOR, read strictly (docs/PROTOCOL.md, section 2), and as much of a writer as
// frames need. What is read is kept as bytes: a change's id is a hash over them.

/** Something is refused, by the name that the protocol gives it. */
export class Refusal extends Error {
  constructor(code, rule) {
    super(`${code}: ${rule}`);
    this.code = code;
  }
}

export const refuse = (code, rule) => {
  throw new Refusal(code, rule);
};

export const UINT = 0;
export const BYTES = 2;
export const TEXT = 3;
export const ARRAY = 4;
export const MAP = 5;
export const TAG = 6;
export const SIMPLE = 7;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const SHORTEST = { 24: 24n, 25: 1n << 8n, 26: 1n << 16n, 27: 1n << 32n };

export function decodeText(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    return refuse("not-canonical", "text is well-formed UTF-8");
  }
}

export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get left() {
    return this.bytes.length - this.at;
  }

  get major() {
    if (this.left === 0) refuse("frame-malformed", "an item is missing");
    return this.bytes[this.at] >> 5;
  }

  get initial() {
    return this.major === undefined ? 0 : this.bytes[this.at];
  }

  /** The next item's major type, information and argument. */
  head() {
    const major = this.major;
    const info = this.bytes[this.at++] & 31;
    if (info < 24) return { major, info, argument: BigInt(info) };
    if (info > 27) refuse("not-canonical", "lengths are definite");
    let argument = 0n;
    for (const byte of this.take(1 << (info - 24))) argument = (argument << 8n) | BigInt(byte);
    if (major !== SIMPLE && argument < SHORTEST[info]) {
      refuse("not-canonical", "a head takes its shortest form");
    }
    return { major, info, argument };
  }

  take(count) {
    if (count > this.left) refuse("frame-malformed", "bytes are missing");
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  expect(major) {
    const found = this.head();
    if (found.major !== major) refuse("frame-malformed", `an item is of major type ${major}`);
    return found.argument;
  }

  /** A length can't be more than there are bytes left, whatever it counts. */
  count(argument, max = Infinity) {
    if (argument > BigInt(this.left) || Number(argument) > max) {
      refuse("frame-malformed", "a count is too large");
    }
    return Number(argument);
  }

  uint(max) {
    const value = this.expect(UINT);
    if (value > BigInt(max)) refuse("frame-malformed", `an integer is at most ${max}`);
    return value;
  }

  small(max = 0x7fffffff) {
    return Number(this.uint(max));
  }

  array(max) {
    return this.count(this.expect(ARRAY), max);
  }

  arrayOf(items) {
    if (this.array() !== items) refuse("frame-malformed", `an array has ${items} items`);
  }

  byteString(length) {
    const found = this.take(this.count(this.expect(BYTES)));
    if (length !== undefined && found.length !== length) {
      refuse("frame-malformed", `a byte string has ${length} bytes`);
    }
    return found;
  }

  text(max) {
    return decodeText(this.take(this.count(this.expect(TEXT), max)));
  }

  bool() {
    const { major, info } = this.head();
    if (major !== SIMPLE || (info !== 20 && info !== 21)) refuse("frame-malformed", "a boolean");
    return info === 21;
  }

  /** Consumes a null if there is one. */
  nil() {
    const isNull = this.initial === 0xf6;
    if (isNull) this.at++;
    return isNull;
  }

  finish() {
    if (this.left > 0) refuse("frame-malformed", "nothing follows");
  }

  /** Passes over one canonical item; in a value, numbers are checked too. Returns its bytes. */
  item(depth, inValue) {
    const start = this.at;
    if (depth === 0) refuse("value-invalid", "an item nests too deep");
    const { major, info, argument } = this.head();
    if (major === BYTES) this.take(this.count(argument));
    else if (major === TEXT) decodeText(this.take(this.count(argument)));
    else if (major === ARRAY) {
      for (let i = this.count(argument); i > 0; i--) this.item(depth - 1, inValue);
    } else if (major === MAP) this.#map(this.count(argument), depth, inValue);
    else if (major === TAG) this.item(depth - 1, inValue);
    else if (major === SIMPLE && info < 25) checkSimple(info, argument);
    else if (major === SIMPLE && inValue) checkNumber(info, argument);
    return this.bytes.subarray(start, this.at);
  }

  #map(pairs, depth, inValue) {
    let last;
    for (let i = 0; i < pairs; i++) {
      const key = this.item(depth - 1, inValue);
      if (last && Buffer.compare(last, key) >= 0) refuse("not-canonical", "keys ascend");
      last = key;
      this.item(depth - 1, inValue);
    }
  }
}

function checkSimple(info, argument) {
  if (info === 24 && argument < 32n) refuse("not-canonical", "a simple value is short");
}

/** Finite, not −0, and in the shortest form that holds it. */
function checkNumber(info, argument) {
  const view = new DataView(new ArrayBuffer(8));
  let value;
  let shorter = false;
  if (info === 25) {
    value = ofHalf(Number(argument));
  } else if (info === 26) {
    view.setUint32(0, Number(argument));
    value = view.getFloat32(0);
    shorter = isHalf(value);
  } else {
    view.setBigUint64(0, argument);
    value = view.getFloat64(0);
    shorter = Math.fround(value) === value;
  }
  if (!Number.isFinite(value)) refuse("value-invalid", "a number is finite");
  if (Object.is(value, -0)) refuse("value-invalid", "a number isn't -0");
  if (shorter) refuse("not-canonical", "a float takes its shortest form");
}

function ofHalf(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Whether 11 significant bits, down to 2^-24, are enough. */
function isHalf(value) {
  const size = Math.abs(value);
  if (size > 65504) return false;
  const unit = 2 ** Math.max(-24, Math.floor(Math.log2(size)) - 10);
  return size === 0 || Number.isInteger(size / unit);
}

/** Writes numbers (as integers), bigints, texts, byte arrays, booleans, null and arrays. */
export function encode(item) {
  if (item === null) return Buffer.of(0xf6);
  if (typeof item === "boolean") return Buffer.of(item ? 0xf5 : 0xf4);
  if (typeof item === "number" || typeof item === "bigint") return head(UINT, item);
  if (typeof item === "string") {
    return Buffer.concat([head(TEXT, Buffer.byteLength(item)), Buffer.from(item)]);
  }
  if (item instanceof Raw) return item.bytes;
  if (item instanceof Uint8Array) return Buffer.concat([head(BYTES, item.length), item]);
  return Buffer.concat([head(ARRAY, item.length), ...item.map(encode)]);
}

/** An item that is encoded already. */
export class Raw {
  constructor(hex) {
    this.bytes = Buffer.from(hex, "hex");
  }
}

function head(major, argument) {
  const value = BigInt(argument);
  if (value < 24n) return Buffer.of((major << 5) | Number(value));
  const width = value < 1n << 8n ? 1 : value < 1n << 16n ? 2 : value < 1n << 32n ? 4 : 8;
  const bytes = Buffer.alloc(1 + width);
  bytes[0] = (major << 5) | (24 + Math.log2(width));
  for (let i = 0; i < width; i++) bytes[width - i] = Number((value >> BigInt(8 * i)) & 255n);
  return bytes;
}
