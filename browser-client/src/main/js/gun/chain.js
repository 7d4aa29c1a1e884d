import { isLink, keyOf, newId, shown } from "./data.js";
import { namesIn, observeNode, observeSteps, teller } from "./observe.js";
import { gatherItem, gatherPut } from "./put.js";

/**
 * @typedef {import("../soulgraph.js").Database} Database
 * @typedef {import("./observe.js").Place} Place
 * @typedef {import("./observe.js").Tell} Tell
 *
 * @typedef {{ ok?: any; err?: string; lack?: boolean }} Ack
 *
 * @typedef {{ soul: string; missing: [string, string][] }} Target the soul that a chain leads to,
 *   and the links (of which soul, under which key) that don't lead there yet
 */

const ONCE_MS = 10_000;

/** What comes after another chain; a root begins one. */
export class Chain {
  /** @type {Set<() => void>} */
  #watching = new Set();

  /**
   * @param {import("./gun.js").Root} root
   * @param {Chain | null} parent
   */
  constructor(root, parent) {
    this.root = root;
    this.parent = parent;
  }

  /** @returns {() => Promise<Database>} */
  get db() {
    return /** @type {Chain} */ (this.parent).db;
  }

  /**
   * @param {string | number} key
   * @param {(data: any, key: string) => void} [cb]
   * @returns {Chain}
   */
  get(key, cb) {
    const next = new Property(this, String(key));
    if (cb) next.once(cb);
    return next;
  }

  /** @param {string | (string | number)[]} path */
  path(path) {
    const keys = Array.isArray(path) ? path : String(path).split(".");
    /** @type {Chain} */
    let chain = this;
    for (const key of keys) chain = chain.get(key);
    return chain;
  }

  /** @param {(data: any, key: string) => any} [fn] gives what goes on, or undefined to leave it out */
  map(fn) {
    return new Each(this, fn);
  }

  /** @param {number} [steps] `-1` or `Infinity`: the root */
  back(steps = 1) {
    /** @type {any} */
    let chain = this;
    for (let left = steps < 0 ? Infinity : steps; left > 0 && chain.parent; left--)
      chain = chain.parent;
    return chain;
  }

  /** @param {import("./gun.js").Options} [options] */
  opt(options) {
    this.root.opt(options);
    return this;
  }

  /**
   * @param {any} data
   * @param {(ack: Ack) => void} [cb] when a relay has it on its disk; without relays, when this
   *   browser has
   */
  put(data, cb) {
    this.root.write(this, (writes) => gatherPut(this, data, writes), cb);
    return this;
  }

  /**
   * @param {any} item an object becomes a node below this one
   * @param {(ack: Ack) => void} [cb]
   * @returns {Chain} to the item
   */
  set(item, cb) {
    const id = newId();
    if (!(item instanceof Object)) return this.get(id).put(item, cb);
    /** @type {string | undefined} */
    let soul;
    const added = new NodeChain(this, async () => soul ?? `${(await this.find()).soul}/${id}`);
    this.root.write(
      this,
      async (writes) => {
        soul = await gatherItem(this, id, item, writes);
      },
      cb,
    );
    return added;
  }

  /**
   * @param {(data: any, key: string, message: object, event: { off: () => void }) => void} cb
   * @param {{ change?: boolean }} [options] `change`: of a node only what has changed
   */
  on(cb, options = {}) {
    const off = this.#watch(teller(cb, !!options.change, () => off()));
    return this;
  }

  /**
   * @param {(data: any, key: string) => void} [cb] `undefined`: there is nothing
   * @param {{ wait?: number }} [options] `wait`: at most so many milliseconds
   */
  once(cb, { wait = ONCE_MS } = {}) {
    if (cb) {
      this.read(wait).then(
        (value) => cb.call(this, shown(value), this.name || value?.$soul),
        () => cb.call(this, undefined, this.name),
      );
    }
    return this;
  }

