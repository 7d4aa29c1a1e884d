import { SoulgraphError } from "./errors.js";
import { MemoryStorage } from "./storage-memory.js";

/**
 * @typedef {import("./ports.js").Storage} Storage
 * @typedef {import("./ports.js").Identity} Identity
 * @typedef {import("./ports.js").Operation} Operation
 */

/**
 * The storage in use. When it fails, the application is told and everything goes on in memory;
 * nothing is written to the failed one any more, since a catch-up position must never be kept
 * without the records before it.
 */
export class Store {
  /** @type {Storage} */
  #storage = new MemoryStorage();
  #lost;
  #changed;
  #strict = true;
  /** Whether tabs share it, of which one leads; no more when it has failed. */
  sharing = false;
  /** This tab's as a leader: another number in the storage, and another one leads. */
  epoch = 0;
  /** @type {Promise<unknown>} */
  #written = Promise.resolve();

  /**
   * @param {import("./ports.js").Lost} lost
   * @param {() => void} changed
   */
  constructor(lost, changed) {
    this.#lost = lost;
    this.#changed = changed;
  }

  get persistent() {
    return this.#storage.persistent;
  }

  get kind() {
    return this.#storage.kind;
  }

  /**
   * @param {import("./ports.js").StorageProvider} provider
   * @param {string} name
   * @param {string} network
   * @param {boolean} strict
   */
  async open(provider, name, network, strict) {
    this.#strict = strict;
    try {
      const lost = (/** @type {SoulgraphError} */ error) => this.#lose(error);
      this.#storage = await provider.open(name, network, lost, this.#changed);
    } catch (error) {
      const named = storageError(error);
      // Who names a storage wants that one or none.
      const fatal = ["network-mismatch", "data-too-new"].includes(named.code);
      if (fatal || !provider.shared) throw named;
      this.#lost(named);
    }
  }

  async load() {
    const loaded = await this.attempt((storage) => storage.load());
    this.epoch = loaded.epoch ?? 0;
    return loaded;
  }

  readIdentity() {
    return this.attempt((storage) => storage.readIdentity());
  }

  /** @param {Identity} candidate */
  claimIdentity(candidate) {
    return this.attempt((storage) => storage.claimIdentity(candidate));
  }

  /** @param {Identity} identity */
  replaceIdentity(identity) {
    return this.attempt((storage) => storage.replaceIdentity(identity));
  }

  /**
   * Never rejects: what can't be written any more stays in memory. The core writes one transaction
   * at a time, so that none can follow one that failed.
   *
   * @param {Operation[]} operations
   * @param {boolean} strict
   * @returns {Promise<boolean | void>} false: another tab leads, and nothing but own commits was kept
   */
  write(operations, strict) {
    const written = this.attempt((storage) =>
      storage.write(operations, strict && this.#strict, this.sharing ? this.epoch : undefined),
    );
    this.#written = written;
    return written;
  }

  async idle() {
    for (let last; last !== this.#written; await last) last = this.#written;
  }

  close() {
    const closed = this.#storage.close();
    this.#storage = new MemoryStorage();
    return closed;
  }

  /**
   * @template T
   * @param {(storage: Storage) => Promise<T>} action
   */
  async attempt(action) {
    try {
      return await action(this.#storage);
    } catch (error) {
      this.#lose(storageError(error));
      return action(this.#storage);
    }
  }

  /** @param {SoulgraphError} error */
  #lose(error) {
    const storage = this.#storage;
    if (storage.kind === "memory") return; // told before
    this.#storage = new MemoryStorage();
    this.sharing = false;
    storage.close();
    this.#lost(error);
  }
}

/**
 * @param {any} error
 * @returns {SoulgraphError}
 */
function storageError(error) {
  if (error instanceof SoulgraphError) return error;
  const cause = `${error?.name}: ${error?.message}`;
  switch (error?.name) {
    case "VersionError":
      return new SoulgraphError(
        "data-too-new",
        "the database was written by a newer version",
        cause,
      );
    case "QuotaExceededError":
      return new SoulgraphError("storage-full", "the browser's storage is full", cause);
    default:
      return new SoulgraphError("storage-unavailable", "IndexedDB can't be used", cause);
  }
}
