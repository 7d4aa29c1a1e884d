/**
 * @template T
 * @typedef {object} Branch
 * @property {T} item
 * @property {number} weight decides which branch is above which
 * @property {number} size of the whole subtree
 * @property {Branch<T> | null} left
 * @property {Branch<T> | null} right
 */

/**
 * Items in an order, each with its rank. A sorted array would move half of its items with every
 * insertion; this is a treap, a search tree that random weights keep flat whatever comes in which
 * order, so each call but iteration takes a time that grows with the logarithm of the size.
 *
 * @template T
 */
export class OrderedTree {
  /** @type {Branch<T> | null} */
  #root = null;
  #compare;

  /** @param {(a: T, b: T) => number} compare 0 for the same item alone */
  constructor(compare) {
    this.#compare = compare;
  }

  get size() {
    return sizeOf(this.#root);
  }

  /**
   * How many items the test holds for; it must hold for a beginning of the order alone.
   *
   * @param {(item: T) => boolean} isBefore
   */
  count(isBefore) {
    let rank = 0;
    for (let branch = this.#root; branch; ) {
      if (isBefore(branch.item)) {
        rank += sizeOf(branch.left) + 1;
        branch = branch.right;
      } else branch = branch.left;
    }
    return rank;
  }

  /**
   * @param {T} item
   * @returns {number} its rank from now on
   */
  insert(item) {
    const rank = this.#rank(item);
    const [left, right] = this.#split(this.#root, rank);
    const branch = { item, weight: Math.random(), size: 1, left: null, right: null };
    this.#root = join(join(left, branch), right);
    return rank;
  }

  /**
   * @param {T} item
   * @returns {number} the rank that it had
   */
  remove(item) {
    const rank = this.#rank(item);
    const [left, rest] = this.#split(this.#root, rank);
    const [, right] = this.#split(rest, 1);
    this.#root = join(left, right);
    return rank;
  }

  /**
   * @param {number} rank
   * @returns {T | undefined}
   */
  at(rank) {
    for (let branch = this.#root; branch; ) {
      const left = sizeOf(branch.left);
      if (rank === left) return branch.item;
      if (rank < left) branch = branch.left;
      else {
        rank -= left + 1;
        branch = branch.right;
      }
    }
    return undefined;
  }

  /**
   * The items of these ranks, in their order.
   *
   * @param {number} from
   * @param {number} to the first that is no more among them
   * @returns {T[]}
   */
  slice(from, to) {
    /** @type {T[]} */
    const items = [];
    /**
     * @param {Branch<T> | null} branch
     * @param {number} start the rank of its first item
     */
    const visit = (branch, start) => {
      if (!branch || start >= to || start + branch.size <= from) return;
      const own = start + sizeOf(branch.left);
      visit(branch.left, start);
      if (own >= from && own < to) items.push(branch.item);
      visit(branch.right, own + 1);
    };
    visit(this.#root, 0);
    return items;
  }

  /** @param {T} item */
  #rank(item) {
    return this.count((other) => this.#compare(other, item) < 0);
  }

  /**
   * @param {Branch<T> | null} branch
   * @param {number} count how many go to the left
   * @returns {[Branch<T> | null, Branch<T> | null]}
   */
  #split(branch, count) {
    if (!branch) return [null, null];
    const left = sizeOf(branch.left);
    if (count <= left) {
      const [before, after] = this.#split(branch.left, count);
      branch.left = after;
      return [before, measured(branch)];
    }
    const [before, after] = this.#split(branch.right, count - left - 1);
    branch.right = before;
    return [measured(branch), after];
  }
}

/**
 * @template T
 * @param {Branch<T> | null} left
 * @param {Branch<T> | null} right all of it after all of the left
 * @returns {Branch<T> | null}
 */
function join(left, right) {
  if (!left || !right) return left ?? right;
  if (left.weight > right.weight) {
    left.right = join(left.right, right);
    return measured(left);
  }
  right.left = join(left, right.left);
  return measured(right);
}

/**
 * @template T
 * @param {Branch<T>} branch
 */
function measured(branch) {
  branch.size = sizeOf(branch.left) + 1 + sizeOf(branch.right);
  return branch;
}

/** @param {Branch<any> | null} branch */
function sizeOf(branch) {
  return branch ? branch.size : 0;
}
