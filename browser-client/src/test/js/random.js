/** Random choices that a seed repeats; it is printed by whoever fails. */
export class Random {
  /** @param {number} [seed] */
  constructor(seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))) {
    this.seed = seed;
    this.state = seed >>> 0;
  }

  /** A number from 0 on below 1. */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @param {number} bound */
  below(bound) {
    return Math.floor(this.next() * bound);
  }

  /**
   * @template T
   * @param {readonly T[]} values
   */
  of(values) {
    return values[this.below(values.length)];
  }
}
