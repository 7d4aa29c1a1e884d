import { CborReader } from "./cbor.js";
import { checkFunction, report } from "./errors.js";
import { scopeOf } from "./scopes.js";
import { lifetime } from "./watch.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {import("./soulgraph.js").QueryChanges<any>} QueryChanges
 * @typedef {import("./soulgraph.js").Wait & { local?: boolean }} Once
 */

/** All nodes below a prefix; the empty prefix covers everything. */
export class LiveQuery {
  #prefix;
  #session;

  /**
   * @param {string} prefix
   * @param {Session} session
   */
  constructor(prefix, session) {
    this.#prefix = prefix;
    this.#session = session;
  }

  /** @returns {readonly Snapshot[] | undefined} */
  get value() {
    const nodes = this.#read();
    return nodes.length > 0 || this.#session.scopes.known(...scopeOf(this.#prefix))
      ? nodes
      : undefined;
  }

  /** @param {Once} [wait] */
  async once({ local, ...wait } = {}) {
    if (!local)
      await this.#session.scopes.settled(
        ...scopeOf(this.#prefix),
        () => this.#souls().length > 0,
        wait,
      );
    return this.#read();
  }

  /** @param {{ limit?: number, signal?: AbortSignal }} [options] */
  async *each({ limit = Infinity, signal } = {}) {
    yield* (await this.once({ signal })).slice(0, limit);
  }

  /**
   * @param {(nodes: readonly Snapshot[], changes: QueryChanges) => void} fn
   * @param {{ signal?: AbortSignal }} [options]
   */
  on(fn, { signal } = {}) {
    checkFunction(fn);
    if (signal?.aborted) return () => {};
    const release = this.#session.scopes.use(...scopeOf(this.#prefix));
    /** @type {Map<string, Snapshot> | undefined} */
    let bySoul;
    let stopped = false;
    /** @param {Iterable<string>} [souls] */
    const look = (souls = []) => {
      if (stopped) return;
      const first = bySoul ? null : this.value;
      if (first === undefined) return;
      bySoul ??= new Map();
      const changes = this.#apply(first ? first.map((node) => node.$soul) : souls, bySoul);
      if (!first && changes.put.length + changes.removed.length === 0) return;
      const sorted = [...bySoul].sort(([a], [b]) => (a < b ? -1 : 1));
      bySoul = new Map(sorted); // sorting what is nearly sorted is cheap
      try {
        fn(Object.freeze(sorted.map(([, node]) => node)), changes);
      } catch (error) {
        report(error);
      }
    };
    const unsubscribe = this.#session.turns.onAny(look);
    const stop = () => {
      unsubscribe();
      release();
    };
    return lifetime(stop, () => (stopped = true), look, signal);
  }

  /**
   * The core is asked for what has changed alone: asking it for all souls costs as much as there
   * are.
   *
   * @param {Iterable<string>} souls
   * @param {Map<string, Snapshot>} bySoul
   */
  #apply(souls, bySoul) {
    const put = [];
    const removed = [];
    for (const soul of souls) {
      if (!this.#covers(soul)) continue;
      const node = this.#present(soul);
      if (!node) {
        if (bySoul.delete(soul)) removed.push(soul);
      } else if (bySoul.get(soul) !== node) {
        bySoul.set(soul, node);
        put.push(node);
      }
    }
    return { put, removed };
  }

  /** @returns {readonly Snapshot[]} */
  #read() {
    return Object.freeze(this.#souls().flatMap((soul) => this.#present(soul) ?? []));
  }

  #souls() {
    this.#session.writer.flush();
    const reader = new CborReader(this.#session.core.souls(this.#prefix));
    return Array.from({ length: reader.array() }, () => reader.text());
  }

  /** @param {string} soul */
  #present(soul) {
    const { nodes } = this.#session;
    return nodes.present(nodes.get(soul));
  }

  /** @param {string} soul */
  #covers(soul) {
    return this.#prefix === "" || soul === this.#prefix || soul.startsWith(`${this.#prefix}/`);
  }
}
