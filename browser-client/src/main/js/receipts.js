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
/**
 * More than this, and the oldest that are done and that nobody waits for are no longer kept up to
 * date.
 */
const KEPT_MAX = 4_096;

/**
 * What is known of a commit; the receipts that applications hold show it.
 *
 * @typedef {object} Progress
 * @property {number} id
 * @property {number} state
 * @property {number} replicas
 * @property {number} changes
 * @property {Contract["outcomes"]} outcomes
 * @property {SoulgraphError} [error]
 * @property {Set<() => void>} listeners
 * @property {Receipt} [receipt]
 */

/**
 * @param {Progress} progress
 * @param {() => boolean} check
 * @param {Wait} [wait]
 */
function reached(progress, check, wait) {
  /** @param {() => void} listener */
  const subscribe = (listener) => {
    progress.listeners.add(listener);
    return () => progress.listeners.delete(listener);
  };
  const checked = () => {
    if (progress.state === REFUSED) throw progress.error;
    return check();
  };
  return until(subscribe, checked, wait);
}

/** @implements {Contract} */
class Receipt {
  #progress;
  #receipts;

  /**
   * @param {Progress} progress
   * @param {Receipts} receipts
   */
  constructor(progress, receipts) {
    this.#progress = progress;
    this.#receipts = receipts;
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
  async when(wanted, wait) {
    const replicas = wanted === "relayed" ? 1 : wanted?.replicated;
    if (!Number.isInteger(replicas) || replicas < 1) {
      throw new SoulgraphError(
        "input-invalid",
        'what to wait for is "relayed" or { replicated: a whole number from 1 }',
        replicas ?? wanted,
      );
    }
    const progress = this.#progress;
    const arrived = () => {
      if (progress.state !== RELAYED) return false;
      return wanted === "relayed" || progress.replicas >= replicas || isMoot(progress);
    };
    await reached(progress, arrived, wait);
  }

  async drop() {
    return this.#receipts.drop(this.#progress);
  }

  async retry() {
    return this.#receipts.retry(this.#progress);
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
  #session;
  /** How many no relay has acknowledged yet. */
  pending = 0;
  #trimAbove = KEPT_MAX;

  /** @param {Pick<import("./session.js").Session, "core" | "store" | "board">} session */
  constructor(session) {
    this.#session = session;
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
    this.#session.board.changed();
  }

  /** @param {number} id */
  get(id) {
    const progress = this.#of(id);
    progress.receipt ??= new Receipt(progress, this);
    return progress.receipt;
  }

  /**
   * Resolves with the receipt once the commit is durable in this browser.
   *
   * @param {number} id
   */
  async local(id) {
    const progress = this.#of(id);
    await reached(progress, () => progress.state >= LOCAL);
    return this.get(id);
  }

  /** Resolves once nothing waits for the disk any more. */
  async settled() {
    const waiting = [...this.#progress.values()].filter(({ state }) => state < LOCAL);
    await Promise.allSettled(waiting.map(({ id }) => this.local(id)));
  }

  /** @param {Progress} progress */
  async drop(progress) {
    this.#forget(progress, (engine) => engine.dropReceipt(progress.id));
    await this.#session.store.idle();
  }

  /** @param {Progress} progress */
  retry(progress) {
    return this.local(this.#forget(progress, (engine) => engine.retryReceipt(progress.id)));
  }

  /**
   * @template T
   * @param {Progress} progress
   * @param {(engine: import("./engine.js").Engine) => T} forget
   * @returns {T}
   */
  #forget({ id, state }, forget) {
    if (state !== REFUSED)
      throw new SoulgraphError("input-invalid", "only a refused write is dropped or retried", id);
    const answer = this.#session.core.ask(forget);
    this.#progress.delete(id);
    this.#session.board.changed();
    return answer;
  }

  /** @param {number} id */
  #of(id) {
    let progress = this.#progress.get(id);
    if (!progress) {
      const outcomes = outcomesOf([]);
      progress = { id, state: 0, replicas: 0, changes: 0, outcomes, listeners: new Set() };
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
