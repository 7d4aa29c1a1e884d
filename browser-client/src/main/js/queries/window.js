/**
 * @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {import("../soulgraph.js").QueryStep<any>} Step
 * @typedef {import("./view.js").View} View
 */

/** With more of them than this part of the list, the list is made anew. */
const STEPS_PART = 8;

/**
 * The part of a view that lies between two cursors, `limit` nodes at most: the first ones, or the
 * last ones where only their end is given. A change becomes steps that turn the list as it was into
 * the list as it is, at most two for each node.
 */
export class Window {
  #view;
  #spec;
  #fromEnd;
  /** How many steps there were. */
  version = 0;
  /** @type {Step[]} the latest of them */
  #steps = [];
  /** @type {readonly Snapshot[]} */
  #nodes = Object.freeze([]);
  #nodesVersion = 0;
  /** @type {Set<{ version: number }>} who still asks for the steps after which version */
  readers = new Set();
  holders = 0;

  /**
   * @param {View} view
   * @param {import("./spec.js").Spec} spec
   */
  constructor(view, spec) {
    this.#view = view;
    this.#spec = spec;
    this.#fromEnd = spec.before !== undefined && spec.after === undefined && spec.limit < Infinity;
    this.#nodes = this.#read();
    view.windows.add(this);
  }

  /** @returns {number} how many others there are of the same view */
  close() {
    this.#view.windows.delete(this);
    return this.#view.windows.size;
  }

  /** How many nodes the query finds, shown or not. */
  get total() {
    return this.#view.tree.size;
  }

  get length() {
    const [from, to] = this.#range();
    return to - from;
  }

  /** The same list until something changes. */
  get nodes() {
    const missed = this.version - this.#nodesVersion;
    if (missed > 0) {
      const steps = this.since(this.#nodesVersion);
      this.#nodes =
        steps.length < missed || missed * STEPS_PART > this.#nodes.length
          ? this.#read()
          : applied(this.#nodes, steps);
      this.#nodesVersion = this.version;
    }
    return this.#nodes;
  }

  get first() {
    const [from, to] = this.#range();
    return (from < to && this.#view.tree.at(from)) || null;
  }

  get last() {
    const [from, to] = this.#range();
    return (from < to && this.#view.tree.at(to - 1)) || null;
  }

  /**
   * The steps after a version that a reader has; fewer where nobody was known to need them.
   *
   * @param {number} version
   */
  since(version) {
    const kept = this.#steps.length - (this.version - version);
    return this.#steps.slice(Math.max(0, kept));
  }

  /**
   * The view has lost one node and got another, or one of both.
   *
   * @param {Snapshot | undefined} old
   * @param {number} from the rank that it had before
   * @param {Snapshot | undefined} now
   * @param {number} to the rank that it has now
   */
  changed(old, from, now, to) {
    const { limit } = this.#spec;
    const [start, end] = this.#bounds();
    const size = end - start;
    const sizeBefore = size + Number(this.#within(old)) - Number(this.#within(now));
    const startBefore = start + Number(this.#before(old)) - Number(this.#before(now));
    const hiddenBefore = this.#fromEnd ? Math.max(0, sizeBefore - limit) : 0;
    const hidden = this.#fromEnd ? Math.max(0, size - limit) : 0;
    const was = this.#within(old) ? from - startBefore - hiddenBefore : -1;
    const is = this.#within(now) ? to - start - hidden : -1;
    const wasShown = was >= 0 && was < limit;
    const isShown = is >= 0 && is < limit;
    const { tree } = this.#view;
    /** @param {number} rank */
    const at = (rank) => /** @type {Snapshot} */ (tree.at(rank));
    if (wasShown && isShown) {
      const node = /** @type {Snapshot} */ (now);
      if (was === is) this.#step({ type: "update", index: is, node });
      else this.#step({ type: "move", from: was, index: is, node });
    } else if (wasShown) {
      this.#step({ type: "remove", index: was, soul: /** @type {Snapshot} */ (old).$soul });
      if (size >= limit) {
        const index = this.#fromEnd ? 0 : limit - 1;
        this.#step({ type: "insert", index, node: at(start + hidden + index) });
      }
    } else if (isShown) {
      if (sizeBefore >= limit) {
        const index = this.#fromEnd ? 0 : limit - 1;
        const pushed = this.#fromEnd ? start + hidden - 1 : start + limit;
        this.#step({ type: "remove", index, soul: at(pushed).$soul });
      }
      this.#step({ type: "insert", index: is, node: /** @type {Snapshot} */ (now) });
    }
  }

  /** @param {Step} step */
  #step(step) {
    if (this.#steps.length > 0 && this.#allRead()) this.#steps = [];
    this.#steps.push(Object.freeze(step));
    this.version++;
  }

  #allRead() {
    if (this.#nodesVersion < this.version && this.#steps.length * STEPS_PART <= this.#nodes.length)
      return false;
    for (const { version } of this.readers) if (version < this.version) return false;
    return true;
  }

  /** @returns {readonly Snapshot[]} */
  #read() {
    return Object.freeze(this.#view.tree.slice(...this.#range()));
  }

  /** @returns {[number, number]} the ranks of what is shown */
  #range() {
    const [start, end] = this.#bounds();
    const { limit } = this.#spec;
    if (this.#fromEnd) return [Math.max(start, end - limit), end];
    return [start, Math.min(end, start + limit)];
  }

  /** @returns {[number, number]} the ranks of what lies between the cursors */
  #bounds() {
    const { tree, compare } = this.#view;
    const { after, before } = this.#spec;
    const start = after ? tree.count((node) => compare(node, after) <= 0) : 0;
    const end = before ? tree.count((node) => compare(node, before) < 0) : tree.size;
    return [start, Math.max(start, end)];
  }

  /** @param {Snapshot | undefined} node */
  #before(node) {
    const { after } = this.#spec;
    return !!node && !!after && this.#view.compare(node, after) <= 0;
  }

  /** @param {Snapshot | undefined} node */
  #within(node) {
    const { before } = this.#spec;
    return (
      !!node && !this.#before(node) && (!before || this.#view.compare(node, before) < 0)
    );
  }
}

/**
 * @param {readonly Snapshot[]} nodes
 * @param {readonly Step[]} steps
 * @returns {readonly Snapshot[]}
 */
export function applied(nodes, steps) {
  const list = nodes.slice();
  for (const step of steps) {
    if (step.type === "update") list[step.index] = step.node;
    else {
      if (step.type === "remove") list.splice(step.index, 1);
      if (step.type === "move") list.splice(step.from, 1);
      if (step.type !== "remove") list.splice(step.index, 0, step.node);
    }
  }
  return Object.freeze(list);
}
