/**
 * What a put writes. An object within an object is a node of its own, below the outer one's soul
 * unless a link leads elsewhere already.
 *
 * @typedef {import("../soulgraph.js").Database} Database
 *
 * @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot
 *
 * @typedef {import("./chain.js").Chain} Chain
 */
import { isLink, isObject, keyOf } from "./data.js";

/**
 * @param {Chain} chain
 * @param {any} data
 * @param {Writes} writes
 */
export async function gatherPut(chain, data, writes) {
  if (isObject(data)) {
    const target = await chain.find();
    writes.join(target);
    await writes.node(target.soul, data);
    return;
  }
  if (!chain.isProperty)
    throw new TypeError("Data at the root of a graph must be a node (an object)");
  const parent = /** @type {Chain} */ (chain.parent);
  const target = await parent.find();
  writes.join(target);
  const known = await (await chain.db()).get(target.soul).once({ local: true });
  await writes.property(target.soul, keyOf(known, chain.name), data, known);
}

/**
 * @param {Chain} chain
 * @param {string} id names the item, where nothing else does
 * @param {any} item
 * @param {Writes} writes
 * @returns {Promise<string>} the item's soul
 */
export async function gatherItem(chain, id, item, writes) {
  const target = await chain.find();
  writes.join(target);
  const soul = (await soulOf(item)) ?? item._?.["#"] ?? `${target.soul}/${id}`;
  writes.link(target.soul, `@${soul}`, soul);
  if (isObject(item)) await writes.node(soul, item);
  return soul;
}

/** @param {any} value a chain, perhaps */
export async function soulOf(value) {
  return typeof value?.find === "function" && "root" in value
    ? /** @type {string} */ ((await value.find()).soul)
    : undefined;
}

/** One put, gathered before it is written: it is signed as one. */
export class Writes {
  #db;
  /** @type {Map<string, Record<string, unknown>>} */
  #patches = new Map();
  /** @type {Map<object, string>} what has been met, for objects may hold each other */
  #met = new Map();

  /** @param {Database} db */
  constructor(db) {
    this.#db = db;
  }

  /**
   * @param {string} soul
   * @param {string} key
   * @param {unknown} value
   */
  set(soul, key, value) {
    const patch = this.#patches.get(soul) ?? {};
    this.#patches.set(soul, patch);
    patch[key] = value;
  }

  /**
   * @param {string} soul
   * @param {string} key
   * @param {string} target
   */
  link(soul, key, target) {
    this.set(soul, key, this.#db.get(target));
  }

  /** @param {import("./chain.js").Target} target makes the links that don't lead there yet */
  join({ soul, missing }) {
    missing.forEach(([from, key], index) =>
      this.link(from, key, missing[index + 1]?.[0] ?? soul),
    );
  }

  /**
   * @param {string} soul
   * @param {Record<string, any>} data
   */
  async node(soul, data) {
    this.#met.set(data, soul);
    const known = await this.#db.get(soul).once({ local: true });
    for (const [name, value] of Object.entries(data)) {
      if (name === "_" || value === undefined) continue;
      await this.property(soul, keyOf(known, name), value, known);
    }
  }

  /**
   * @param {string} soul
   * @param {string} key
   * @param {any} value
   * @param {Snapshot | null} known
   */
  async property(soul, key, value, known) {
    if (value === null || ["string", "number", "boolean"].includes(typeof value)) {
      this.set(soul, key, value);
      return;
    }
    const target = this.#met.get(value) ?? (await soulOf(value)) ?? soulNamedBy(value);
    if (target) {
      this.link(soul, key, target);
      return;
    }
    if (!isObject(value)) {
      const kind = Array.isArray(value) ? "an array" : (value.constructor?.name ?? typeof value);
      throw new TypeError(`Invalid data: ${kind} at ${soul}.${key}`);
    }
    const before = known && Object.hasOwn(known, key) ? known[key] : null;
    const child = value._?.["#"] ?? (isLink(before) ? before.soul : `${soul}/${key}`);
    this.link(soul, key, child);
    await this.node(child, value);
  }

  commit() {
    return this.#db.commit((tx) => {
      for (const [soul, patch] of this.#patches) tx.put(soul, patch);
    });
  }
}

/** @param {any} value */
function soulNamedBy(value) {
  const keys = Object.keys(value);
  return keys.length === 1 && typeof value["#"] === "string" ? value["#"] : undefined;
}
