import { Core } from "./core.js";
import { openBouncyCastle, openEngine } from "./engine-loader.js";
import { hostOf } from "./host.js";
import { openIdentity } from "./identity.js";
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

/** One open database: makes the parts, ties them together and takes them apart again. */
export class Session {
  author = "";
  turns = new Turns();
  board;
  transport;
  nodes;
  #core = new Core((error) => this.board.problem("data", error));
  #store = new Store((error) => this.board.problem("storage", error));
  #tabs = new Tabs();
  #receipts = new Receipts(
    (id) => this.#drop(id),
    () => this.board.changed(),
  );
  #scopes;
  /** @type {Pick<import("./soulgraph.js").Status, "engine" | "crypto">} */
  #builds = { engine: "wasm", crypto: "webcrypto" };
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;
  /** @type {Promise<void> | undefined} */
  #closing;

  /** @param {ReturnType<typeof import("./options.js").readOptions>} options */
  constructor(options) {
    this.transport = new WebSocketTransport(options.relays, {
      connected: (connection) => this.#core.tell((engine) => engine.connected(connection)),
      received: (connection, frame) =>
        this.#core.tell((engine) => engine.received(connection, frame)),
      disconnected: (connection) => this.#core.tell((engine) => engine.disconnected(connection)),
      changed: () => this.#changed(),
      problem: (url, error) => this.board.problem(url, error),
    });
    this.board = new StatusBoard({
      relays: this.transport.relays,
      pending: () => this.#receipts.pending,
      parts: () => ({ storage: this.#store.kind, ...this.#builds }),
    });
    this.#scopes = new Scopes(this.#core, this.turns, this.transport);
    const writer = new Writer(this.#core, this.#receipts);
    this.nodes = new Nodes({ core: this.#core, turns: this.turns, scopes: this.#scopes, writer });
  }

  /** @param {ReturnType<typeof import("./options.js").readOptions>} options */
  async open({ name, network, engine, storage, offline }) {
    /** @type {((message: Uint8Array) => void) | null} */
    let shared = null;
    /** @type {Uint8Array[]} what other tabs store while this one still reads the storage */
    const early = [];
    if (storage === "auto") {
      this.#tabs.open(name, network, (message) => (shared ? shared(message) : early.push(message)));
    }
    try {
      const [{ build, module }] = await Promise.all([
        openEngine(engine),
        storage === "auto" ? this.#store.open(name, network) : undefined,
      ]);
      const signer = await openIdentity(this.#store, () => openBouncyCastle(build));
      this.#builds = { engine: build, crypto: signer.kind };
      const host = hostOf({
        core: this.#core,
        store: this.#store,
        signer,
        transport: this.transport,
        tabs: this.#tabs,
        turns: this.turns,
        nodes: this.nodes,
        receipts: this.#receipts,
      });
      this.#core.open(() => module.create(host, network, signer.publicKey));
      this.author = this.#core.ask((core) => core.keyText(signer.publicKey));
      await this.#load();
      shared = (message) => this.#core.tell((core) => core.shared(message));
      early.forEach(shared);
    } catch (error) {
      this.#letGo();
      throw error;
    }
    this.#ticking = setInterval(() => this.#core.tell((core) => core.tick()), TICK_MS);
    this.transport.open();
    if (!offline) this.goOffline(false);
  }

  /** @param {boolean} offline */
  goOffline(offline) {
    if (this.#closing) return;
    this.transport.offline = offline;
    this.#changed();
  }

  pending() {
    this.nodes.inside.writer.flush();
    const numbers = this.#core.ask((engine) => engine.pendingReceipts());
    return Array.from({ length: numbers.length / 4 }, (_, index) =>
      this.#receipts.get(Number(numbers[4 * index])),
    );
  }

  close() {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close() {
    this.nodes.inside.writer.flush();
    await this.#receipts.settled();
    this.transport.close();
    await this.#store.idle();
    this.#letGo();
  }

  #letGo() {
    clearInterval(this.#ticking);
    this.transport.close();
    this.#tabs.close();
    this.#scopes.close();
    this.#core.close();
    this.#store.close();
    this.turns.touched(); // whoever still waits learns that it is closed
  }

  async #load() {
    const { meta, records, pending } = await this.#store.load();
    for (const [key, value] of meta) this.#core.tell((engine) => engine.loadMeta(key, value));
    for (const [key, value] of records) this.#core.tell((engine) => engine.loadRecord(key, value));
    for (const [key, value] of pending) this.#core.tell((engine) => engine.loadPending(key, value));
    this.#core.tell((engine) => engine.start());
    const numbers = this.#core.ask((engine) => engine.pendingReceipts());
    for (let i = 0; i < numbers.length; i += 4) {
      const [id = 0, state = 0, replicas = 0, changes = 0] = numbers.slice(i, i + 4);
      this.#receipts.restore(id, state, replicas, changes);
    }
  }

  /** @param {number} id */
  async #drop(id) {
    this.#core.ask((engine) => engine.dropReceipt(id));
    await this.#store.idle();
  }

  #changed() {
    this.turns.touched();
    this.board.changed();
  }
}
