import { SoulgraphError } from "../errors.js";

/**
 * @typedef {import("../ports.js").Identity} Identity
 * @typedef {import("../ports.js").Operation} Operation
 * @typedef {import("../ports.js").Storage} Storage
 */

/**
 * What a database keeps, in memory: there as long as its world, so that one can be closed and opened
 * again, as by a reload.
 *
 * @implements {Storage}
 */
export class KeptStorage {
  /** @readonly */
  kind = /** @type {const} */ ("memory");
  /** @readonly */
  shared = false;
  #isOpen = false;
  /** @type {Record<string, Map<any, Uint8Array>>} */
  #stores = { records: new Map(), pending: new Map(), meta: new Map() };
  /** @type {Identity | undefined} */
  #identity;

  /** @param {string} name */
  async open(name) {
    if (this.#isOpen)
      throw new SoulgraphError("data-in-use", "a database is closed before it is opened again", name);
    this.#isOpen = true;
    return this;
  }

  async load() {
    const { records, pending, meta } = this.#stores;
    return /** @type {any} */ ({ records: [...records], pending: [...pending], meta: [...meta] });
  }

  /** @param {Operation[]} operations */
  async write(operations) {
    for (const { store, key, value } of operations)
      if (value) this.#stores[store]?.set(key, value);
      else this.#stores[store]?.delete(key);
  }

  async readIdentity() {
    return this.#identity;
  }

  /** @param {Identity} candidate */
  async claimIdentity(candidate) {
    return (this.#identity ??= candidate);
  }

  /** @param {Identity} identity */
  async replaceIdentity(identity) {
    this.#identity = identity;
  }

  close() {
    this.#isOpen = false;
  }
}
