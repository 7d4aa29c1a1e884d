import { SoulgraphError } from "./errors.js";
import { IndexedDbStorage } from "./storage-indexeddb.js";
import { MemoryStorage } from "./storage-memory.js";

/**
 * @typedef {import("./ports.js").Storage} Storage
 * @typedef {import("./ports.js").Identity} Identity
 * @typedef {import("./ports.js").Operation} Operation
 */

/**
 * The storage in use. When it fails, the application is told and everything goes on in memory; nothing is written to the
 * failed one any more, since a catch-up position must never be kept without the records before it.
 */
export class Store {
  /** @type {Storage} */
  #storage = new MemoryStorage();
  #lost;
  /** @type {{ operations: Operation[], strict: boolean, done: () => void }[]} */
  #queue = [];
  /** @type {Promise<void> | null} */
  #writing = null;

  /** @param {import("./ports.js").Lost} lost */
  constructor(lost) {
    this.#lost = lost;
  }

  get kind() {
    return this.#storage.kind;
  }

  /**
   * @param {string} name
   * @param {string} network
   */
  async open(name, network) {
    try {
      this.#storage = await IndexedDbStorage.open(name, network, (error) => this.#lose(error));
      // Not awaited: some browsers ask the user, and the answer changes nothing here.
      navigator.storage?.persist?.().catch(() => {});
    } catch (error) {
      const named = storageError(error);
      if (named.code === "network-mismatch" || named.code === "data-too-new") throw named;
      this.#lose(named);
    }
  }

  load() {
    return this.#attempt((storage) => storage.load());
  }

  readIdentity() {
    return this.#attempt((storage) => storage.readIdentity());
  }

  /** @param {Identity} candidate */
  claimIdentity(candidate) {
    return this.#attempt((storage) => storage.claimIdentity(candidate));
  }

  /** @param {Identity} identity */
  replaceIdentity(identity) {
    return this.#attempt((storage) => storage.replaceIdentity(identity));
  }

  /**
   * Never rejects: what can't be written any more stays in memory. What comes while a transaction is under way goes
   * into the next one together, as each costs a wait for the disk.
   *
   * @param {Operation[]} operations
   * @param {boolean} strict
   * @returns {Promise<void>}
   */
  write(operations, strict) {
    return new Promise((done) => {
      this.#queue.push({ operations, strict, done });
      this.#writing ??= this.#writeAll();
    });
  }

  async idle() {
    while (this.#writing) await this.#writing;
  }

  close() {
    this.#storage.close();
    this.#storage = new MemoryStorage();
  }

  async #writeAll() {
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0);
      /** @type {Map<string, Operation>} */
      const last = new Map();
      for (const { operations } of batch)
        for (const each of operations) last.set(`${each.store}/${each.key}`, each);
      const strict = batch.some((each) => each.strict);
      await this.#attempt((storage) => storage.write([...last.values()], strict));
      for (const { done } of batch) done();
    }
    this.#writing = null;
  }

  /**
   * @template T
   * @param {(storage: Storage) => Promise<T>} action
   */
  async #attempt(action) {
    try {
      return await action(this.#storage);
    } catch (error) {
      this.#lose(storageError(error));
      return action(this.#storage);
    }
  }

  /** @param {SoulgraphError} error */
  #lose(error) {
    this.#storage.close();
    this.#storage = new MemoryStorage();
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
        "this browser's database was written by a newer version",
        cause,
      );
    case "QuotaExceededError":
      return new SoulgraphError("storage-full", "the browser's storage is full", cause);
    default:
      return new SoulgraphError("storage-unavailable", "IndexedDB can't be used", cause);
  }
}
