import { CborReader } from "./cbor.js";
import { report } from "./errors.js";
import { scopeOf } from "./scopes.js";
import { lifetime } from "./watch.js";

/**
 * @typedef {import("./nodes.js").Inside} Inside
 * @typedef {import("./soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {import("./soulgraph.js").QueryChanges<any>} QueryChanges
 * @typedef {import("./soulgraph.js").Wait & { local?: boolean }} Once
 */

/** All nodes below a prefix; the empty prefix covers everything. */
export class LiveQuery {
  #prefix;
  #inside;
  /** @type {readonly Snapshot[]} the last answer, to give the same object again */
  #last = [];

  /**
   * @param {string} prefix
   * @param {Inside} inside
   */
  constructor(prefix, inside) {
    this.#prefix = prefix;
    this.#inside = inside;
  }

  /** @returns {readonly Snapshot[] | undefined} */
  get value() {
    const nodes = this.#read();
    return nodes.length > 0 || this.#inside.scopes.known(...scopeOf(this.#prefix))
      ? nodes
      : undefined;
  }

  /** @param {Once} [wait] */
  async once({ local, ...wait } = {}) {
    if (!local)
      await this.#inside.scopes.settled(
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
    if (signal?.aborted) return () => {};
    const release = this.#inside.scopes.use(...scopeOf(this.#prefix));
    /** @type {Picture | undefined} */
    let picture;
    let stopped = false;
    /** @param {ReadonlySet<string>} [souls] */
    const look = (souls = new Set()) => {
      const changed = [...souls].filter((soul) => this.#covers(soul));
      if (stopped || (picture && changed.length === 0)) return;
      const next = this.#next(picture, changed);
      if (!next) return;
      const changes = difference(picture, next);
      picture = next;
      try {
        fn(next.nodes, changes);
      } catch (error) {
        report(error);
      }
    };
    const unsubscribe = this.#inside.turns.onAny(look);
    const stop = () => {
      unsubscribe();
      release();
    };
    return lifetime(stop, () => (stopped = true), look, signal);
  }

  /**
   * Where no node has come or gone, the few that changed are exchanged; else everything is read anew.
   *
   * @param {Picture | undefined} picture
   * @param {string[]} changed
   * @returns {Picture | undefined}
   */
  #next(picture, changed) {
    const present = changed.map((soul) => this.#present(soul));
    if (!picture || present.some((node) => !node || !picture.places.has(node.$soul))) {
      const nodes = this.value;
      return nodes && { nodes, places: new Map(nodes.map((node, place) => [node.$soul, place])) };
    }
    const nodes = picture.nodes.slice();
    for (const node of present) if (node) nodes[picture.places.get(node.$soul) ?? -1] = node;
    return { nodes: Object.freeze(nodes), places: picture.places };
  }

  /** @returns {readonly Snapshot[]} */
  #read() {
    const nodes = this.#souls().flatMap((soul) => this.#present(soul) ?? []);
    const last = this.#last;
    if (nodes.length !== last.length || nodes.some((node, place) => node !== last[place]))
      this.#last = Object.freeze(nodes);
    return this.#last;
  }

  #souls() {
    this.#inside.writer.flush();
    const reader = new CborReader(this.#inside.core.souls(this.#prefix));
    return Array.from({ length: reader.array() }, () => reader.text());
  }

  /** @param {string} soul */
  #present(soul) {
    const { nodes } = this.#inside;
    return nodes.present(nodes.get(soul));
  }

  /** @param {string} soul */
  #covers(soul) {
    return this.#prefix === "" || soul === this.#prefix || soul.startsWith(`${this.#prefix}/`);
  }
}

/** @typedef {{ nodes: readonly Snapshot[], places: Map<string, number> }} Picture nodes in order, and where each is */

/**
 * @param {Picture | undefined} before
 * @param {Picture} after
 * @returns {QueryChanges}
 */
function difference(before, after) {
  const put = after.nodes.filter(
    (node) => before?.nodes[before.places.get(node.$soul) ?? -1] !== node,
  );
  const removed =
    before && before.places !== after.places
      ? [...before.places.keys()].filter((soul) => !after.places.has(soul))
      : [];
  return Object.freeze({ put: Object.freeze(put), removed: Object.freeze(removed) });
}
