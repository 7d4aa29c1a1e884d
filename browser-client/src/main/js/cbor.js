/**
 * Deterministic CBOR (RFC 8949 §4.2.1), as far as property values need it. One departure on
 * purpose: every number is a float in its shortest exact form, so that a number has one encoding
 * whatever language wrote it.
 */
import { SoulgraphError } from "./errors.js";
import { ruleBroken } from "./soul.js";

const LINK_TAG = 39;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const INITIAL_BYTES = 256;
const HEAD_MAX_BYTES = 5;

const encoder = /* @__PURE__ */ new TextEncoder();
// A byte order mark at the start of a text is part of the text.
const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

const scratch = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

/** What a link is on this side of the line, before anybody makes a handle of it. */
export class Link {
  /** @param {string} soul */
  constructor(soul) {
    this.soul = soul;
  }
}

/** A lawful value of a kind that this release doesn't know. */
export class Opaque {
  /** @param {Uint8Array} cbor */
  constructor(cbor) {
    this.cbor = cbor;
    Object.freeze(this);
  }
}

/** @typedef {string | number | boolean | null | Uint8Array | Link | Opaque} Item */

/**
 * @param {string} text
 * @param {string} [code] the name of the rule that an ill-formed text breaks
 */
export function checkText(text, code = "value-invalid") {
  // The newer way takes no time where all characters are of one byte.
  const wellFormed =
    /** @type {any} */ (text).isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);
  if (!wellFormed) {
    throw new SoulgraphError(code, "text must be well-formed Unicode", text);
  }
}

/** @param {number} number */
export function checkNumber(number) {
  if (!Number.isFinite(number) || Object.is(number, -0)) {
    throw new SoulgraphError(
      "value-invalid",
      "numbers must be finite and not -0",
      Object.is(number, -0) ? "-0" : number,
    );
  }
}

export class CborWriter {
  #bytes = new Uint8Array(INITIAL_BYTES);
  #size = 0;

  /** @param {number} length */
  array(length) {
    this.head(4, length);
  }

  /** @param {string} text */
  text(text) {
    this.#reserve(HEAD_MAX_BYTES + 3 * text.length);
    // The head's length depends on the text's: encoded further on first, then moved.
    const from = this.#size + HEAD_MAX_BYTES;
    let written = 0;
    // Most texts are short and of ASCII, and a call of the encoder takes longer than that.
    for (let code; (code = text.charCodeAt(written)) < 0x80; written++)
      this.#bytes[from + written] = code;
    if (written < text.length) {
      checkText(text);
      ({ written } = encoder.encodeInto(text, this.#bytes.subarray(from)));
    }
    this.head(3, written);
    this.#bytes.copyWithin(this.#size, from, from + written);
    this.#size += written;
  }

  /** @param {Item} item */
  item(item) {
    if (item === null) this.#uint(NULL);
    else if (typeof item === "boolean") this.#uint(item ? TRUE : FALSE);
    else if (typeof item === "number") this.#float(item);
    else if (typeof item === "string") this.text(item);
    else if (item instanceof Link) {
      this.head(6, LINK_TAG);
      this.text(item.soul);
    } else if (item instanceof Opaque) this.raw(item.cbor);
    else {
      this.head(2, item.length);
      this.raw(item);
    }
  }

  /** @param {Uint8Array} bytes */
  raw(bytes) {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.length;
  }

  /** The bytes written so far, in a buffer of their own. */
  bytes() {
    return this.#bytes.slice(0, this.#size);
  }

  /**
   * @param {number} major
   * @param {number} count below 2^32
   */
  head(major, count) {
    const width = count < 24 ? 0 : count < 0x100 ? 1 : count < 0x10000 ? 2 : 4;
    this.#uint((major << 5) | (width ? 24 + (width >> 1) : count), count, width);
  }

  /** @param {number} number */
  #float(number) {
    checkNumber(number);
    const half = halfBits(number);
    if (half >= 0) this.#uint(0xf9, half, 2);
    else if (Math.fround(number) === number) {
      scratch.setFloat32(0, number);
      this.#uint(0xfa, scratch.getUint32(0), 4);
    } else {
      scratch.setFloat64(0, number);
      this.#uint(0xfb, scratch.getUint32(0), 4);
      this.raw(new Uint8Array(scratch.buffer, 4, 4));
    }
  }

  /**
   * @param {number} initial
   * @param {number} [value]
   * @param {number} [width] in bytes
   */
  #uint(initial, value = 0, width = 0) {
    this.#reserve(1 + width);
    this.#bytes[this.#size++] = initial;
    while (width-- > 0) this.#bytes[this.#size++] = value >>> (8 * width);
  }

