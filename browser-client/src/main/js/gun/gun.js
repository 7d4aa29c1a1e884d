/**
 * The chain that applications written for GUN use, on a Soulgraph database. It knows the public API
 * alone.
 */
import { open } from "soulgraph";
import { aliasSoul, User } from "./accounts.js";
import { Chain, NodeChain } from "./chain.js";
import { Writes } from "./put.js";

/**
 * @typedef {import("../soulgraph.js").Database} Database
 * @typedef {import("../soulgraph.js").OpenOptions} OpenOptions
 * @typedef {import("../gun.js").Options} Options
 * @typedef {import("./chain.js").Ack} Ack
 */

/** GUN waits so long for an answer to a put. */
const LACK_MS = 9_000;

/** What `Gun()` gives: where chains begin. */
export class Root extends Chain {
  #options;
  /** @type {Promise<Database> | undefined} */
  #opening;
  /** @type {Promise<unknown>} */
  #written = Promise.resolve();
  /** @type {Map<string, Set<(value: any) => void>>} */
  #listeners = new Map();
  /** @type {User | undefined} */
  #user;

  /** @param {Options} options */
  constructor(options) {
    super(/** @type {any} */ (null), null);
    this.root = this;
    this.#options = options;
  }

  /** @override */
  get db() {
    return () => (this.#opening ??= this.#open());
  }

  async #open() {
    const db = await this.openAs({});
    let connected = new Set();
    db.status.on(({ relays }) => {
      const now = new Set(relays.filter(({ node }) => node).map(({ url }) => url));
      for (const url of now) if (!connected.has(url)) this.tell("hi", { url });
      for (const url of connected) if (!now.has(url)) this.tell("bye", { url });
      connected = now;
    });
    return db;
  }

  /**
   * Another database beside this one: that of somebody who has signed in.
   *
   * @param {{ suffix?: string; seed?: Uint8Array; storage?: OpenOptions["storage"] }} as
   */
  openAs({ suffix = "", ...as }) {
    const { peers = [], name = "gun", network, storage, engine } = this.#options;
    const given = { network, storage, engine };
    const relays = [...new Set([peers].flat())].map(relayOf);
    const set = Object.entries(given).filter(([, value]) => value !== undefined);
    return open({ ...Object.fromEntries(set), relays, name: name + suffix, ...as });
  }

  get dbName() {
    return this.#options.name ?? "gun";
  }

  /**
   * @override
   * @param {string | number} key
   * @param {(data: any, key: string) => void} [cb]
   */
  get(key, cb) {
    const name = String(key);
    const soul = name.startsWith("~@") ? aliasSoul(name.slice(2)) : name;
    const next = new NodeChain(this, soul);
    if (cb) next.once(cb);
    return next;
  }

  /** @override @param {Options | string | string[]} [options] */
  opt(options) {
    const { peers, ...others } = readOptions(options);
    if (this.#opening && [peers ?? []].flat().length > 0)
      throw new TypeError("Peers are given before the first read or write");
    const all = [this.#options.peers ?? [], peers ?? []].flat();
    this.#options = { ...this.#options, ...others, peers: all };
    return this;
  }

  /**
   * @override
   * @param {any} event `auth`, `hi` (a relay is connected) or `bye`
   * @param {any} [listener]
   */
  on(event, listener) {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    if (event === "hi" || event === "bye") void this.db();
    return this;
  }

  /**
   * @param {string} event
   * @param {any} value
   */
  tell(event, value) {
    for (const listener of this.#listeners.get(event) ?? []) listener(value);
  }

  /** @param {string} [key] somebody else's */
  user(key) {
    this.#user ??= new User(this);
    return key ? new NodeChain(this, `~${key.replace(/^~/, "")}`) : this.#user;
  }

  /** What has been put before can be read once this resolves. */
  written() {
    return this.#written;
  }

  /**
   * Puts take their turns: each reads where the links lead that the one before has made.
   *
   * @param {Chain} chain
   * @param {(writes: Writes) => Promise<void>} gather
   * @param {(ack: Ack) => void} [cb]
   */
  write(chain, gather, cb) {
    const committed = this.#written.then(async () => {
      const db = await chain.db();
      const writes = new Writes(db);
      await gather(writes);
      return { db, receipt: writes.commit() };
    });
    this.#written = committed.catch(() => {});
    committed.then(
      async ({ db, receipt }) => {
        try {
          const kept = await receipt;
          if (cb && db.status.value.relays.length > 0)
            await kept.when("relayed", { timeoutMs: LACK_MS });
          cb?.({ ok: true });
        } catch (error) {
          failed(error, cb);
        }
      },
      (error) => failed(error, cb),
    );
  }

  /** Not of GUN's: lets go of the databases. */
  async close() {
    await this.#written;
    await this.#user?.close();
    await (await this.#opening)?.close();
  }
}

/**
 * @param {any} error
 * @param {(ack: Ack) => void} [cb]
 */
function failed(error, cb) {
  const lack = error.code === "timeout" && { lack: true };
  if (cb) cb({ err: error.message, ...lack });
  else if (!lack) console.error(error); // nobody else would tell
}

/** @param {Options | string | string[]} [options] */
function readOptions(options = {}) {
  return typeof options === "string" || Array.isArray(options) ? { peers: options } : options;
}

/**
 * A peer as GUN's applications name it, or a relay as ours do.
 *
 * @param {string} peer
 */
function relayOf(peer) {
  const url = new URL(peer, globalThis.location?.href);
  url.protocol = url.protocol.replace(/^http/, "ws");
  if (url.pathname === "/" || url.pathname === "/gun") url.pathname = "/gossip";
  return url.href;
}

/**
 * With `new` or without.
 *
 * @type {typeof import("../gun.js").default}
 */
const Gun = /** @type {any} */ (
  function (/** @type {Options | string | string[] | undefined} */ options) {
    return new Root(readOptions(options));
  }
);
Gun.is = (/** @type {unknown} */ value) => value instanceof Chain;

export default Gun;
