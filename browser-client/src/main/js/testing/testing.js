import * as assets from "../assets.js";
import { SoulgraphError } from "../errors.js";
import { isPlainObject } from "../flatten.js";
import { Chance } from "./chance.js";
import { Clock } from "./clock.js";
import { KeptStorage } from "./kept-storage.js";
import { make } from "./made.js";
import { Network } from "./network.js";

/**
 * @typedef {import("../soulgraph.js").Database} Database
 * @typedef {import("../testing.js").WorldOptions} WorldOptions
 * @typedef {import("../testing.js").WorldDatabaseOptions} WorldDatabaseOptions
 */

const RELAY_URL = "ws://relay.test/gossip";
const BEGIN_MS = Date.UTC(2026, 0, 1);
const SEED_BYTES = 32;

/** @type {typeof import("../testing.js").testing} */
export async function testing(options = {}) {
  if (!isPlainObject(options)) throw wrong("testing takes an object of options", options);
  const { seed = 1, now = BEGIN_MS, engine = "auto", network = "main", ...unknown } = options;
  for (const option of Object.keys(unknown)) throw wrong("testing has no such option", option);
  if (!Number.isSafeInteger(seed)) throw wrong("seed is an integer", seed);
  if (!Number.isSafeInteger(+now) || +now < 0) throw wrong("now is a time", now);
  const world = new World({ seed, nowMs: +now, engine, network });
  try {
    await world.begin();
  } catch (error) {
    await world.world.close();
    throw error;
  }
  return world.world;
}

/** Databases, a relay and all that is between them. */
class World {
  /** @type {Map<string, { storage: KeptStorage, database: Database | null }>} by name */
  #places = new Map();
  #clock;
  #network;
  #chance;
  #made;
  #settings;
  #closed = false;
  /** @type {import("./relay.js").Relay | null} */
  #relay = null;
  /** What the test holds. */
  world;

  /** @param {{ seed: number, nowMs: number } & Required<Pick<WorldOptions, "engine" | "network">>} settings */
  constructor(settings) {
    this.#settings = settings;
    const clock = (this.#clock = new Clock(settings.nowMs));
    const chance = (this.#chance = new Chance(settings.seed));
    this.#network = new Network(clock);
    this.#made = make({
      setTimeout: (fn, ms) => clock.setTimeout(fn, ms),
      clearTimeout: (timer) => clock.clear(timer),
      setInterval: (fn, ms) => clock.setInterval(fn, ms),
      clearInterval: (timer) => clock.clear(timer),
      Date: { now: () => clock.now() },
      Math: Object.create(Math, { random: { value: () => chance.random() } }),
      crypto: { subtle: inOrder(clock), getRandomValues: (array) => chance.fill(array) },
      CompressionStream: undefined,
      assets,
    });
    this.world = this.#facade();
  }

