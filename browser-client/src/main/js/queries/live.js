import { report } from "../errors.js";

/**
 * @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {import("../soulgraph.js").QueryChanges<any>} QueryChanges
 * @typedef {import("../soulgraph.js").QueryStep<any>} Step
 * @typedef {import("../soulgraph.js").Wait & { local?: boolean }} Once
 * @typedef {import("./queries.js").Held} Held
 * @typedef {import("./window.js").Window} Window
 */

/** A query at work: what applications hold stands before it until this has been loaded. */
export class Live {
  #hold;
  #peek;

  /**
   * @param {() => Held} hold
   * @param {() => readonly Snapshot[] | undefined} peek
   */
  constructor(hold, peek) {
    this.#hold = hold;
    this.#peek = peek;
  }

  get value() {
    return this.#peek();
  }

  /** @param {Once} [wait] */
  once(wait) {
    return this.#ask("nodes", wait);
  }

  /** @param {Once} [wait] */
  first(wait) {
    return this.#ask("first", wait);
  }

  /** @param {Once} [wait] */
  last(wait) {
    return this.#ask("last", wait);
  }

  /** @param {Once} [wait] */
  count(wait) {
    return this.#ask("total", wait);
  }

  /**
   * @param {(nodes: readonly Snapshot[], changes: QueryChanges) => void} fn
   * @returns {() => void}
   */
  on(fn) {
    return this.#watch((window, changes) => {
      const { nodes } = window; // as they are now: a listener before this one may write
      return () => fn(nodes, changes());
    });
  }

  /**
   * @param {(changes: QueryChanges) => void} fn
   * @returns {() => void}
   */
  changes(fn) {
    return this.#watch((_window, changes) => () => fn(changes()));
  }

  /**
   * @template {"nodes" | "first" | "last" | "total"} A
   * @param {A} answer
   * @param {Once} [wait]
   * @returns {Promise<Window[A]>}
   */
  async #ask(answer, { local, ...wait } = {}) {
    const held = this.#hold();
    try {
      if (!local) await held.settled(wait);
      held.refresh();
      return held.window[answer];
    } finally {
      held.release();
    }
  }

  /**
   * @param {(window: Held["window"], changes: () => QueryChanges) => () => void} prepare makes the
   *   call that is to be made, and makes it when all others are prepared too
   * @returns {() => void}
   */
  #watch(prepare) {
    const held = this.#hold();
    const { window } = held;
    const reader = { version: -1 };
    const look = () => {
      held.refresh();
      const first = reader.version < 0;
      if (first ? !held.known() : reader.version === window.version) return undefined;
      const steps = first ? undefined : window.since(reader.version);
      const { total } = window;
      const nodes = first ? window.nodes : [];
      reader.version = window.version;
      window.readers.add(reader);
      const call = prepare(window, () => changesOf(steps ?? nodes.map(inserted), total, !first));
      return () => {
        try {
          if (!done) call();
        } catch (error) {
          report(error);
        }
      };
    };
    const unsubscribe = held.turns.onAny(look);
    let done = false;
    queueMicrotask(() => {
      if (!done) look()?.();
    });
    return () => {
      if (done) return;
      done = true;
      unsubscribe();
      window.readers.delete(reader);
      held.release();
    };
  }
}

/**
 * @param {Snapshot} node
 * @param {number} index
 * @returns {Step}
 */
function inserted(node, index) {
  return Object.freeze({ type: "insert", index, node });
}

/**
 * @param {readonly Step[]} steps
 * @param {number} total
 * @param {boolean} incremental
 * @returns {QueryChanges}
 */
function changesOf(steps, total, incremental) {
  /** @type {Map<string, { was: boolean, node: Snapshot | null }>} what becomes of each */
  const ends = new Map();
  for (const step of steps) {
    const node = step.type === "remove" ? null : step.node;
    const soul = step.type === "remove" ? step.soul : step.node.$soul;
    const end = ends.get(soul);
    if (end) end.node = node;
    else ends.set(soul, { was: incremental && step.type !== "insert", node });
  }
  const put = [];
  const removed = [];
  for (const [soul, { was, node }] of ends) {
    if (node) put.push(node);
    else if (was) removed.push(soul);
  }
  return Object.freeze({
    put: Object.freeze(put),
    removed: Object.freeze(removed),
    steps: Object.freeze(steps),
    total,
  });
}
