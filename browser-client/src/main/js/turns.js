import { report } from "./errors.js";

/**
 * Given the souls that have changed, and whether what is known of all the others may have.
 *
 * @typedef {(souls: ReadonlySet<string>, everything: boolean) => void} Listener
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
  /** @type {Map<string, Set<() => void>>} */
  #bySoul = new Map();
  /** @type {Set<Listener>} */
  #listeners = new Set();

  /** @param {string} soul */
  changed(soul) {
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
   * @param {() => void} listener called when the soul has changed or when what is known has
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
    for (const soul of everything ? [...this.#bySoul.keys()] : souls) {
      for (const listener of [...(this.#bySoul.get(soul) ?? [])]) call(listener);
    }
    for (const listener of [...this.#listeners]) call(() => listener(souls, everything));
  }
}

/** @param {() => void} listener */
function call(listener) {
  try {
    listener();
  } catch (error) {
    // A closed database has no answers; those who wait for one are told, those who watch see no
    // more.
    if (/** @type {any} */ (error)?.code !== "closed") report(error);
  }
}