  /** @param {number} more */
  #reserve(more) {
    if (this.#size + more <= this.#bytes.length) return;
    const grown = new Uint8Array(2 * (this.#size + more));
    grown.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = grown;
  }
}

/**
 * The 16 bits of a number that a half holds exactly, else -1.
 *
 * @param {number} number
 */
export function halfBits(number) {
  if (number === 0) return 0;
  const magnitude = Math.abs(number);
  const sign = number < 0 ? 0x8000 : 0;
  if (magnitude > 65504) return -1;
  // Below 2^-14 a half counts in steps of 2^-24, above in 2^10 steps for each power of two.
  const exponent = Math.max(Math.floor(Math.log2(magnitude)), -14);
  const steps = magnitude * 2 ** (10 - exponent);
  if (!Number.isInteger(steps)) return -1;
  return sign | (steps + ((exponent + 14) << 10));
}

/** Reads what the core hands out, which is canonical by then: nothing is checked again. */
export class CborReader {
  #bytes;
  #view;
  #at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many items the array that begins here holds. */
  array() {
    return this.head();
  }

  text() {
    return decoder.decode(this.#take(this.head()));
  }

  /** @returns {Item} */
  item() {
    const start = this.#at;
    const initial = /** @type {number} */ (this.#bytes[start]);
    const major = initial >> 5;
    if (major === 3) return this.text();
    if (major === 2) return this.#take(this.head()).slice();
    if (initial >= FALSE && initial <= NULL) {
      this.#at++;
      return initial === NULL ? null : initial === TRUE;
    }
    if (initial >= 0xf9 && initial <= 0xfb) return this.#float(initial);
    if (
      major === 6 &&
      this.head() === LINK_TAG &&
      /** @type {number} */ (this.#bytes[this.#at]) >> 5 === 3
    ) {
      const soul = this.text();
      if (!ruleBroken(soul)) return new Link(soul);
    }
    this.#at = start;
    this.#skip();
    return new Opaque(this.#bytes.slice(start, this.#at));
  }

  /** @param {number} initial */
  #float(initial) {
    const at = this.#at + 1;
    this.#at = at + (2 << (initial - 0xf9));
    if (initial === 0xfb) return this.#view.getFloat64(at);
    if (initial === 0xfa) return this.#view.getFloat32(at);
    const bits = this.#view.getUint16(at);
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 0x3ff;
    const magnitude = exponent ? (fraction + 1024) * 2 ** (exponent - 25) : fraction * 2 ** -24;
    return bits & 0x8000 ? -magnitude : magnitude;
  }

  #skip() {
    const major = /** @type {number} */ (this.#bytes[this.#at]) >> 5;
    const count = this.head();
    if (major === 2 || major === 3) this.#at += count;
    for (
      let items = major === 4 ? count : major === 5 ? 2 * count : major === 6 ? 1 : 0;
      items > 0;
      items--
    )
      this.#skip();
  }

  /** Moves past an initial byte and its argument, which it returns. */
  head() {
    const info = /** @type {number} */ (this.#bytes[this.#at++]) & 31;
    if (info < 24) return info;
    let argument = 0;
    for (let width = 1 << (info - 24); width > 0; width--) {
      argument = argument * 256 + /** @type {number} */ (this.#bytes[this.#at++]);
    }
    return argument;
  }

  /** @param {number} length */
  #take(length) {
    const start = this.#at;
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }
}
