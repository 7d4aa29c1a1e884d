import { CborReader, Link } from "./cbor.js";
import { checkSoul } from "./handle.js";
import { NodeRef } from "./node-ref.js";

/** @typedef {import("./soulgraph.js").Snapshot<any>} Snapshot */

/** One writer's part of a counter: `~AUTHOR/+REPLICA/NAME`. */
const COUNTER = /^~\w+\/\+[0-9a-v]{1,32}\/(.+)$/s;

/** One handle a soul and one snapshot a state, for as long as anybody holds either. */
export class Nodes {
  /** @type {Map<string, WeakRef<NodeRef>>} */
  #refs = new Map();
  #gone = new FinalizationRegistry((/** @type {string} */ soul) => {
    if (!this.#refs.get(soul)?.deref()) this.#refs.delete(soul);
  });
  /** @type {WeakMap<NodeRef, Snapshot | null>} */
  #snapshots = new WeakMap();
  /**
   * Keeps the handle, and with it the cache, as long as the snapshot.
   *
   * @type {WeakMap<Snapshot, NodeRef>}
   */
  #owners = new WeakMap();
  #session;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  /**
   * What has a handle is a soul: it isn't checked again, which would take longer than the rest.
   *
   * @param {string} soul
   */
  get(soul) {
    const known = this.#refs.get(soul)?.deref();
    if (known) return known;
    const ref = new NodeRef(checkSoul(soul), this.#session);
    this.#refs.set(soul, new WeakRef(ref));
    this.#gone.register(ref, soul);
    return ref;
  }

  /**
   * What is here now; null: nothing.
   *
   * @param {NodeRef} ref
   */
  present(ref) {
    this.#session.writer.flush();
    let snapshot = this.#snapshots.get(ref);
    if (snapshot === undefined) {
      snapshot = this.#read(ref.soul);
      this.#snapshots.set(ref, snapshot);
      if (snapshot) this.#owners.set(snapshot, ref);
    }
    return snapshot;
  }

  /**
   * The souls of what is here below a prefix, sorted.
   *
   * @param {string} prefix
   */
  below(prefix) {
    this.#session.writer.flush();
    const reader = new CborReader(this.#session.core.souls(prefix));
    return Array.from({ length: reader.array() }, () => reader.text());
  }

  /** @param {string} soul */
  changed(soul) {
    const ref = this.#refs.get(soul)?.deref();
    if (ref) this.#snapshots.delete(ref);
  }

  /**
   * @param {string} soul
   * @returns {Snapshot | null}
   */
  #read(soul) {
    const bytes = this.#session.core.read(soul);
    if (!bytes) return null;
    const reader = new CborReader(bytes);
    const properties = reader.array() / 2;
    if (properties === 0) return null;
    /** @type {Record<string, unknown>} */
    const snapshot = Object.defineProperty({}, "$soul", { value: soul });
    /** @type {Map<string, any>} */
    const counters = new Map();
    for (let i = 0; i < properties; i++) {
      const key = reader.text();
      const item = reader.item();
      const value = item instanceof Link ? this.get(item.soul) : item;
      const counter = key[0] === "~" && typeof value === "number" && COUNTER.exec(key)?.[1];
      if (counter) counters.set(counter, (counters.get(counter) ?? 0) + value);
      else set(snapshot, key, value);
    }
    for (const [counter, sum] of counters) set(snapshot, counter, sum);
    return /** @type {Snapshot} */ (/** @type {unknown} */ (Object.freeze(snapshot)));
  }
}

/**
 * @param {any} snapshot
 * @param {string} key
 * @param {unknown} value
 */
function set(snapshot, key, value) {
  if (key === "__proto__") Object.defineProperty(snapshot, key, { value, enumerable: true });
  else if (key !== "$soul") snapshot[key] = value; // nobody can write that one here
}