  /** Ends what was begun by `on` on this chain. */
  off() {
    for (const stop of [...this.#watching]) stop();
    return this;
  }

  /** @param {Tell} tell */
  #watch(tell) {
    let stop = () => {};
    let over = false;
    const end = () => {
      over = true;
      stop();
      this.#watching.delete(end);
    };
    this.#watching.add(end);
    // What was put before is there to be read.
    this.root.written().then(() => {
      if (!over) stop = this.observe((place) => over || tell(place));
    });
    return end;
  }

  get name() {
    return "";
  }

  /** Whether it leads to a node's property, which a plain value can be put into. */
  get isProperty() {
    return false;
  }

  /**
   * @param {Tell} _tell
   * @returns {() => void}
   */
  observe(_tell) {
    throw new TypeError("There is nothing here to read: get a key first");
  }

  /**
   * @param {number} _waitMs
   * @returns {Promise<any>}
   */
  async read(_waitMs) {
    throw new TypeError("There is nothing here to read: get a key first");
  }

  /** @returns {Promise<Target>} */
  async find() {
    throw new TypeError("There is nothing here to write to: get a key first");
  }
}

/** A node whose soul is known, or becomes known. */
export class NodeChain extends Chain {
  #soul;
  #db;

  /**
   * @param {Chain} parent
   * @param {string | (() => Promise<string>)} soul
   * @param {() => Promise<Database>} [db]
   */
  constructor(parent, soul, db) {
    super(parent.root, parent);
    this.#soul = soul;
    this.#db = db;
  }

  /** @override */
  get db() {
    return this.#db ?? super.db;
  }

  /** @override */
  get name() {
    return typeof this.#soul === "string" ? this.#soul : "";
  }

  async #find() {
    return typeof this.#soul === "string" ? this.#soul : this.#soul();
  }

  async #refer() {
    await this.root.written();
    return (await this.db()).get(await this.#find());
  }

  /**
   * @override
   * @param {Tell} tell
   */
  observe(tell) {
    return observeNode(() => this.#refer(), this, tell);
  }

  /**
   * @override
   * @param {number} timeoutMs
   */
  async read(timeoutMs) {
    return (await this.#refer()).once({ timeoutMs });
  }

  /** @override */
  async find() {
    return { soul: await this.#find(), missing: [] };
  }
}

class Property extends Chain {
  #name;

  /**
   * @param {Chain} parent
   * @param {string} name
   */
  constructor(parent, name) {
    super(parent.root, parent);
    this.#name = name;
  }

  /** @override */
  get name() {
    return this.#name;
  }

  /** @override */
  get isProperty() {
    return true;
  }

  /**
   * @override
   * @param {Tell} tell
   */
  observe(tell) {
    const { parent, name } = this;
    const step = (/** @type {Chain} */ from) => (from === parent ? this : from.get(name));
    return observeSteps(parent, () => [name], step, tell);
  }

  /**
   * @override
   * @param {number} timeoutMs
   */
  async read(timeoutMs) {
    const node = await /** @type {Chain} */ (this.parent).read(timeoutMs);
    const key = keyOf(node, this.name);
    const value = node instanceof Object && Object.hasOwn(node, key) ? node[key] : undefined;
    return isLink(value) ? value.once({ timeoutMs }) : value;
  }

  /** @override */
  async find() {
    const { soul, missing } = await /** @type {Chain} */ (this.parent).find();
    const node = await (await this.db()).get(soul).once({ local: true });
    const key = keyOf(node, this.name);
    const value = node && Object.hasOwn(node, key) ? node[key] : null;
    if (isLink(value)) return { soul: value.soul, missing };
    return {
      soul: `${soul}/${this.name}`,
      missing: /** @type {[string, string][]} */ ([...missing, [soul, key]]),
    };
  }
}

/** All that a node holds, each on its own. */
class Each extends Chain {
  #fn;

  /**
   * @param {Chain} parent
   * @param {(data: any, key: string) => any} [fn]
   */
  constructor(parent, fn) {
    super(parent.root, parent);
    this.#fn = fn;
  }

  /**
   * @override
   * @param {Tell} tell
   */
  observe(tell) {
    const step = (/** @type {Chain} */ from, /** @type {string} */ name) => from.get(name);
    return observeSteps(this.parent, namesIn, step, (place) => {
      const { value, name } = place;
      if (!this.#fn || value === undefined || value === null) return tell(place);
      const data = shown(value);
      const given = this.#fn(data, name);
      if (given !== undefined) tell(given === data ? place : { ...place, value: given });
    });
  }

  /**
   * Each once, those too that come later.
   *
   * @override
   * @param {(data: any, key: string) => void} [cb]
   */
  once(cb) {
    const met = new Set();
    if (!cb) return this;
    /** @type {(this: Chain, data: any, name: string) => void} */
    const meet = function (data, name) {
      const place = `${name}\0${data?._?.["#"] ?? ""}`;
      if (data === null || met.has(place)) return;
      met.add(place);
      cb.call(this, data, name);
    };
    return this.on(meet);
  }
}
