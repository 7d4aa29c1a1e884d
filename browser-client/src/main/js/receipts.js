import { SoulgraphError } from "./errors.js";
import { until } from "./wait.js";

/**
 * @typedef {import("./soulgraph.js").Receipt} Contract
 * @typedef {import("./soulgraph.js").ReceiptState} ReceiptState
 * @typedef {import("./soulgraph.js").Wait} Wait
 */

const LOCAL = 1;
const RELAYED = 2;
const REFUSED = 3;
const OUTCOMES = /** @type {const} */ ([
  "applied",
  "superseded",
  "duplicate",
  "erased",
  "deferred",
  "refused",
]);
/** More than this, and the oldest that are done and that nobody waits for are no longer kept up to date. */
const KEPT_MAX = 4_096;

/** What is known of a commit; the receipts that applications hold show it. */
class Progress {
  state = 0;
  replicas = 0;
  changes = 0;
  outcomes = outcomesOf([]);
  /** @type {SoulgraphError | undefined} */
  error;
  /** @type {Set<() => void>} */
  listeners = new Set();
  id;

  /** @param {number} id */
  constructor(id) {
    this.id = id;
  }

  /**
   * @param {() => boolean} check
   * @param {Wait} [wait]
   */
  until(check, wait) {
    /** @param {() => void} listener */
    const subscribe = (listener) => {
      this.listeners.add(listener);
      return () => this.listeners.delete(listener);
    };
    return until(subscribe, () => check() || this.#failed(), wait);
  }

  #failed() {
    if (this.state === REFUSED) throw this.error;
    return false;
  }
}

/** @implements {Contract} */
class Receipt {
  #progress;
  #drop;

  /**
   * @param {Progress} progress
   * @param {(id: number) => Promise<void>} drop
   */
  constructor(progress, drop) {
    this.#progress = progress;
    this.#drop = drop;
  }

  get id() {
    return String(this.#progress.id);
  }

  /** @returns {ReceiptState} */
  get state() {
    const { state, replicas } = this.#progress;
    if (state === REFUSED) return "refused";
    if (state < RELAYED) return "local";
    return replicas > 1 ? "replicated" : "relayed";
  }

  get replicas() {
    return this.#progress.replicas;
  }

  get changes() {
    return this.#progress.changes;
  }

  get outcomes() {
    return this.#progress.outcomes;
  }

  get error() {
    return this.#progress.error;
  }

  /**
   * @param {"relayed" | { replicated: number }} wanted
   * @param {Wait} [wait]
   */
  when(wanted, wait) {
    const progress = this.#progress;
    return progress.until(() => {
      if (progress.state !== RELAYED) return false;
      return wanted === "relayed" || progress.replicas >= wanted.replicated || isMoot(progress);
    }, wait);
  }

  drop() {
    return this.#drop(this.#progress.id);
  }
}

/**
 * What lost to a newer write, or to an erase, will not be handed on: there is nothing to wait for.
 *
 * @param {Progress} progress
 */
function isMoot({ outcomes, changes }) {
  return changes > 0 && outcomes.superseded + outcomes.erased >= changes;
}

export class Receipts {
  /** @type {Map<number, Progress>} in the order of the commits */
  #progress = new Map();
  /** @type {WeakMap<Progress, Receipt>} */
  #shown = new WeakMap();
  #drop;
  #changed;
  /** How many no relay has acknowledged yet. */
  pending = 0;
  #trimAbove = KEPT_MAX;

  /**
   * @param {(id: number) => Promise<void>} drop
   * @param {() => void} changed
   */
  constructor(drop, changed) {
    this.#drop = drop;
    this.#changed = changed;
  }

  /**
   * As `host.receipt`.
   *
   * @param {number} id
   * @param {number} state
   * @param {number} replicas
   * @param {number} changes
   * @param {ArrayLike<number>} outcomes
   * @param {SoulgraphError} [error]
   */
  update(id, state, replicas, changes, outcomes, error) {
    const progress = this.#of(id);
    this.pending += Number(state < RELAYED) - Number(progress.state < RELAYED);
    Object.assign(progress, { state, replicas, changes, outcomes: outcomesOf(outcomes), error });
    for (const listener of [...progress.listeners]) listener();
    this.#changed();
  }

  /**
   * What an earlier page left behind; the core may have told more of it already.
   *
   * @param {number} id
   * @param {number} state
   * @param {number} replicas
   * @param {number} changes
   */
  restore(id, state, replicas, changes) {
    if (!this.#progress.has(id)) this.update(id, state, replicas, changes, []);
  }

  /**
   * @param {number} id
   * @returns {Receipt}
   */
  get(id) {
    const progress = this.#of(id);
    const receipt =
      this.#shown.get(progress) ?? new Receipt(progress, (dropped) => this.#forget(dropped));
    this.#shown.set(progress, receipt);
    return receipt;
  }

  /**
   * Resolves with the receipt once the commit is durable in this browser.
   *
   * @param {number} id
   */
  async local(id) {
    await this.#of(id).until(() => this.#of(id).state === LOCAL || this.#of(id).state === RELAYED);
    return this.get(id);
  }

  /** Resolves once nothing waits for the disk any more. */
  async settled() {
    const waiting = [...this.#progress.values()].filter(({ state }) => state < LOCAL);
    await Promise.allSettled(
      waiting.map((progress) => progress.until(() => progress.state >= LOCAL)),
    );
  }

  /** @param {number} id */
  async #forget(id) {
    const progress = this.#progress.get(id);
    if (progress?.state !== REFUSED) {
      throw new SoulgraphError("input-invalid", "only a refused write can be dropped", id);
    }
    await this.#drop(id);
    this.#progress.delete(id);
    this.#changed();
  }

  /** @param {number} id */
  #of(id) {
    let progress = this.#progress.get(id);
    if (!progress) {
      progress = new Progress(id);
      this.#progress.set(id, progress);
      this.pending++;
      if (this.#progress.size > this.#trimAbove) this.#trim();
    }
    return progress;
  }

  #trim() {
    for (const [id, { state, listeners }] of this.#progress) {
      if (state === RELAYED && listeners.size === 0) this.#progress.delete(id);
    }
    this.#trimAbove = Math.max(KEPT_MAX, 2 * this.#progress.size);
  }
}

/** @param {ArrayLike<number>} counts */
function outcomesOf(counts) {
  const outcomes = Object.fromEntries(OUTCOMES.map((name, index) => [name, counts[index] ?? 0]));
  return /** @type {Contract["outcomes"]} */ (Object.freeze(outcomes));
}
