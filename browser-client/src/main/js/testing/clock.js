import { report } from "../errors.js";

/**
 * @typedef {object} Timer
 * @property {number} atMs
 * @property {() => void} fn
 * @property {number} everyMs 0: once
 */

/**
 * The time of a world, and the order of all that happens in it. What needs no time to pass (frames,
 * signatures, timers without delay) is done one after the other in the order in which it was asked
 * for, each with all that follows from it in the same turn: so a test that is run again sees the
 * same. What needs time waits for `advance`.
 */
export class Clock {
  #nowMs;
  /** @type {(() => unknown)[]} */
  #jobs = [];
  /** @type {Promise<void> | null} */
  #working = null;
  /** @type {Map<number, Timer>} */
  #timers = new Map();
  #lastTimer = 0;
  #advancing = Promise.resolve();
  #turns = new MacroTurns();

  /** @param {number} nowMs */
  constructor(nowMs) {
    this.#nowMs = nowMs;
  }

  now() {
    return this.#nowMs;
  }

  /**
   * Does it when all that was asked for before is done.
   *
   * @param {() => unknown} job may give a promise, for which what follows waits
   */
  soon(job) {
    this.#jobs.push(job);
    this.#working ??= this.#work();
  }

  /**
   * @param {() => void} fn
   * @param {number} [ms]
   */
  setTimeout(fn, ms = 0) {
    return this.#begin(fn, ms, 0);
  }

  /**
   * @param {() => void} fn
   * @param {number} ms at least 1
   */
  setInterval(fn, ms) {
    return this.#begin(fn, ms, ms);
  }

  /** @param {number | undefined} timer */
  clear(timer) {
    this.#timers.delete(/** @type {number} */ (timer));
  }

  /** Until nothing is to be done any more but what waits for time to pass. */
  async settle() {
    do await this.#turns.next();
    while (await this.#working?.then(() => true));
  }

  /**
   * Lets time pass: what comes due is done at its time, with all that follows from it.
   *
   * @param {number} ms
   * @returns {Promise<void>}
   */
  advance(ms) {
    this.#advancing = this.#advancing.then(() => this.#advance(ms));
    return this.#advancing;
  }

  stop() {
    this.#timers.clear();
    this.#jobs = [];
    this.#turns.close();
  }

  /** @param {number} ms */
  async #advance(ms) {
    const untilMs = this.#nowMs + ms;
    await this.settle();
    for (let dueMs; (dueMs = this.#nextDue()) <= untilMs; await this.settle()) {
      this.#nowMs = dueMs;
      for (const [number, { atMs }] of [...this.#timers]) if (atMs <= dueMs) this.#fire(number);
    }
    this.#nowMs = untilMs;
  }

  #nextDue() {
    let dueMs = Infinity;
    for (const { atMs } of this.#timers.values()) dueMs = Math.min(dueMs, atMs);
    return dueMs;
  }

  /**
   * @param {() => void} fn
   * @param {number} ms
   * @param {number} everyMs
   */
  #begin(fn, ms, everyMs) {
    const number = ++this.#lastTimer;
    this.#timers.set(number, { atMs: this.#nowMs + ms, fn, everyMs });
    if (!(ms > 0)) this.soon(() => this.#fire(number));
    return number;
  }

  /** @param {number} number */
  #fire(number) {
    const timer = this.#timers.get(number);
    if (!timer) return; // cleared by what came due before it
    if (timer.everyMs) timer.atMs += timer.everyMs;
    else this.#timers.delete(number);
    attempt(timer.fn);
  }

  async #work() {
    for (let done = 0; ; ) {
      await this.#turns.next();
      const job = this.#jobs[done++];
      if (!job) break;
      if (done > 1000) this.#jobs.splice(0, done), (done = 0);
      await attempt(job);
    }
    this.#jobs = [];
    this.#working = null;
  }
}

/** @param {() => unknown} job */
function attempt(job) {
  try {
    return job();
  } catch (error) {
    report(error);
  }
  return undefined;
}

/**
 * Turns of the surrounding's event loop: when the next one begins, all promises that could be kept
 * are. Fake timers leave channels alone.
 */
class MacroTurns {
  /** @type {(() => void)[]} */
  #waiting = [];
  /** @type {MessageChannel | null} */
  #channel = null;

  next() {
    const { port1, port2 } = (this.#channel ??= this.#open());
    /** @type {any} */ (port1).ref?.();
    port2.postMessage(0);
    return /** @type {Promise<void>} */ (new Promise((resolve) => this.#waiting.push(resolve)));
  }

  close() {
    this.#channel?.port1.close();
    this.#channel = null;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #open() {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      this.#waiting.shift()?.();
      // In Node an open channel would keep the process from ending.
      if (this.#waiting.length === 0) /** @type {any} */ (channel.port1).unref?.();
    };
    return channel;
  }
}
