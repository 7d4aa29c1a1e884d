/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("../soulgraph.js").NodeRef<any>} NodeRef
 * @typedef {import("../soulgraph.js").Wait & { local?: boolean }} Once
 * @typedef {{ signal?: AbortSignal }} Watch
 */

/** A node's handle with a model between. */
export class ModelRef {
  #model;
  node;

  /**
   * @param {Model} model
   * @param {NodeRef} node
   */
  constructor(model, node) {
    this.#model = model;
    this.node = node;
  }

  get soul() {
    return this.node.soul;
  }

  get value() {
    return this.#model.read(this.node.value);
  }

  /** @param {Once} [wait] */
  async once(wait) {
    return this.#model.read(await this.node.once(wait));
  }

  /**
   * @param {(value: any) => void} fn
   * @param {Watch} [options]
   */
  on(fn, options) {
    return this.node.on(typeof fn === "function" ? (value) => fn(this.#model.read(value)) : fn, options);
  }

  /** @param {Watch} [options] */
  async *updates(options) {
    for await (const value of this.node.updates(options)) yield this.#model.read(value);
  }

  /** @param {unknown} patch */
  async put(patch) {
    return this.node.put(this.check(patch));
  }

  /** @param {unknown} patch */
  check(patch) {
    return this.#model.check(patch);
  }

  /**
   * @param {string} counter
   * @param {number} [by]
   */
  increment(counter, by) {
    return this.node.increment(counter, by);
  }

  /** @param {{ prefix?: boolean }} [options] */
  erase(options) {
    return this.node.erase(options);
  }

  /** @param {string} key */
  follow(key) {
    const target = this.#model.targetOf(key);
    const node = this.node.follow(key);
    return target ? target.of(node) : node;
  }
}

/** A set of nodes with a model between. */
export class ModelSet {
  #model;
  #set;

  /**
   * @param {Model} model
   * @param {import("../soulgraph.js").SetRef<any>} set
   */
  constructor(model, set) {
    this.#model = model;
    this.#set = set;
  }

  get soul() {
    return this.#set.soul;
  }

  /** @param {unknown} value a new node's properties, or a node's handle */
  async add(value) {
    const { node, receipt } = await this.#set.add(this.check(value));
    return { node: this.#model.of(node), receipt };
  }

  /** @param {any} value */
  check(value) {
    if (value instanceof ModelRef) return value.node;
    return typeof value?.soul === "string" ? value : this.#model.check(value, { whole: true });
  }

  /** @param {any} element */
  remove(element) {
    return this.#set.remove(element instanceof ModelRef ? element.node : element);
  }

  /** @param {object} [spec] */
  query(spec) {
    return this.#set.query(/** @type {any} */ ({ ...spec, model: this.#model }));
  }

  get value() {
    return this.query().value;
  }

  /**
   * @param {(nodes: readonly any[]) => void} fn
   * @param {Watch} [options]
   */
  on(fn, options) {
    return this.query().on(fn, options);
  }

  /** @param {Once} [wait] */
  once(wait) {
    return this.query().once(wait);
  }

  /** @param {Watch} [options] */
  updates(options) {
    return this.query().updates(options);
  }
}
