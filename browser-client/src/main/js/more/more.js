import { borrow } from "../later/borrowed.js";
import { Draft } from "./draft.js";
import { History } from "./history.js";
import { LiveList } from "./live-list.js";
import { Presences } from "./presence.js";
import { claimReplica } from "./replica.js";
import { updates } from "./updates.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../soulgraph.js").Receipt} Receipt
 *
 * @typedef {(draft: Draft) => any} Step
 *
 * @typedef {object} Waiting
 * @property {Step} step
 * @property {(answer: { receipt: Receipt, made: any }) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/** Counters, lists, histories and presence of one database. */
export class More {
  #session;
  /** @type {Waiting[]} */
  #waiting = [];
  /** @type {Set<History>} */
  #histories = new Set();
  #close = () => {};
  /** @type {Promise<string> | undefined} */
  #replica;
  /** @type {Promise<void>} */
  #closed = new Promise((resolve) => (this.#close = resolve));

  /**
   * @param {Session} session
   * @param {Parameters<typeof borrow>[0]} classes
   */
  constructor(session, classes) {
    borrow(classes);
    this.#session = session;
    this.presences = new Presences(session);
  }

  close() {
    this.#close();
    for (const history of this.#histories) history.close();
  }

  /**
   * One of the writes of this turn, which share a commit.
   *
   * @param {Step} step
   * @returns {Promise<{ receipt: Receipt, made: any }>} `made`: what the step gave
   */
  async write(step) {
    const replica = await this.replica();
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ step, resolve, reject }) === 1)
        queueMicrotask(() => this.#flush(replica, this.#waiting.splice(0)));
    });
  }

  /**
   * The last of a commit's writes.
   *
   * @param {import("../writes.js").Writes} writes
   * @param {Step[]} steps
   */
  async draw(writes, steps) {
    const draft = new Draft(this.#session, writes, await this.replica());
    for (const step of steps) step(draft);
  }

  /** What this one's parts of counters are called. */
  replica() {
    this.#replica ??= claimReplica(this.#session, this.#closed);
    return this.#replica;
  }

  /**
   * @param {string} soul
   * @param {string} counter
   * @param {number} by
   */
  async increment(soul, counter, by) {
    const { receipt } = await this.write((draft) => draft.increment(soul, counter, by));
    return receipt;
  }

  /** @param {string} soul */
  list(soul) {
    return new LiveList(this.#session, soul, (step) => this.write(step));
  }

  updates = updates;

  /** @param {import("../soulgraph.js").HistoryOptions} options */
  history(options) {
    const history = new History(this.#session, options, () => this.#histories.delete(history));
    this.#histories.add(history);
    return history;
  }

  /**
   * @param {string} replica
   * @param {Waiting[]} waiting
   */
  #flush(replica, waiting) {
    /** @type {any[]} */
    const made = [];
    try {
      const receipt = this.#session.writer.write((writes) => {
        const draft = new Draft(this.#session, writes, replica);
        for (const { step } of waiting) made.push(step(draft));
      });
      receipt.then(
        (receipt) => waiting.forEach(({ resolve }, at) => resolve({ receipt, made: made[at] })),
        (error) => waiting.forEach(({ reject }) => reject(error)),
      );
    } catch (error) {
      // One bad write must not take the others of its turn with it.
      if (waiting.length === 1) waiting[0]?.reject(error);
      else for (const each of waiting) this.#flush(replica, [each]);
    }
  }
}

/**
 * @param {Session} session
 * @param {Parameters<typeof borrow>[0]} classes
 */
export function start(session, classes) {
  return new More(session, classes);
}
