import { isElement } from "../elements.js";
import { PREFIX, SOUL } from "../scopes.js";
import { watch } from "../watch.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {import("../soulgraph.js").Wait & { local?: boolean }} Once
 * @typedef {import("../node-ref.js").NodeRef} NodeRef
 * @typedef {NodeRef | string | number | boolean} Member as it stands in the set's own properties
 */

/** How many elements that lie elsewhere are asked for at once. */
const WINDOW = 64;

/** What a set's handle stands for, once it is loaded. */
export class LiveSet {
  #ref;
  #session;

  /**
   * @param {Session} session
   * @param {string} soul
   */
  constructor(session, soul) {
    this.soul = soul;
    this.#ref = session.nodes.get(soul);
    this.#session = session;
  }

  /** @returns {readonly any[] | undefined} */
  get value() {
    return this.#elements();
  }

  /**
   * @param {(elements: readonly Snapshot[] | undefined) => void} fn
   */
  on(fn) {
    /** @type {readonly Snapshot[] | undefined} */
    let last;
    const read = () => {
      const now = this.#elements();
      const same =
        last &&
        now &&
        last.length === now.length &&
        now.every((each, index) => each === last?.[index]);
      if (!same) last = now;
      return last;
    };
    return watch(read, fn, (look) => this.#subscribe(look));
  }

  /** @param {Once} [wait] */
  async once({ local, ...wait } = {}) {
    if (local) return this.#elements() ?? Object.freeze([]);
    const elements = [];
    for await (const element of this.#each(Infinity, wait)) elements.push(element);
    return Object.freeze(elements);
  }

  /** @param {{ limit?: number, signal?: AbortSignal }} [options] */
  each({ limit = Infinity, signal } = {}) {
    return this.#each(limit, { signal });
  }

  /**
   * @param {number} limit
   * @param {import("../soulgraph.js").Wait} wait
   */
  async *#each(limit, wait) {
    const { nodes, scopes } = this.#session;
    await scopes.settled(PREFIX, this.soul, () => nodes.present(this.#ref) !== null, wait);
    const members = this.members();
    for (let start = 0, given = 0; start < members.length && given < limit; start += WINDOW) {
      const window = members.slice(start, start + WINDOW);
      for (const element of await Promise.all(
        window.map((member) => this.resolve(member, wait)),
      )) {
        if (element === null) continue;
        if (given++ >= limit) return;
        yield element;
      }
    }
  }

  /**
   * @param {Member} member
   * @param {import("../soulgraph.js").Wait} wait
   * @returns {Promise<any>} null: absent, or not to be had now
   */
  async resolve(member, wait) {
    if (!isNode(member)) return member;
    if (this.covers(member.soul)) return this.#session.nodes.present(member);
    if (member.value === undefined && !this.#session.scopes.reachable) return null;
    try {
      return await member.once(wait);
    } catch (error) {
      if (/** @type {any} */ (error).code === "timeout") return null;
      throw error;
    }
  }

  /** @returns {Member[]} */
  members() {
    const properties = this.#session.nodes.present(this.#ref) ?? {};
    const keys = Object.keys(properties);
    // An object gives keys that look like array indices before all others, whatever was stored
    // first.
    if (/^\d/.test(keys[0] ?? "")) keys.sort();
    return keys.flatMap((key) => {
      const value = /** @type {any} */ (properties)[key];
      const soul = isNode(value) ? value.soul : undefined;
      return isElement(key, value, soul) ? [value] : [];
    });
  }

  /** @returns {readonly any[] | undefined} */
  #elements() {
    const { nodes, scopes } = this.#session;
    if (!nodes.present(this.#ref) && !scopes.known(PREFIX, this.soul)) return undefined;
    const elements = this.members().map((member) =>
      isNode(member) ? nodes.present(member) : member,
    );
    return Object.freeze(elements.filter((element) => element !== null));
  }

  /** @param {() => import("../turns.js").Call} look */
  #subscribe(look) {
    const { scopes, turns } = this.#session;
    const release = scopes.use(PREFIX, this.soul);
    /** @type {Map<string, { member: NodeRef, leave: () => void }>} by soul */
    const followed = new Map();
    const follow = () => {
      const now = new Map(
        this.members().flatMap((member) =>
          isNode(member) ? [[member.soul, member]] : [],
        ),
      );
      for (const [soul, { leave }] of followed) {
        if (!now.has(soul) && followed.delete(soul)) leave();
      }
      for (const [soul, member] of now) {
        if (followed.has(soul)) continue;
        followed.set(soul, {
          member,
          leave: this.covers(soul) ? () => {} : scopes.use(SOUL, soul),
        });
      }
    };
    follow();
    const unsubscribe = turns.onAny((souls, everything) => {
      const own = souls.has(this.soul);
      if (own) follow();
      if (own || everything || [...souls].some((soul) => followed.has(soul))) return look();
    });
    return () => {
      unsubscribe();
      release();
      for (const { leave } of followed.values()) leave();
    };
  }

  /**
   * Whether the set's own scope brings this node along.
   *
   * @param {string} soul
   */
  covers(soul) {
    return soul.startsWith(`${this.soul}/`);
  }
}

/**
 * By its looks, for this file has no classes of the page's.
 *
 * @param {any} value
 * @returns {value is NodeRef}
 */
function isNode(value) {
  return typeof value?.soul === "string";
}
