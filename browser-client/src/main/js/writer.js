import { CborWriter } from "./cbor.js";
import { SoulgraphError } from "./errors.js";
import { Writes } from "./writes.js";

/** @typedef {import("./soulgraph.js").Receipt} Receipt */

/**
 * @typedef {object} Entry
 * @property {Writes} writes
 * @property {(receipt: Promise<Receipt>) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/**
 * What is written without waiting in between shares one commit, and so one signature. Whoever reads
 * flushes first, so that everybody sees their own writes at once.
 */
export class Writer {
  #session;
  /** @type {Entry[]} */
  #entries = [];

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
   * @param {(writes: Writes) => void} write
   * @returns {Promise<Receipt>}
   */
  async commit(write) {
    const writes = this.#newWrites();
    write(writes);
    if (writes.count === 0)
      throw new SoulgraphError("commit-invalid", "a commit has at least one write");
    this.flush();
    return this.#commit([writes]);
  }

  flush(entries = this.#entries.splice(0)) {
    if (entries.length === 0) return;
    try {
      const receipt = this.#commit(entries.map(({ writes }) => writes));
      for (const { resolve } of entries) resolve(receipt);
    } catch (error) {
      // One bad write must not take the others of its turn with it.
      if (entries.length === 1) entries[0]?.reject(error);
      else for (const entry of entries) this.flush([entry]);
    }
  }

  #newWrites() {
    return new Writes((parent) => this.#session.core.ask((engine) => engine.newSoul(parent)));
  }

  /** @param {Writes[]} parts */
  #commit(parts) {
    const cbor = new CborWriter();
    cbor.array(parts.reduce((sum, { count }) => sum + count, 0));
    for (const part of parts) cbor.raw(part.bytes());
    return this.#session.receipts.local(
      this.#session.core.ask((engine) => engine.commit(cbor.bytes())),
    );
  }
}
