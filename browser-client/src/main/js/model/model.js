import { SoulgraphError } from "../errors.js";
import { isPlainObject } from "../flatten.js";
import { Field, misused } from "./fields.js";
import { ModelRef, ModelSet } from "./refs.js";

export { boolean, bytes, counter, link, number, oneOf, text } from "./fields.js";

/**
 * @typedef {import("../soulgraph.js").Database} Database
 * @typedef {import("../soulgraph.js").NodeRef<any>} NodeRef
 * @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {{ key: string, rule: string, value: unknown }} Problem
 */

/** @param {Record<string, unknown>} fields */
export function model(fields) {
  return new Model(fields);
}

/** A node's shape: what may be written to it, and what is made of what others have written. */
export class Model {
  #declared;
  /** @type {Map<string, Field> | undefined} */
  #known;
  /** @type {WeakMap<object, any>} by snapshot */
  #read = new WeakMap();
  /** @type {WeakMap<NodeRef, ModelRef>} */
  #refs = new WeakMap();

  /** @param {Record<string, unknown>} fields */
  constructor(fields) {
    if (!isPlainObject(fields)) throw misused("a model is an object of keys and fields", fields);
    for (const [key, { get, value }] of Object.entries(Object.getOwnPropertyDescriptors(fields)))
      if (!get && !(value instanceof Field)) throw misused("each key of a model has a field", key);
    this.#declared = fields;
  }

  /** Not before they are needed: a getter names models that are declared later. */
  get #fields() {
    this.#known ??= new Map(Object.entries(/** @type {Record<string, Field>} */ (this.#declared)));
    return this.#known;
  }

  /**
   * @param {Database} db
   * @param {string} soul
   */
  get(db, soul) {
    return this.of(db.get(soul));
  }

  /** @param {NodeRef} node */
  of(node) {
    const ref = this.#refs.get(node) ?? new ModelRef(this, node);
    this.#refs.set(node, ref);
    return ref;
  }

  /**
   * @param {Database} db
   * @param {string} soul
   */
  set(db, soul) {
    return new ModelSet(this, db.set(soul));
  }

  /**
   * @param {Database} db
   * @param {object} [spec]
   */
  query(db, spec) {
    return db.query(/** @type {any} */ ({ ...spec, model: this }));
  }

  /**
   * What the model makes of a node. The same object for the same snapshot.
   *
   * @param {Snapshot | null | undefined} snapshot
   * @returns {any} null: the node isn't there, or lacks something that is required
   */
  read(snapshot) {
    if (!snapshot) return snapshot;
    let read = this.#read.get(snapshot);
    if (read === undefined) {
      read = this.#make(snapshot);
      this.#read.set(snapshot, read);
    }
    return read;
  }

  /**
   * What keeps a node from being read whole.
   *
   * @param {any} snapshot
   * @returns {Problem[]}
   */
  problems(snapshot) {
    /** @type {Problem[]} */
    const problems = [];
    for (const [key, field] of this.#fields) {
      const value = snapshot && Object.hasOwn(snapshot, key) ? snapshot[key] : undefined;
      const lacks = value === undefined;
      if (lacks ? field.presence !== "required" : !field.ruleBroken(value)) continue;
      problems.push({ key, rule: lacks ? "it is there" : (field.ruleBroken(value) ?? ""), value });
    }
    return problems;
  }

  /**
   * What can be written, as flat keys.
   *
   * @param {unknown} patch
   * @param {{ whole?: boolean }} [options] whether it is a new node, which has all that is required
   * @returns {Record<string, any>}
   */
  check(patch, { whole = false } = {}) {
    /** @type {Record<string, any>} */
    const flat = {};
    spread(patch, "", flat);
    for (const key of Object.keys(flat)) flat[key] = this.#checked(key, flat[key]);
    for (const [key, { presence }] of this.#fields)
      if (whole && presence === "required" && (flat[key] ?? null) === null)
        throw invalid(key, "is required", undefined);
    return flat;
  }

  /** @param {string} key */
  targetOf(key) {
    return this.#fields.get(key)?.target?.();
  }

  /**
   * @param {string} key
   * @param {any} value
   */
  #checked(key, value) {
    const field = this.#fields.get(key);
    if (!field) throw invalid(key, "is no key of the model", value);
    if (field.presence === "counter") throw invalid(key, "is a counter: use increment", value);
    if (value === null) {
      if (field.presence === "required") throw invalid(key, "is required", value);
      return null;
    }
    const rule = field.ruleBroken(value);
    if (rule) throw invalid(key, `is ${rule}`, value);
    return value instanceof ModelRef ? value.node : value;
  }

  /** @param {Snapshot} snapshot */
  #make(snapshot) {
    /** @type {any} */
    const made = Object.defineProperty({}, "$soul", { value: snapshot.$soul });
    for (const [key, field] of this.#fields) {
      const value = Object.hasOwn(snapshot, key) ? snapshot[key] : undefined;
      const fits = value !== undefined && !field.ruleBroken(value);
      if (!fits && field.presence === "required") return null;
      const target = fits && field.target?.();
      if (fits) made[key] = target ? target.of(value) : value;
      else if (field.fallback !== undefined) made[key] = field.fallback;
    }
    return Object.freeze(made);
  }
}

/**
 * @param {unknown} patch
 * @param {string} prefix
 * @param {Record<string, unknown>} flat
 */
function spread(patch, prefix, flat) {
  if (!isPlainObject(patch)) throw misused("a model's node is written as a plain object", patch);
  for (const [name, value] of Object.entries(patch)) {
    if (isPlainObject(value)) spread(value, `${prefix}${name}.`, flat);
    else if (value !== undefined) flat[prefix + name] = value;
  }
}

/**
 * @param {string} key
 * @param {string} rule
 * @param {unknown} value
 */
function invalid(key, rule, value) {
  return Object.assign(new SoulgraphError("model-invalid", `${key} ${rule}`, value), { key });
}
