/**
 * Updates as properties. A value has at most 64 KiB: a longer update is cut, and its key says which
 * of how many pieces it is: `NAME.INDEX.COUNT`, where NAME is random.
 */

const PIECE_BYTES = 60_000;
/** Some 60 MB: what claims to be more is nobody's text. */
const PIECES_MAX = 1_000;
const KEY = /^([0-9a-f]{32})\.(\d{1,4})\.(\d{1,4})$/;

/**
 * @param {Uint8Array} update
 * @returns {Record<string, Uint8Array>} pieces by their keys
 */
export function cut(update) {
  const name = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  const count = Math.ceil(update.length / PIECE_BYTES);
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${name}.${index}.${count}`,
      update.slice(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
    ]),
  );
}

/** What of a text's nodes has been read. */
export class Pieces {
  /** @type {Set<string>} the keys that needn't be read again */
  seen = new Set();
  /** How many have been read and are still there. */
  live = 0;
  /** @type {Map<string, string[]>} */
  #keys = new Map();

  /** The keys read so far that are still there, by their souls. */
  read() {
    /** @type {[string, string[]][]} */
    const read = [];
    for (const [soul, keys] of this.#keys) {
      const known = keys.filter((key) => this.seen.has(key));
      if (known.length > 0) read.push([soul, known]);
    }
    return read;
  }

  /**
   * The updates that are whole now and weren't before.
   *
   * @param {readonly import("../soulgraph.js").Snapshot<any>[]} nodes
   * @returns {Uint8Array[]}
   */
  whole(nodes) {
    /** @type {Uint8Array[]} */
    const updates = [];
    this.#keys.clear();
    for (const node of nodes) {
      const keys = Object.keys(node).filter((key) => KEY.test(key));
      this.#keys.set(node.$soul, keys);
      for (const key of keys) {
        if (!this.seen.has(key)) updates.push(...this.#join(node, key));
      }
    }
    const there = new Set([...this.#keys.values()].flat());
    // What is never whole can't be merged, and mustn't ask for it again and again.
    this.live = [...there].filter((key) => this.seen.has(key)).length;
    // What was nulled doesn't come back. One's own may not be here yet: a few too many are kept.
    if (this.seen.size > 2 * there.size + PIECES_MAX)
      this.seen = new Set([...this.seen].filter((key) => there.has(key)));
    return updates;
  }

  /**
   * @param {import("../soulgraph.js").Snapshot<any>} node
   * @param {string} key
   */
  #join(node, key) {
    const [, name, , count] = /** @type {RegExpExecArray} */ (KEY.exec(key));
    const keys = Array.from(
      { length: Math.min(Number(count), PIECES_MAX) },
      (_, index) => `${name}.${index}.${count}`,
    );
    const pieces = keys.map((each) => node[each]);
    if (!keys.includes(key) || pieces.some((piece) => piece === undefined)) return [];
    for (const each of keys) this.seen.add(each);
    if (!pieces.every((piece) => piece instanceof Uint8Array)) return [];
    const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    return [joined];
  }
}
