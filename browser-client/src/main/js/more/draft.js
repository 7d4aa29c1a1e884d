import { CborReader, SoulgraphError } from "../later/borrowed.js";
import { itemKey, itemsOf, placeKey } from "./items.js";
import { newId, placesBetween } from "./places.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../writes.js").Writes} Writes
 * @typedef {import("./items.js").Item} Item
 */

/**
 * What is to be written together, as it comes out of what is there now and of what was said before:
 * a second push comes after the first, a second increment adds to the first.
 */
export class Draft {
  #session;
  #writes;
  #replica;
  /** @type {Map<string, Item[]>} by the list's soul */
  #lists = new Map();
  /** @type {Map<string, Map<string, number>>} own sums by soul and key */
  #sums = new Map();

  /**
   * @param {Session} session
   * @param {Writes} writes
   * @param {string} replica
   */
  constructor(session, writes, replica) {
    this.#session = session;
    this.#writes = writes;
    this.#replica = replica;
  }

  /**
   * @param {string} soul
   * @param {string} counter
   * @param {number} by
   */
  increment(soul, counter, by = 1) {
    checkCounter(counter, by);
    const key = `~${this.#session.author}/+${this.#replica}/${counter}`;
    const sums = this.#sums.get(soul) ?? new Map();
    this.#sums.set(soul, sums);
    const sum = (sums.get(key) ?? ownNumber(this.#session, soul, key)) + by;
    this.#writes.put(soul, { [key]: sum + 0 });
    sums.set(key, sum);
  }

  /**
   * @param {string} soul
   * @param {...unknown} values
   */
  push(soul, ...values) {
    return this.insert(soul, this.#items(soul).length, ...values);
  }

  /**
   * @param {string} soul
   * @param {number} index
   * @param {...unknown} values
   * @returns {{ id: string, node?: any }[]}
   */
  insert(soul, index, ...values) {
    const items = this.#items(soul);
    checkIndex(index, items.length);
    const places = this.#room(soul, items, index, values.length);
    return values.map((value, offset) => {
      const id = newId();
      const node = this.#writes.element(soul, value);
      const element = node === null ? value : this.#session.nodes.get(node);
      const place = /** @type {string} */ (places[offset]);
      this.#writes.put(soul, { [itemKey(id)]: element, [placeKey(id)]: place });
      items.splice(index + offset, 0, { id, at: place + id, value: element });
      return node === null ? { id } : { id, node: element };
    });
  }

  /**
   * @param {string} soul
   * @param {string | { id: string }} element
   * @param {number} index where it is to lie when it has been taken out
   */
  move(soul, element, index) {
    const items = this.#items(soul);
    checkIndex(index, items.length - 1);
    const item = this.#take(items, element);
    const [place = ""] = this.#room(soul, items, index, 1);
    this.#writes.put(soul, { [placeKey(item.id)]: place });
    items.splice(index, 0, { ...item, at: place + item.id });
  }

  /**
   * @param {string} soul
   * @param {string | { id: string }} element
   */
  remove(soul, element) {
    const item = this.#take(this.#items(soul), element);
    this.#writes.put(soul, { [itemKey(item.id)]: null, [placeKey(item.id)]: null });
  }

  /**
   * @param {string} soul
   * @param {string | { id: string }} element
   * @param {unknown} value
   */
  replace(soul, element, value) {
    const items = this.#items(soul);
    const item = items[this.#find(items, element)];
    if (item) this.#writes.put(soul, { [itemKey(item.id)]: value });
  }

  /**
   * @param {Item[]} items
   * @param {string | { id: string }} element
   * @returns {Item}
   */
  #take(items, element) {
    const [item] = items.splice(this.#find(items, element), 1);
    return /** @type {Item} */ (item);
  }

  /**
   * @param {Item[]} items
   * @param {any} element
   */
  #find(items, element) {
    const wanted = typeof element === "string" ? element : element?.id;
    const at = items.findIndex(({ id }) => id === wanted);
    if (at < 0) throw new SoulgraphError("input-invalid", "the list has no such element", wanted);
    return at;
  }

  /** @param {string} soul */
  #items(soul) {
    let items = this.#lists.get(soul);
    if (!items) {
      const { nodes } = this.#session;
      items = itemsOf(nodes.present(nodes.get(soul)));
      this.#lists.set(soul, items);
    }
    return items;
  }

  /**
   * Places for new elements. Where there is no room any more, all others get new places too.
   *
   * @param {string} soul
   * @param {Item[]} items
   * @param {number} index
   * @param {number} count
   */
  #room(soul, items, index, count) {
    const places = placesBetween(items[index - 1]?.at, items[index]?.at, count);
    if (places) return places;
    const all = /** @type {string[]} */ (placesBetween(undefined, undefined, items.length + count));
    const room = all.splice(index, count);
    items.forEach((item, at) => {
      const place = /** @type {string} */ (all[at]);
      item.at = place + item.id;
      this.#writes.put(soul, { [placeKey(item.id)]: place });
    });
    return room;
  }
}

/**
 * @param {Session} session
 * @param {string} soul
 * @param {string} wanted
 */
function ownNumber({ core, writer }, soul, wanted) {
  writer.flush();
  const bytes = core.read(soul);
  const reader = bytes && new CborReader(bytes);
  for (let pairs = reader ? reader.array() / 2 : 0; reader && pairs > 0; pairs--) {
    const key = reader.text();
    const item = reader.item();
    if (key === wanted) return typeof item === "number" ? item : 0;
  }
  return 0;
}

/**
 * @param {number} index
 * @param {number} length
 */
function checkIndex(index, length) {
  if (!Number.isInteger(index) || index < 0 || index > length)
    throw new SoulgraphError("input-invalid", `an index is a whole number from 0 to ${length}`, index);
}

/**
 * @param {unknown} counter
 * @param {unknown} by
 */
function checkCounter(counter, by) {
  if (typeof counter !== "string" || counter === "")
    throw new SoulgraphError("key-invalid", "a counter's key is a text", counter);
  if (typeof by !== "number" || !Number.isFinite(by))
    throw new SoulgraphError("value-invalid", "a counter goes up by a finite number", by);
}
