import { report } from "../errors.js";
import { CborReader, SoulgraphError } from "../later/borrowed.js";
import { tokenOf } from "../queries/values.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../cbor.js").Item} Item
 *
 * @typedef {object} Entry one property that was written
 * @property {string} soul
 * @property {string} key
 * @property {Item} before
 * @property {Item} after
 */

const LIMIT = 100;

/**
 * One's own writes of this database, to be undone and redone commit by commit. An undo is a write
 * as any other: it puts back what was there before, under those keys alone that still hold what was
 * written; what others have overwritten since is theirs.
 */
export class History {
  #session;
  #prefix;
  #limit;
  #onClose;
  /** @type {Entry[][]} */
  #done = [];
  /** @type {Entry[][]} */
  #undone = [];
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #ignoring = false;
  #unobserve;

  /**
   * @param {Session} session
   * @param {import("../soulgraph.js").HistoryOptions} options
   * @param {() => void} onClose
   */
  constructor(session, { prefix = "", limit = LIMIT } = {}, onClose) {
    if (!Number.isInteger(limit) || limit < 1)
      throw new SoulgraphError("input-invalid", "limit is a whole number from 1", limit);
    this.#session = session;
    this.#prefix = prefix;
    this.#limit = limit;
    this.#onClose = onClose;
    this.#unobserve = session.writer.observe((writes) => this.#observed(writes));
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  undo() {
    return this.#revert(this.#done, this.#undone);
  }

  redo() {
    return this.#revert(this.#undone, this.#done);
  }

  clear() {
    this.#done = [];
    this.#undone = [];
    this.#tell();
  }

  /**
   * @param {() => void} fn
   * @param {{ signal?: AbortSignal }} [options]
   */
  on(fn, { signal } = {}) {
    const stop = () => {
      this.#listeners.delete(fn);
      signal?.removeEventListener("abort", stop);
    };
    if (signal?.aborted) return stop;
    signal?.addEventListener("abort", stop);
    this.#listeners.add(fn);
    return stop;
  }

  close() {
    this.#unobserve();
    this.#onClose();
    this.#listeners.clear();
  }

  /**
   * Takes the latest group that can still be taken back.
   *
   * @param {Entry[][]} from
   * @param {Entry[][]} to
   * @returns {Promise<import("../soulgraph.js").Receipt | null>}
   */
  async #revert(from, to) {
    this.#session.writer.flush();
    for (let group; (group = from.pop()); ) {
      const holding = group.filter(({ soul, key, after }) => {
        return same(this.#raw(soul).get(key) ?? null, after);
      });
      if (holding.length === 0) continue;
      const back = holding.map(({ soul, key, before, after }) => ({
        soul,
        key,
        before: after,
        after: before,
      }));
      const receipt = this.#write(back);
      to.push(back);
      this.#tell();
      return receipt;
    }
    this.#tell();
    return null;
  }

  /**
   * Up to the commit nothing waits: what others write meanwhile is remembered.
   *
   * @param {Entry[]} entries
   */
  #write(entries) {
    this.#ignoring = true;
    try {
      return this.#session.writer.commit((writes) => {
        for (const { soul, key, after } of entries) writes.set(soul, key, after);
      });
    } finally {
      this.#ignoring = false;
    }
  }

  /**
   * @param {Uint8Array} bytes as they cross to the core, before they do
   * @returns {(() => void) | undefined} to be called when they have
   */
  #observed(bytes) {
    if (this.#ignoring) return undefined;
    const group = this.#entries(bytes);
    if (group.length === 0) return undefined;
    return () => {
      this.#done.push(group);
      if (this.#done.length > this.#limit) this.#done.shift();
      this.#undone = [];
      this.#tell();
    };
  }

  /** @param {Uint8Array} bytes */
  #entries(bytes) {
    const reader = new CborReader(bytes);
    /** @type {Map<string, Entry>} */
    const entries = new Map();
    for (let nodes = reader.array(); nodes > 0; nodes--) {
      const items = reader.array();
      const soul = reader.text();
      const inside = this.#prefix === "" || `${soul}/`.startsWith(`${this.#prefix}/`);
      const raw = inside ? this.#raw(soul) : new Map();
      if (items === 2) reader.item(); // an erase takes the bytes, too: nothing is left to put back
      for (let pairs = items >> 1; items !== 2 && pairs > 0; pairs--) {
        const key = reader.text();
        const after = reader.item();
        const name = `${soul}\u0000${key}`;
        const before = entries.get(name)?.before ?? raw.get(key) ?? null;
        if (inside) entries.set(name, { soul, key, before, after });
      }
    }
    return [...entries.values()].filter(({ before, after }) => !same(before, after));
  }

  /**
   * @param {string} soul
   * @returns {Map<string, Item>}
   */
  #raw(soul) {
    const bytes = this.#session.core.read(soul);
    const reader = bytes && new CborReader(bytes);
    /** @type {Map<string, Item>} */
    const raw = new Map();
    for (let pairs = reader ? reader.array() / 2 : 0; reader && pairs > 0; pairs--)
      raw.set(reader.text(), reader.item());
    return raw;
  }

  #tell() {
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        report(error);
      }
    }
  }
}

/**
 * @param {Item} a
 * @param {Item} b
 */
const same = (a, b) => tokenOf(a) === tokenOf(b);
