import { tokenOf, valueOf } from "./values.js";
import { View } from "./view.js";
import { Window } from "./window.js";

/**
 * @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {import("./spec.js").Spec} Spec
 *
 * @typedef {object} Origin where nodes come from
 * @property {() => Iterable<string>} souls all that there are
 * @property {(soul: string) => Iterable<string>} concerned what may read differently now that this
 *   node has changed
 * @property {(soul: string) => Snapshot | null} read what is there now; null: nothing
 */

/** One key's values: who has each, and which views ask for it. */
class Index {
  /** @type {Map<unknown, Set<Snapshot>>} by token */
  nodes = new Map();
  /** @type {Map<unknown, Set<View>>} by token */
  views = new Map();
}

/**
 * The nodes of a prefix or a set, once for all queries of it. A change is read once, and told to
 * the views alone that it can concern.
 */
export class Source {
  #origin;
  /** @type {Map<string, Snapshot>} */
  #nodes = new Map();
  /** @type {Set<string>} what has changed since it was read */
  #stale = new Set();
  /** @type {Map<string, Index>} by key */
  #indexes = new Map();
  /** @type {Map<string, View>} by `Spec.view` */
  #views = new Map();
  /** @type {Set<View>} those that no index serves */
  #open = new Set();
  /** @type {Map<string, Window>} by `Spec.window` */
  #windows = new Map();

  /** @param {Origin} origin */
  constructor(origin) {
    this.#origin = origin;
    for (const soul of origin.souls()) this.#refresh(soul);
  }

  get size() {
    this.refresh();
    return this.#nodes.size;
  }

  /** @param {string} soul */
  changed(soul) {
    this.#stale.add(soul);
  }

  /** Reads what has changed; takes as long as that is much. */
  refresh() {
    if (this.#stale.size === 0) return;
    const stale = this.#stale;
    this.#stale = new Set();
    for (const changed of stale)
      for (const soul of this.#origin.concerned(changed)) this.#refresh(soul);
  }

  /**
   * The part that a query shows, until it is released as often as it was held.
   *
   * @param {Spec} spec
   * @returns {Window}
   */
  hold(spec) {
    this.refresh();
    let window = this.#windows.get(spec.window);
    if (!window) {
      window = new Window(this.#view(spec), spec);
      this.#windows.set(spec.window, window);
    }
    window.holders++;
    return window;
  }

  /**
   * @param {Spec} spec
   * @returns {boolean} whether nothing is held any more
   */
  release(spec) {
    const window = this.#windows.get(spec.window);
    if (window && --window.holders === 0) {
      this.#windows.delete(spec.window);
      if (window.close() === 0) this.#drop(spec);
    }
    return this.#windows.size === 0;
  }

  /** @param {string} soul */
  #refresh(soul) {
    const old = this.#nodes.get(soul);
    const now = this.#origin.read(soul) ?? undefined;
    if (old === now) return;
    if (now) this.#nodes.set(soul, now);
    else this.#nodes.delete(soul);
    const views = new Set(this.#open);
    for (const [key, index] of this.#indexes) {
      for (const node of [old, now]) {
        if (!node) continue;
        const token = tokenOf(valueOf(node, key));
        for (const view of index.views.get(token) ?? []) views.add(view);
        if (node === now) of(index.nodes, token).add(node);
        else if (drop(index.nodes, token, node)) index.nodes.delete(token);
      }
    }
    for (const view of views) view.change(old, now);
  }

  /** @param {Spec} spec */
  #view(spec) {
    const known = this.#views.get(spec.view);
    if (known) return known;
    const view = new View(spec);
    this.#views.set(spec.view, view);
    const { equality } = spec;
    if (equality) {
      const index = this.#index(equality.key);
      for (const token of equality.tokens) {
        of(index.views, token).add(view);
        for (const node of index.nodes.get(token) ?? []) view.change(undefined, node);
      }
    } else {
      this.#open.add(view);
      for (const node of this.#nodes.values()) view.change(undefined, node);
    }
    return view;
  }

  /** @param {Spec} spec */
  #drop({ view: name, equality }) {
    const view = /** @type {View} */ (this.#views.get(name));
    this.#views.delete(name);
    this.#open.delete(view);
    if (!equality) return;
    const { views } = this.#index(equality.key);
    for (const token of equality.tokens) if (drop(views, token, view)) views.delete(token);
    if (views.size === 0) this.#indexes.delete(equality.key);
  }

  /** @param {string} key */
  #index(key) {
    let index = this.#indexes.get(key);
    if (!index) {
      index = new Index();
      for (const node of this.#nodes.values())
        of(index.nodes, tokenOf(valueOf(node, key))).add(node);
      this.#indexes.set(key, index);
    }
    return index;
  }
}

/**
 * @template K, V
 * @param {Map<K, Set<V>>} map
 * @param {K} key
 */
function of(map, key) {
  const values = map.get(key) ?? new Set();
  if (values.size === 0) map.set(key, values);
  return values;
}

/**
 * @template K, V
 * @param {Map<K, Set<V>>} map
 * @param {K} key
 * @param {V} value
 * @returns {boolean} whether it was the last
 */
function drop(map, key, value) {
  const values = map.get(key);
  return !!values && values.delete(value) && values.size === 0;
}
