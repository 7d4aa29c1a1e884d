import { report } from "./errors.js";

/**
 * A listener looks at what has changed, and gives back the call that it has to make, if any. The
 * calls come when all have looked: whoever is called sees the state that all others see, whatever
 * those before it write.
 *
 * @typedef {(() => void) | void} Call
 *
 * Given the souls that have changed, and whether what is known of all the others may have.
 *
 * @typedef {(souls: ReadonlySet<string>, everything: boolean) => Call} Listener
 */

/**
 * Gathers what changes during a turn and tells readers once, in a microtask: a thousand changes of
 * one frame are one call, and nobody is called back from within a call of their own.
 */
export class Turns {
  /** @type {Set<string>} */
  #souls = new Set();
  #everything = false;
  #scheduled = false;
  /** @type {Map<string, Set<() => Call>>} */
  #bySoul = new Map();
  /** @type {Set<(soul: string) => void>} */
  #marks = new Set();
  /** @type {Set<Listener>} */
  #listeners = new Set();

  /** @param {string} soul */
  changed(soul) {
    for (const mark of this.#marks) mark(soul);
    this.#souls.add(soul);
    this.#schedule();
  }

  /** Scopes, connections or the storage: what is known, not what it is. */
  touched() {
    this.#everything = true;
    this.#schedule();
  }

  /**
   * @param {string} soul
   * @param {() => Call} listener called when the soul has changed or when what is known has
   */
  onSoul(soul, listener) {
    const listeners = this.#bySoul.get(soul) ?? new Set();
    this.#bySoul.set(soul, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#bySoul.get(soul) === listeners) this.#bySoul.delete(soul);
    };
  }

  /** @param {Listener} listener called after every turn in which anything changed */
  onAny(listener) {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * @param {(soul: string) => void} mark called at once, from within the core: it can remember that
   *   a soul has changed, and do no more
   */
  onMark(mark) {
    this.#marks.add(mark);
    return () => {
      this.#marks.delete(mark);
    };
  }

  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#deliver());
  }

  #deliver() {
    const souls = this.#souls;
    const everything = this.#everything;
    this.#souls = new Set();
    this.#everything = false;
    this.#scheduled = false;
    /** @type {Call[]} */
    const calls = [];
    for (const soul of everything ? [...this.#bySoul.keys()] : souls) {
      for (const look of [...(this.#bySoul.get(soul) ?? [])]) calls.push(safely(look));
    }
    for (const look of [...this.#listeners]) calls.push(safely(() => look(souls, everything)));
    for (const call of calls) if (call) safely(call);
  }
}

/**
 * @param {() => Call} step
 * @returns {Call}
 */
function safely(step) {
  try {
    return step();
  } catch (error) {
    // A closed database has no answers; those who wait for one are told, those who watch see no
    // more.
    if (/** @type {any} */ (error)?.code !== "closed") report(error);
  }
}
