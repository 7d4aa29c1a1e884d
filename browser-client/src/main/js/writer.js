import { CborWriter } from "./cbor.js";
import { SoulgraphError } from "./errors.js";
import { Writes } from "./writes.js";

/** @typedef {import("./soulgraph.js").Receipt} Receipt */

/**
 * @typedef {object} Entry
 * @property {Writes} writes
 * @property {(receipt: Promise<Receipt>) => void} resolve
 * @property {(error: unknown) => void} reject
 *
 * @typedef {(writes: Uint8Array) => (() => void) | undefined} Observer called before a commit, what
 *   it gives after it
 */

/**
 * What is written without waiting in between shares one commit, and so one signature. Whoever reads
 * flushes first, so that everybody sees their own writes at once.
 */
export class Writer {
  #session;
  /** @type {Entry[]} */
  #entries = [];
  /** @type {Set<Observer>} */
  #observers = new Set();

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  /**
   * Checks now, commits at the end of the turn, resolves once durable in this browser.
   *
   * @param {(writes: Writes) => void} write
   * @returns {Promise<Receipt>}
   */
  write(write) {
    const writes = this.#newWrites();
    write(writes);
    return new Promise((resolve, reject) => {
      if (this.#entries.length === 0) queueMicrotask(() => this.flush());
      this.#entries.push({ writes, resolve, reject });
    });
  }

  /**
   * A commit of its own.
   *
   * @param {(writes: Writes) => Promise<void> | void} write
   * @returns {Promise<Receipt>}
   */
  async commit(write) {
    const writes = this.#newWrites();
    const unfinished = write(writes);
    if (unfinished) await unfinished;
    if (writes.count === 0)
      throw new SoulgraphError("commit-invalid", "a commit has at least one write");
    this.flush();
    return this.#commit([writes]);
  }

  flush() {
    if (this.#entries[0]) this.#flush(this.#entries.splice(0));
  }

  /** @param {Entry[]} entries at least one */
  #flush(entries) {
    try {
      const receipt = this.#commit(entries.map(({ writes }) => writes));
      for (const { resolve } of entries) resolve(receipt);
    } catch (error) {
      // One bad write must not take the others of its turn with it.
      if (entries.length === 1) entries[0]?.reject(error);
      else for (const entry of entries) this.#flush([entry]);
    }
  }

  /** @param {Observer} observer */
  observe(observer) {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  #newWrites() {
    return new Writes((parent) => this.#session.core.ask((engine) => engine.newSoul(parent)));
  }

  /** @param {Writes[]} parts */
  #commit(parts) {
    const cbor = new CborWriter();
    cbor.array(parts.reduce((sum, { count }) => sum + count, 0));
    for (const part of parts) cbor.raw(part.bytes());
    const writes = cbor.bytes();
    const observed = [...this.#observers].map((observer) => observer(writes));
    const receipt = this.#session.core.ask((engine) => engine.commit(writes));
    for (const done of observed) done?.();
    return this.#session.receipts.local(receipt);
  }
}
