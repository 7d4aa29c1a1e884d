import { SoulgraphError } from "./errors.js";

/** What the function given to `commit` writes with, while it runs. */
export class Tx {
  /** @type {import("./writes.js").Writes | null} */
  #writes;
  #nodes;

  /**
   * @param {import("./writes.js").Writes} writes
   * @param {import("./nodes.js").Nodes} nodes
   */
  constructor(writes, nodes) {
    this.#writes = writes;
    this.#nodes = nodes;
  }

  /**
   * @param {{ soul: string } | string} node
   * @param {unknown} patch
   */
  put(node, patch) {
    this.#open().put(soulOf(node), patch);
  }

  /**
   * @param {{ soul: string } | string} set
   * @param {unknown} value
   * @returns {any} the node; nothing for a plain value
   */
  add(set, value) {
    const soul = this.#open().add(soulOf(set), value);
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

  close() {
    this.#writes = null;
  }

  #open() {
    if (!this.#writes)
      throw new SoulgraphError(
        "commit-invalid",
        "a transaction ends with the function it was given to",
      );
    return this.#writes;
  }
}

/** @param {{ soul: string } | string} target */
function soulOf(target) {
  return typeof target === "string" ? target : target.soul;
}
