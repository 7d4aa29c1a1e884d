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

  /** @param {Once} [wait] */
  async once({ local, ...wait } = {}) {
    const { nodes, scopes } = this.#session;
    if (!local) await scopes.settled(SOUL, this.#soul, () => nodes.present(this) !== null, wait);
    return nodes.present(this);
  }

  /**
   * @param {(value: Snapshot | null | undefined) => void} fn
   * @param {{ signal?: AbortSignal }} [options]
   */
  on(fn, options) {
    const { scopes, turns } = this.#session;
    /** @param {() => void} look */
    const start = (look) => {
      const release = scopes.use(SOUL, this.#soul);
      const unsubscribe = turns.onSoul(this.#soul, look);
      return () => {
        unsubscribe();
        release();
      };
    };
    return watch(() => this.value, fn, start, options);
  }

  /** @param {unknown} patch */
  async put(patch) {
    return this.#session.writer.write((writes) => writes.put(this.#soul, patch));
  }

  /** @param {{ prefix?: boolean }} [options] */
  async erase(options) {
    return this.#session.writer.write((writes) => writes.erase(this.#soul, options));
  }

  /** @param {string} key */
  follow(key) {
    return new FollowedRef(this, key);
  }
}

/** The node that another one's link points to, whichever that is at the time. */
class FollowedRef extends Handle {
  #from;
  #key;

  /**
   * @param {NodeRef | FollowedRef} from
   * @param {string} key
   */
  constructor(from, key) {
    super();
    this.#from = from;
    this.#key = key;
  }

  /** @override */
  get soul() {
    return this.#targetIn(this.#from.value)?.soul ?? "";
  }

  /** @returns {Snapshot | null | undefined} */
  get value() {
    const from = this.#from.value;
    if (!from) return from;
    const target = this.#targetIn(from);
    return target ? target.value : null;
  }

  /**
   * @param {Once} [wait]
   * @returns {Promise<Snapshot | null>}
   */
  async once(wait) {
    const target = this.#targetIn(await this.#from.once(wait));
    return target ? target.once(wait) : null;
  }

  /**
   * @param {(value: Snapshot | null | undefined) => void} fn
   * @param {{ signal?: AbortSignal }} [options]
   */
  on(fn, options) {
    /** @param {() => void} look */
    const start = (look) => {
      /** @type {NodeRef | null} */
      let target = null;
      let leave = () => {};
      const stop = this.#from.on((from) => {
        const now = this.#targetIn(from);
        if (now !== target) {
          leave();
          target = now;
          leave = now ? now.on(look) : () => {};
        }
        look();
      });
      return () => {
        stop();
        leave();
      };
    };
    return watch(() => this.value, fn, start, options);
  }

  /**
   * @param {unknown} patch
   * @returns {Promise<import("./soulgraph.js").Receipt>}
   */
  async put(patch) {
    return (await this.#target()).put(patch);
  }

  /**
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
        "there is no link to follow under this key",
        this.#key,
      );
    return target;
  }

  /**
   * @param {string} key
   * @returns {FollowedRef}
   */
  follow(key) {
    return new FollowedRef(this, key);
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
