import { Core } from "./core.js";
import { openBouncyCastle, openEngine } from "./engine-loader.js";
import { hostOf } from "./host.js";
import { openIdentity, seedOf } from "./identity.js";
import { Later } from "./later.js";
import { Nodes } from "./nodes.js";
import { Receipts } from "./receipts.js";
import { Scopes } from "./scopes.js";
import { StatusBoard } from "./status.js";
import { Store } from "./store.js";
import { Tabs } from "./tabs.js";
import { WebSocketTransport } from "./transport-websocket.js";
import { Turns } from "./turns.js";
import { Writer } from "./writer.js";

const TICK_MS = 1_000;

/** How often this page's core is still to be rehearsed. */
let rehearsals = 6;

/**
 * What receives changes is fast once it has run for a while: so it runs while the first connection
 * is made, a few milliseconds at a time, for other things not to wait.
 *
 * @param {import("./engine.js").EngineModule} module
 */
function rehearse(module) {
  if (rehearsals-- > 0) {
    setTimeout(() => {
      module.rehearse?.();
      rehearse(module);
    });
  }
}

/** @typedef {ReturnType<typeof import("./options.js").readOptions>} Options */

/** One open database: makes the parts, ties them together and takes them apart again. */
export class Session {
  author = "";
  turns = new Turns();
  board = new StatusBoard(this);
  core = new Core((error) => this.board.problem("data", error));
  store = new Store(
    (error) => this.board.problem("storage", error),
    () => this.board.changed(),
  );
  tabs = new Tabs(this);
  receipts = new Receipts(this);
  scopes = new Scopes(this);
  nodes = new Nodes(this);
  writer = new Writer(this);
  later = new Later(this);
  transport;
  /** @type {Pick<import("./soulgraph.js").Status, "engine" | "crypto">} */
  builds = { engine: "wasm", crypto: "webcrypto" };
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;
  /** @type {Promise<void> | undefined} */
  #closing;
  /** @type {any} there once it is open */
  exportSeed;

  /**
   * @param {Options} options
   * @param {import("./ports.js").Platform["connect"]} connect
   */
  constructor({ relays }, connect) {
    this.transport = new WebSocketTransport(relays, {
      connect,
      connected: (connection) => this.core.tell((engine) => engine.connected(connection)),
      received: (connection, frames, joined) =>
        this.core.tell((engine) => engine.received(connection, frames, joined)),
      disconnected: (connection) => this.core.tell((engine) => engine.disconnected(connection)),
      changed: () => this.changed(),
      problem: (url, error) => this.board.problem(url, error),
    });
  }

  /** @param {Options} options */
  async open({ name, network, engine, storage, offline, durability, seed }) {
    if (storage?.shared) this.tabs.open(name, network);
    try {
      const loading = openEngine(engine);
      loading.catch(() => {}); // told below, once there is a storage that can be closed
      if (storage) await this.store.open(storage, name, network, durability === "strict");
      await this.tabs.share();
      const { build, module } = await loading;
      const loadBouncyCastle = () => openBouncyCastle(build);
      const { signer, identity } = await openIdentity(this.store, loadBouncyCastle, seed);
      this.exportSeed = () => seedOf(identity);
      this.builds = { engine: build, crypto: signer.kind };
      this.core.open(() => module.create(hostOf(this, signer), network, signer.publicKey));
      this.author = this.core.ask((core) => core.keyText(signer.publicKey));
      if (!this.transport.leads) this.core.tell((core) => core.lead(false));
      this.load(await this.store.load());
      this.core.tell((core) => core.start());
      if (build === "wasm" && this.transport.configured && !offline) rehearse(module);
    } catch (error) {
      await this.#letGo();
      throw error;
    }
    this.#ticking = setInterval(() => {
      this.core.tell((core) => core.tick());
      this.tabs.together?.tick();
    }, TICK_MS);
    this.transport.open();
    if (!offline) this.goOffline(false);
    this.tabs.release();
    this.tabs.together?.start();
  }

  /** @param {boolean} offline */
  goOffline(offline) {
    if (this.#closing) return;
    this.transport.offline = offline;
    this.tabs.together?.switched();
    this.changed();
  }

  pending() {
    this.writer.flush();
    const numbers = this.core.ask((engine) => engine.pendingReceipts());
    return Array.from(numbers, (number) => this.receipts.get(number));
  }

  close() {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close() {
    this.writer.flush();
    await this.receipts.settled();
    this.transport.close();
    await this.store.idle();
    await this.#letGo();
  }

  #letGo() {
    clearInterval(this.#ticking);
    this.transport.close();
    this.tabs.close();
    this.later.close();
    this.scopes.close();
    this.core.close();
    this.turns.touched(); // whoever still waits learns that it is closed
    return this.store.close();
  }

  /** @param {import("./ports.js").Loaded | import("./ports.js").Missed} stored */
  load({ meta, records, pending }) {
    const gone = new Uint8Array();
    this.tabs.together?.loaded(records);
    this.core.tell((engine) => {
      for (const [key, value] of meta) engine.loadMeta(key, value);
      for (const [key, value] of records) engine.loadRecord(key, value ?? gone);
      for (const [key, value] of pending) engine.loadPending(key, value);
    });
  }

  changed() {
    this.turns.touched();
    this.board.changed();
    this.tabs.together?.changed();
  }
}
