import { CborWriter, Link } from "./cbor.js";
import { elementOf } from "./elements.js";
import { flatten, isPlainObject } from "./flatten.js";
import { checkSoul } from "./handle.js";

/** @typedef {import("./cbor.js").Item} Item */

/**
 * Writes in the form that crosses to the core. Each call checks everything before it adds anything.
 */
export class Writes {
  #cbor = new CborWriter();
  #newSoul;
  /** How many items {@link bytes} holds: one for each node that a call writes. */
  count = 0;

  /** @param {(parent: string) => string} newSoul */
  constructor(newSoul) {
    this.#newSoul = newSoul;
  }

  /**
   * @param {string} soul
   * @param {unknown} patch
   */
  put(soul, patch) {
    checkSoul(soul);
    this.#write(soul, flatten(patch));
  }

  /**
   * @param {string} soul
   * @param {string} key
   * @param {Item} item
   */
  set(soul, key, item) {
    this.#write(soul, [[key, item]]);
  }

  /**
   * @param {string} set
   * @param {unknown} value a new node's properties, a node or a plain value
   * @returns {string | null} the node's soul
   */
  add(set, value) {
    checkSoul(set);
    const soul = this.element(set, value);
    if (soul !== null) {
      this.set(set, `@${soul}`, new Link(soul));
      return soul;
    }
    const { key, item } = elementOf(value);
    this.set(set, key, item);
    return item instanceof Link ? item.soul : null;
  }

  /**
   * Writes a new node for a plain object.
   *
   * @param {string} parent what the node lies below
   * @param {unknown} value
   * @returns {string | null} the node's soul; null: the value is something else, and not written
   */
  element(parent, value) {
    if (!isPlainObject(value)) return null;
    const properties = flatten(value);
    const soul = this.#newSoul(checkSoul(parent));
    this.#write(soul, properties);
    return soul;
  }

  /**
   * @param {string} set
   * @param {unknown} element
   */
  remove(set, element) {
    checkSoul(set);
    this.set(set, elementOf(element).key, null);
  }

  /**
   * @param {string} soul
   * @param {{ prefix?: boolean }} [options]
   */
  erase(soul, { prefix = false } = {}) {
    this.#cbor.array(2);
    this.#cbor.text(checkSoul(soul));
    this.#cbor.item(!!prefix);
    this.count++;
  }

  bytes() {
    return this.#cbor.bytes();
  }

  /**
   * @param {string} soul
   * @param {Map<string, Item> | [string, Item][]} properties
   */
  #write(soul, properties) {
    const pairs = [...properties];
    this.#cbor.array(1 + 2 * pairs.length);
    this.#cbor.text(soul);
    for (const [key, item] of pairs) {
      this.#cbor.text(key);
      this.#cbor.item(item);
    }
    this.count++;
  }
}
