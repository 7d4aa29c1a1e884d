import { SoulgraphError } from "./errors.js";
import { Handle } from "./handle.js";
import { SOUL } from "./scopes.js";
import { watch } from "./watch.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {import("./soulgraph.js").Wait & { local?: boolean }} Once
 */

export class NodeRef extends Handle {
  #soul;
  #session;

  /**
   * @param {string} soul
   * @param {Session} session
   */
  constructor(soul, session) {
    super();
    this.#soul = soul;
    this.#session = session;
  }

  /** @override */
  get soul() {
    return this.#soul;
  }

  /** @returns {Snapshot | null | undefined} */
  get value() {
    const { nodes, scopes } = this.#session;
    return nodes.present(this) ?? (scopes.known(SOUL, this.#soul) ? null : undefined);
  }

  /**
   * @param {Once} [wait]
   * @returns {Promise<Snapshot | null>}
   */
  async once({ local, ...wait } = {}) {
    const { nodes, scopes } = this.#session;
    if (!local) await scopes.settled(SOUL, this.#soul, () => nodes.present(this) !== null, wait);
    return nodes.present(this);
  }

  /**
   * @param {() => import("./turns.js").Call} look called when this may read differently
   * @returns {() => void}
   */
  watched(look) {
    const { scopes, turns } = this.#session;
    const release = scopes.use(SOUL, this.#soul);
    const unsubscribe = turns.onSoul(this.#soul, look);
    return () => {
      unsubscribe();
      release();
    };
  }

  /**
   * @param {(value: Snapshot | null | undefined) => void} fn
   * @param {{ signal?: AbortSignal }} [options]
   */
  on(fn, options) {
    return watch(
      () => this.value,
      fn,
      (look) => this.watched(look),
      options,
    );
  }

  /** @param {{ signal?: AbortSignal }} [options] */
  updates(options) {
    /** @param {(value: Snapshot | null | undefined) => void} fn */
    const on = (fn) => this.on(fn);
    return this.#session.later.updates(on, options);
  }

  /**
   * @param {string} key
   * @returns {NodeRef}
   */
  follow(key) {
    return new FollowedRef(this, key, this.#session);
  }

  /**
   * @param {string} counter
   * @param {number} [by]
   */
  async increment(counter, by = 1) {
    return (await this.#session.later.load("more")).increment(this.#soul, counter, by);
  }

  /** @param {unknown} patch */
  async put(patch) {
    return this.#session.writer.write((writes) => writes.put(this.#soul, patch));
  }

  /** @param {{ prefix?: boolean }} [options] */
  async erase(options) {
    return this.#session.writer.write((writes) => writes.erase(this.#soul, options));
  }
}

/** The node that another one's link points to, whichever that is at the time. */
class FollowedRef extends NodeRef {
  #from;
  #key;

  /**
   * @param {NodeRef} from
   * @param {string} key
   * @param {Session} session
   */
  constructor(from, key, session) {
    super("", session);
    this.#from = from;
    this.#key = key;
  }

  /** @override */
  get soul() {
    return this.#targetIn(this.#from.value)?.soul ?? "";
  }

  /**
   * @override
   * @returns {Snapshot | null | undefined}
   */
  get value() {
    const from = this.#from.value;
    if (!from) return from;
    const target = this.#targetIn(from);
    return target ? target.value : null;
  }

  /**
   * @override
   * @param {Once} [wait]
   * @returns {Promise<Snapshot | null>}
   */
  async once(wait) {
    const target = this.#targetIn(await this.#from.once(wait));
    return target ? target.once(wait) : null;
  }

  /**
   * @override
   * @param {() => import("./turns.js").Call} look
   * @returns {() => void}
   */
  watched(look) {
    /** @type {NodeRef | null} */
    let target = null;
    let leave = () => {};
    const follow = () => {
      const now = this.#targetIn(this.#from.value);
      if (now === target) return;
      leave();
      target = now;
      leave = now ? now.watched(look) : () => {};
    };
    const stop = this.#from.watched(() => {
      follow();
      return look();
    });
    follow();
    return () => {
      stop();
      leave();
    };
  }

  /**
   * @override
   * @param {unknown} patch
   * @returns {Promise<import("./soulgraph.js").Receipt>}
   */
  async put(patch) {
    return (await this.#target()).put(patch);
  }

  /**
   * @override
   * @param {string} counter
   * @param {number} [by]
   * @returns {Promise<import("./soulgraph.js").Receipt>}
   */
  async increment(counter, by) {
    return (await this.#target()).increment(counter, by);
  }

  /**
   * @override
   * @param {{ prefix?: boolean }} [options]
   * @returns {Promise<import("./soulgraph.js").Receipt>}
   */
  async erase(options) {
    return (await this.#target()).erase(options);
  }

  async #target() {
    const target = this.#targetIn(await this.#from.once());
    if (!target)
      throw new SoulgraphError(
        "link-absent",
        "there is no link under this key",
        this.#key,
      );
    return target;
  }

  /**
   * @param {Snapshot | null | undefined} from
   * @returns {NodeRef | null}
   */
  #targetIn(from) {
    const target = from && Object.hasOwn(from, this.#key) ? from[this.#key] : null;
    return target instanceof NodeRef ? target : null;
  }
}