  async begin() {
    const { engine, network } = this.#settings;
    const seed = this.#chance.fill(new Uint8Array(SEED_BYTES));
    this.#relay = await this.#made.openRelay(engine, network, seed, {
      send: (connection, frame) => this.#network.send(connection, frame),
      disconnect: (connection) => this.#network.disconnect(connection),
      fail: (code, rule, value) => {
        throw new SoulgraphError(code, rule, value);
      },
    });
    this.#network.serve(this.#relay);
  }

  /** @returns {import("../testing.js").World} */
  #facade() {
    const network = this.#network;
    return Object.freeze({
      open: /** @type {any} */ (
        (/** @type {unknown} */ what, /** @type {WorldDatabaseOptions} */ options) =>
          this.#open(what, options)
      ),
      clock: Object.freeze({
        now: () => this.#clock.now(),
        advance: async (/** @type {number} */ ms) => {
          this.#check();
          if (!(ms >= 0 && ms < Infinity)) throw wrong("time passes by milliseconds, forwards", ms);
          await this.#clock.advance(ms);
        },
      }),
      network: Object.freeze({
        get latencyMs() {
          return network.latencyMs;
        },
        set latencyMs(ms) {
          if (!(ms >= 0 && ms < Infinity)) throw wrong("a latency is some milliseconds", ms);
          network.latencyMs = ms;
        },
        cut: (/** @type {Database[]} */ ...databases) => network.cut(this.#names(databases)),
        stall: (/** @type {Database[]} */ ...databases) => network.stall(this.#names(databases)),
        heal: (/** @type {Database[]} */ ...databases) => this.#heal(databases),
      }),
      relay: Object.freeze({
        deny: (/** @type {string} */ code, rule = "this test's relay refuses it") => {
          if (!code || !this.#relay?.deny(code, rule)) throw wrong("there is no such code", code);
        },
        accept: () => void this.#relay?.deny("", ""),
      }),
      settle: async () => {
        this.#check();
        await this.#clock.settle();
      },
      close: () => this.#close(),
    });
  }

  /**
   * @param {unknown} what a name, a count, or nothing
   * @param {WorldDatabaseOptions} [options]
   */
  async #open(what, options) {
    this.#check();
    if (what !== undefined && typeof what !== "string" && !Number.isSafeInteger(what))
      throw wrong("open takes a name, or a count", what);
    if (typeof what !== "number")
      return this.#openOne(/** @type {string} */ (what ?? this.#unused()), options);
    /** @type {Database[]} */
    const databases = [];
    while (databases.length < what) databases.push(await this.#openOne(this.#unused(), options));
    return databases;
  }

  /**
   * @param {string} name
   * @param {WorldDatabaseOptions} [options]
   */
  async #openOne(name, options) {
    let place = this.#places.get(name);
    const seed = place ? undefined : this.#chance.fill(new Uint8Array(SEED_BYTES));
    if (!place) this.#places.set(name, (place = { storage: new KeptStorage(), database: null }));
    const { engine, network } = this.#settings;
    const database = await this.#made.openDatabase(
      { seed, ...options, name, network, engine, relays: [RELAY_URL], storage: place.storage },
      { connect: () => /** @type {any} */ (this.#network.connect(name)) },
    );
    place.database = database;
    return database;
  }

  #unused() {
    let number = this.#places.size + 1;
    while (this.#places.has(`${number}`)) number++;
    return `${number}`;
  }

  /**
   * @param {Database[]} databases none: all that were opened
   * @returns {string[]}
   */
  #names(databases) {
    this.#check();
    const places = [...this.#places];
    if (databases.length === 0) return places.map(([name]) => name);
    return databases.map((wanted) => {
      const found = places.find(([, { database }]) => database === wanted);
      if (!found) throw wrong("this is a database of this world, as it was opened last", wanted);
      return found[0];
    });
  }

  /** @param {Database[]} databases */
  #heal(databases) {
    const names = this.#names(databases);
    this.#network.heal(names);
    // As when a browser says that it is online: nobody waits for the next attempt.
    for (const name of names) {
      const database = this.#places.get(name)?.database;
      if (database && !database.offline) database.offline = false;
    }
  }

  #check() {
    if (this.#closed) throw new SoulgraphError("closed", "the world is closed");
  }

  async #close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const { database } of this.#places.values()) await database?.close();
    await this.#clock.settle();
    this.#clock.stop();
  }
}

/**
 * WebCrypto, whose answers come in the order of the questions: it has threads of its own.
 *
 * @param {Clock} clock
 */
function inOrder(clock) {
  const { subtle } = globalThis.crypto;
  return (
    subtle &&
    /** @type {SubtleCrypto} */ (
      new Proxy(subtle, {
        get:
          (_, name) =>
          (/** @type {any[]} */ ...args) => {
            const answer = /** @type {any} */ (subtle)[name](...args);
            return new Promise((resolve, reject) => {
              clock.soon(() => answer.then(resolve, reject));
            });
          },
      })
    )
  );
}

/**
 * @param {string} rule
 * @param {unknown} value
 */
function wrong(rule, value) {
  return new SoulgraphError("input-invalid", rule, value);
}
