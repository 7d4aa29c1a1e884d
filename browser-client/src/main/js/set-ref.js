import { isElement } from "./elements.js";
import { Handle } from "./handle.js";
import { queryOf } from "./live-query.js";
import { NodeRef } from "./node-ref.js";
import { PREFIX, SOUL } from "./scopes.js";
import { watch } from "./watch.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./soulgraph.js").Snapshot<any>} Snapshot
 * @typedef {import("./soulgraph.js").Wait & { local?: boolean }} Once
 * @typedef {NodeRef | string | number | boolean} Member as it stands in the set's own properties
 */

/** How many elements that lie elsewhere are asked for at once. */
const WINDOW = 64;

export class SetRef {
  #ref;
  #session;

  /**
   * @param {NodeRef} ref the set's own node
   * @param {Session} session
   */
  constructor(ref, session) {
    this.#ref = ref;
    this.#session = session;
  }

  get soul() {
    return this.#ref.soul;
  }

  /** @returns {readonly any[] | undefined} */
  get value() {
    return this.#elements();
  }

  /** @param {unknown} value */
  async add(value) {
    const { writer, nodes } = this.#session;
    const added = { soul: /** @type {string | null} */ (null) };
    const receipt = await writer.write((writes) => (added.soul = writes.add(this.soul, value)));
    return /** @type {any} */ (
      added.soul === null ? { receipt } : { receipt, node: nodes.get(added.soul) }
    );
  }

  /** @param {unknown} element */
  async remove(element) {
    return this.#session.writer.write((writes) => writes.remove(this.soul, element));
  }

  /**
   * @param {(elements: readonly Snapshot[] | undefined) => void} fn
   * @param {{ signal?: AbortSignal }} [options]
   */
  on(fn, options) {
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
    return watch(read, fn, (look) => this.#subscribe(look), options);
  }

  /** @param {{ signal?: AbortSignal }} [options] */
  updates(options) {
    /** @param {(elements: readonly Snapshot[] | undefined) => void} fn */
    const on = (fn) => this.on(fn);
    return this.#session.later.updates(on, options);
  }

  /** @param {import("./soulgraph.js").QuerySpec<any>} [spec] */
  query(spec) {
    return queryOf(this.#session, { ...spec, set: this });
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
   * @param {import("./soulgraph.js").Wait} wait
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
   * @param {import("./soulgraph.js").Wait} wait
   * @returns {Promise<any>} null: absent, or not to be had now
   */
  async resolve(member, wait) {
    if (!(member instanceof NodeRef)) return member;
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
      const soul = value instanceof Handle ? value.soul : undefined;
      return isElement(key, value, soul) ? [value] : [];
    });
  }

  /** @returns {readonly any[] | undefined} */
  #elements() {
    const { nodes, scopes } = this.#session;
    if (!nodes.present(this.#ref) && !scopes.known(PREFIX, this.soul)) return undefined;
    const elements = this.members().map((member) =>
      member instanceof NodeRef ? nodes.present(member) : member,
    );
    return Object.freeze(elements.filter((element) => element !== null));
  }

  /** @param {() => import("./turns.js").Call} look */
  #subscribe(look) {
    const { scopes, turns } = this.#session;
    const release = scopes.use(PREFIX, this.soul);
    /** @type {Map<string, { member: NodeRef, leave: () => void }>} by soul */
    const followed = new Map();
    const follow = () => {
      const now = new Map(
        this.members().flatMap((member) =>
          member instanceof NodeRef ? [[member.soul, member]] : [],
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
