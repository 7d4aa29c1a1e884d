import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { share } from "./awareness.js";
import { Pieces, cut } from "./pieces.js";

/** What is typed within this time after an update goes together. */
const PAUSE_MS = 250;
/** A generation holds about this many updates before they are merged into the next. */
const UPDATES_MAX = 200;
/** Those who would merge at the same time wait differently long, and mostly the first does it. */
const COMPACT_WAIT_MS = 5_000;
/** Who brings the number here by force has won nothing: the last generation holds as well. */
const GENERATION_MAX = 999_999_999;

/**
 * Keeps a Y.Doc under a soul: its updates are properties of `SOUL/g0`, `SOUL/g1` and so on. Each
 * key is written once, by whoever made the update, and what it holds never changes. So whatever
 * order things arrive in, a key that was set to null has lost nothing that wasn't handed on before:
 * its update is part of a later generation's first one, which a relay had on its disk by then. Who
 * was away and writes to an old generation is read all the same, for all generations are.
 */
export class SoulgraphProvider {
  #db;
  #soul;
  #doc;
  #awareness;
  /** @type {() => void} */
  #leave;
  /** @type {Uint8Array[]} */
  #unwritten = [];
  #generation = 0;
  #pieces = new Pieces();
  #ended = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #compaction;
  synced;

  /**
   * @param {import("../soulgraph.js").Database} db
   * @param {string} soul
   * @param {import("yjs").Doc} doc
   * @param {{ awareness?: import("y-protocols/awareness").Awareness }} [options]
   */
  constructor(db, soul, doc, { awareness: given } = {}) {
    const awareness = given ?? new Awareness(doc);
    this.#db = db;
    this.#soul = soul;
    this.#doc = doc;
    this.#awareness = awareness;
    const leave = share(awareness, db.presence(soul));
    this.#leave = () => {
      leave();
      if (!given) awareness.destroy(); // its timer would keep a program in Node alive
    };
    const { signal } = this.#ended;
    const query = db.query({ prefix: soul });
    query.on((nodes) => this.#read(nodes), { signal });
    doc.on("update", this.#updated);
    doc.on("destroy", this.destroy);
    globalThis.addEventListener?.("pagehide", this.flush, { signal });
    this.synced = query.once({ signal }).then((nodes) => this.#read(nodes));
    this.synced.catch(() => {}); // whoever waits is told
    const before = Y.encodeStateAsUpdate(doc);
    if (before.length > 2) this.#updated(before, null); // what was typed before
  }

  get doc() {
    return this.#doc;
  }

  get awareness() {
    return this.#awareness;
  }

  /** Writes what waits to be written; resolves once it is durable here. */
  flush = async () => {
    if (this.#unwritten.length === 0) return;
    await this.#write(this.#generation, Y.mergeUpdates(this.#unwritten.splice(0)));
  };

  destroy = () => {
    if (this.#ended.signal.aborted) return;
    const written = this.flush();
    this.#ended.abort();
    clearTimeout(this.#pause);
    clearTimeout(this.#compaction);
    this.#doc.off("update", this.#updated);
    this.#doc.off("destroy", this.destroy);
    this.#leave();
    return written;
  };

  /**
   * @param {Uint8Array} update
   * @param {unknown} origin
   */
  #updated = (update, origin) => {
    if (origin === this) return;
    this.#unwritten.push(update);
    if (this.#pause) return;
    // A first stroke is told at once.
    queueMicrotask(this.flush);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.flush();
    }, PAUSE_MS);
  };

  /**
   * @param {number} generation
   * @param {Uint8Array} update
   */
  async #write(generation, update) {
    const pieces = cut(update);
    for (const key of Object.keys(pieces)) this.#pieces.seen.add(key);
    return this.#db.commit((tx) => tx.put(`${this.#soul}/g${generation}`, pieces));
  }

  /** @param {readonly import("../soulgraph.js").Snapshot<any>[]} nodes */
  #read(nodes) {
    if (this.#ended.signal.aborted) return;
    const generations = nodes.flatMap((node) => {
      const number = /^\/g(\d{1,9})$/.exec(node.$soul.slice(this.#soul.length))?.[1];
      return number === undefined ? [] : [{ number: Number(number), node }];
    });
    this.#generation = generations.reduce((max, { number }) => Math.max(max, number), 0);
    const updates = this.#pieces.whole(generations.map(({ node }) => node));
    this.#doc.transact(() => updates.forEach((update) => apply(this.#doc, update, this)), this);
    if (this.#pieces.live > UPDATES_MAX)
      this.#compaction ??= setTimeout(() => this.#compact(), COMPACT_WAIT_MS * Math.random());
  }

  /** Merges what has been read into a new generation, and then nulls it. */
  async #compact() {
    try {
      if (this.#pieces.live <= UPDATES_MAX) return;
      await this.flush();
      const read = this.#pieces.read();
      const next = Math.min(this.#generation + 1, GENERATION_MAX);
      const receipt = await this.#write(next, Y.encodeStateAsUpdate(this.#doc));
      const { signal } = this.#ended;
      // Without a relay there is nobody to whom it has to be handed on first.
      if (this.#db.status.value.relays.length > 0) await receipt.when("relayed", { signal });
      if (signal.aborted) return;
      await this.#db.commit((tx) => {
        for (const [soul, keys] of read)
          tx.put(soul, Object.fromEntries(keys.map((key) => [key, null])));
      });
    } catch {
      // Refused, aborted or closed: everything is still there, and the next one tries again.
    } finally {
      this.#compaction = undefined;
    }
  }
}

/**
 * Others may have written anything, and what can't be read to its end would be applied half.
 *
 * @param {Y.Doc} doc
 * @param {Uint8Array} update
 * @param {unknown} origin
 */
function apply(doc, update, origin) {
  try {
    Y.decodeUpdate(update);
    Y.applyUpdate(doc, update, origin);
  } catch {
    // It isn't there for anybody.
  }
}
