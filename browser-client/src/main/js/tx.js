import { SoulgraphError } from "./errors.js";
import { checkSoul } from "./handle.js";
import { LIST_WRITES } from "./list-ref.js";

/** @typedef {{ soul: string, check?: (value: unknown) => unknown } | string} Target */

/** What the function given to `commit` writes with, while it runs. */
export class Tx {
  /** @type {import("./writes.js").Writes | null} */
  #writes;
  #nodes;
  /** @type {import("./more/more.js").Step[]} what comes out of what is there, and is done at the end */
  steps = [];

  /**
   * @param {import("./writes.js").Writes} writes
   * @param {import("./nodes.js").Nodes} nodes
   */
  constructor(writes, nodes) {
    this.#writes = writes;
    this.#nodes = nodes;
  }

  /**
   * @param {Target} node
   * @param {unknown} patch
   */
  put(node, patch) {
    this.#open().put(soulOf(node), checked(node, patch));
  }

  /**
   * @param {Target} set
   * @param {unknown} value
   * @returns {any} the node; nothing for a plain value
   */
  add(set, value) {
    const soul = this.#open().add(soulOf(set), checked(set, value));
    return soul === null ? undefined : this.#nodes.get(soul);
  }

  /**
   * @param {{ soul: string } | string} set
   * @param {unknown} element
   */
  remove(set, element) {
    this.#open().remove(soulOf(set), element);
  }

  /**
   * @param {{ soul: string } | string} node
   * @param {{ prefix?: boolean }} [options]
   */
  erase(node, options) {
    this.#open().erase(soulOf(node), options);
  }

  /**
   * @param {{ soul: string } | string} node
   * @param {string} counter
   * @param {number} [by]
   */
  increment(node, counter, by) {
    this.#step((draft) => draft.increment(soulOf(node), counter, by));
  }

  /** @param {{ soul: string } | string} list */
  list(list) {
    const soul = checkSoul(soulOf(list));
    /** @param {typeof LIST_WRITES[number]} name */
    const write =
      (name) =>
      (/** @type {[any, any]} */ ...args) =>
        this.#step((draft) => draft[name](soul, ...args));
    return /** @type {any} */ (Object.fromEntries(LIST_WRITES.map((name) => [name, write(name)])));
  }

  close() {
    this.#writes = null;
  }

  /** @param {import("./more/more.js").Step} step */
  #step(step) {
    this.#open();
    this.steps.push(step);
  }

  #open() {
    if (!this.#writes)
      throw new SoulgraphError(
        "commit-invalid",
        "a transaction ends with its function",
      );
    return this.#writes;
  }
}

/**
 * What a handle with a model lets be written.
 *
 * @param {any} target
 * @param {unknown} value
 */
const checked = (target, value) => (target.check ? target.check(value) : value);

/** @param {Target} target */
function soulOf(target) {
  return typeof target === "string" ? target : target.soul;
}
