/** Numbers that a seed decides: sfc32. As strong as a test needs, and the same everywhere. */
export class Chance {
  #a = 0x9e3779b9;
  #b = 0x243f6a88;
  #c = 0xb7e15162;
  #count;

  /** @param {number} seed an integer */
  constructor(seed) {
    this.#count = seed | 0;
    for (let i = 0; i < 16; i++) this.#next();
  }

  /** 0 ≤ number < 1. */
  random() {
    return this.#next() / 2 ** 32;
  }

  /**
   * @template {ArrayBufferView} T
   * @param {T} array filled with random bytes
   */
  fill(array) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.#next() >>> 24;
    return array;
  }

  #next() {
    const sum = (this.#a + this.#b + this.#count++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }
}
