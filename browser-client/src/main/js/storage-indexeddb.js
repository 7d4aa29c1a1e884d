import { SoulgraphError } from "./errors.js";

/**
 * @typedef {import("./ports.js").Storage} Storage
 * @typedef {import("./ports.js").Identity} Identity
 * @typedef {import("./ports.js").Operation} Operation
 * @typedef {import("./ports.js").StoreName} StoreName
 */

const VERSION = 1;
const OPEN_MAX_MS = 8_000;
/** @type {StoreName[]} */
const DATA = ["records", "pending", "meta"];
const IDENTITY = "identity";
const ALL = [...DATA, IDENTITY];
/** Raised by each tab that takes the lead over. */
const EPOCH = "epoch";

/**
 * One database for a name, shared by all tabs: each tab's core gives its records keys of its own.
 *
 * @implements {Storage}
 */
export class IndexedDbStorage {
  /** @readonly */
  kind = /** @type {const} */ ("indexeddb");
  /** @readonly */
  static shared = true;
  persistent = false;
  #database;
  #changed;
  #asked = false;

  /**
   * @param {IDBDatabase} database
   * @param {import("./ports.js").Lost} lost
   * @param {() => void} changed
   */
  constructor(database, lost, changed) {
    this.#database = database;
    this.#changed = changed;
    database.onclose = () =>
      lost(
        new SoulgraphError("storage-evicted", "the browser has removed the storage"),
      );
    database.onversionchange = () => {
      database.close(); // another tab needs a newer format, or deletes the database
      lost(
        new SoulgraphError(
          "storage-unavailable",
          "another tab has taken the storage over",
        ),
      );
    };
  }

  /**
   * @param {string} name
   * @param {string} network
   * @param {import("./ports.js").Lost} lost
   * @param {() => void} changed
   */
  static async open(name, network, lost, changed) {
    const database = await openDatabase(`soulgraph:${name}`);
    const storage = new IndexedDbStorage(database, lost, changed);
    const known = await storage.#claim("network", network);
    if (known !== network) {
      storage.close();
      throw new SoulgraphError(
        "network-mismatch",
        `this browser's database "${name}" belongs to another network`,
        known,
      );
    }
    storage.#persist(() => navigator.storage?.persisted?.());
    return storage;
  }

  /**
   * Not awaited: what is kept is kept as well until then.
   *
   * @param {() => Promise<boolean> | undefined} question
   */
  async #persist(question) {
    this.persistent = (await question()?.catch(() => false)) ?? false;
    this.#changed();
  }

  /**
   * Browsers that ask the user do so when there is something to lose, and never a user who hasn't
   * touched the page yet.
   */
  #askToPersist() {
    if (this.#asked || !navigator.userActivation?.hasBeenActive) return;
    this.#asked = true;
    if (!this.persistent) this.#persist(() => navigator.storage?.persist?.());
  }

  get database() {
    return this.#database;
  }

  async load() {
    const transaction = this.#database.transaction(ALL, "readonly");
    const [epoch, records, pending, meta] = await Promise.all([
      result(transaction.objectStore(IDENTITY).get(EPOCH)),
      ...DATA.map((store) => readAll(transaction.objectStore(store))),
    ]);
    return /** @type {import("./ports.js").Loaded} */ ({ epoch, records, pending, meta });
  }

  /**
   * @param {Operation[]} operations
   * @param {boolean} strict
   * @param {number} [epoch]
   */
  async write(operations, strict, epoch) {
    if (operations.some(({ store }) => store === "pending")) this.#askToPersist();
    const transaction = this.#database.transaction(ALL, "readwrite", {
      durability: strict ? "strict" : "relaxed",
    });
    const done = completed(transaction);
    /** @param {Operation[]} some */
    const apply = (some) => {
      for (const { store, key, value } of some) {
        const target = transaction.objectStore(store);
        if (value) target.put(compact(value), key);
        else target.delete(key);
      }
      transaction.commit?.();
    };
    let whole = true;
    if (epoch === undefined) {
      apply(operations);
    } else {
      const request = transaction.objectStore(IDENTITY).get(EPOCH);
      request.onsuccess = () => {
        whole = (request.result ?? 0) === epoch;
        apply(whole ? operations : operations.filter(isOwn));
      };
    }
    await done;
    return whole;
  }

  async readIdentity() {
    const store = this.#database.transaction(IDENTITY, "readonly").objectStore(IDENTITY);
    return /** @type {Identity | undefined} */ (await result(store.get("self")));
  }

  /** @param {Identity} candidate */
  claimIdentity(candidate) {
    return this.#claim("self", candidate);
  }

  /** @param {Identity} identity */
  async replaceIdentity(identity) {
    const transaction = this.#identityTransaction();
    const done = completed(transaction);
    transaction.objectStore(IDENTITY).put(identity, "self");
    await done;
  }

  close() {
    this.#database.onclose = null;
    this.#database.close();
  }

  /**
   * Get and put in one transaction: of two tabs that open at once, one wins and both see it.
   *
   * @template T
   * @param {string} key
   * @param {T} candidate
   * @returns {Promise<T>}
   */
  async #claim(key, candidate) {
    const transaction = this.#identityTransaction();
    const done = completed(transaction);
    const store = transaction.objectStore(IDENTITY);
    const request = store.get(key);
    let kept = candidate;
    request.onsuccess = () => {
      if (request.result === undefined) store.put(candidate, key);
      else kept = request.result;
    };
    await done;
    return kept;
  }

  #identityTransaction() {
    return this.#database.transaction(IDENTITY, "readwrite", { durability: "strict" });
  }
}

/**
 * What a tab may write whoever leads: what becomes of commits, and the last state that it has issued.
 * A commit that only a former leader knows to be acknowledged is at the node.
 *
 * @param {Operation} operation
 */
function isOwn({ store, key }) {
  return store === "pending" || key === "state";
}

/**
 * @param {string} name
 * @returns {Promise<IDBDatabase>}
 */
function openDatabase(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION);
    let late = false;
    /** @param {unknown} error */
    const giveUp = (error) => {
      late = true;
      clearTimeout(timer);
      reject(error);
    };
    // Some browsers never answer while another process holds the files.
    const timer = setTimeout(() => giveUp(unavailable("it did not open in time")), OPEN_MAX_MS);
    request.onupgradeneeded = () => {
      for (const store of ALL) request.result.createObjectStore(store);
    };
    request.onblocked = () =>
      giveUp(
        new SoulgraphError(
          "storage-blocked",
          "no tab with an older version holds the storage open",
          name,
          true,
        ),
      );
    request.onerror = () => giveUp(request.error);
    request.onsuccess = () => {
      clearTimeout(timer);
      if (late) request.result.close();
      else resolve(request.result);
    };
  });
}

/**
 * @param {IDBObjectStore} store
 * @returns {Promise<[any, Uint8Array][]>}
 */
async function readAll(store) {
  const [keys, values] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
  return keys.map((key, index) => [key, values[index]]);
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>}
 */
function completed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () =>
      reject(transaction.error ?? unavailable("a transaction was aborted"));
  });
}

/**
 * A clone takes the whole buffer, so a view of a part is copied first.
 *
 * @param {Uint8Array} bytes
 */
function compact(bytes) {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}

/** @param {string} why */
function unavailable(why) {
  return new SoulgraphError("storage-unavailable", "IndexedDB can't be used", why);
}
