import { OrderedTree } from "./ordered-tree.js";

/**
 * @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {import("./spec.js").Spec} Spec
 * @typedef {import("./window.js").Window} Window
 */

/** All that a query finds, in its order. What shows a part of it is told of each change. */
export class View {
  /** @type {OrderedTree<Snapshot>} */
  tree;
  equality;
  compare;
  #test;
  /** @type {Set<Snapshot>} */
  #found = new Set();
  /** @type {Set<Window>} */
  windows = new Set();

  /** @param {Spec} spec */
  constructor({ test, equality, compare }) {
    this.tree = new OrderedTree(compare);
    this.#test = test;
    this.equality = equality;
    this.compare = compare;
  }

  /**
   * @param {Snapshot | undefined} old as it was handed in before
   * @param {Snapshot | undefined} now
   */
  change(old, now) {
    // A filter's own answer may change; what was found is remembered, whatever it says now.
    const gone = old && this.#found.delete(old) ? old : undefined;
    const come = now && this.#test(now) ? now : undefined;
    const from = gone ? this.tree.remove(gone) : -1;
    const to = come ? this.tree.insert(come) : -1;
    if (come) this.#found.add(come);
    if (gone || come) for (const window of this.windows) window.changed(gone, from, come, to);
  }
}
