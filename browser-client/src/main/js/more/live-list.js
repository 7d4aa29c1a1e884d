import { PREFIX, SOUL } from "../scopes.js";
import { watch } from "../watch.js";
import { itemsOf } from "./items.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../soulgraph.js").ListItem<any>} ListItem
 * @typedef {import("../soulgraph.js").Wait & { local?: boolean }} Once
 * @typedef {string | { id: string }} Element
 */

/** An ordered list at work: what applications hold stands before it until this has been loaded. */
export class LiveList {
  #write;
  #session;
  #soul;
  #ref;
  /** @type {Map<string, ListItem>} as they were given last, by id */
  #given = new Map();
  /** @type {readonly ListItem[]} */
  #last = Object.freeze([]);

  /**
   * @param {Session} session
   * @param {string} soul
   * @param {import("./more.js").More["write"]} write
   */
  constructor(session, soul, write) {
    this.#write = write;
    this.#session = session;
    this.#soul = soul;
    this.#ref = session.nodes.get(soul);
  }

  /** @returns {readonly ListItem[] | undefined} the same list, and the same items, until they change */
  get value() {
    const { nodes, scopes } = this.#session;
    if (!nodes.present(this.#ref) && !scopes.known(PREFIX, this.#soul)) return undefined;
    return this.#read();
  }

  /** @param {Once} [wait] */
  async once({ local, ...wait } = {}) {
    const { nodes, scopes } = this.#session;
    if (!local) {
      const isHere = () => nodes.present(this.#ref) !== null;
      await scopes.settled(PREFIX, this.#soul, isHere, wait);
      await Promise.all(this.#elsewhere().map((member) => this.#asked(member, wait)));
    }
    return this.#read();
  }

  /** @param {(items: readonly ListItem[] | undefined) => void} fn */
  on(fn) {
    return watch(
      () => this.value,
      fn,
      (look) => this.#watched(look),
    );
  }

  /** @param {...unknown} values */
  push(...values) {
    return this.#added((draft) => draft.push(this.#soul, ...values));
  }

  /**
   * @param {number} index
   * @param {...unknown} values
   */
  insert(index, ...values) {
    return this.#added((draft) => draft.insert(this.#soul, index, ...values));
  }

  /**
   * @param {Element} element
   * @param {number} index
   */
  async move(element, index) {
    return (await this.#write((draft) => draft.move(this.#soul, element, index))).receipt;
  }

  /** @param {Element} element */
  async remove(element) {
    return (await this.#write((draft) => draft.remove(this.#soul, element))).receipt;
  }

  /**
   * @param {Element} element
   * @param {unknown} value
   */
  async replace(element, value) {
    return (await this.#write((draft) => draft.replace(this.#soul, element, value))).receipt;
  }

  /** @param {import("./more.js").Step} step */
  async #added(step) {
    const { receipt, made } = await this.#write(step);
    return { added: made, receipt };
  }

  /** @param {() => import("../turns.js").Call} look */
  #watched(look) {
    const { scopes, turns } = this.#session;
    const release = scopes.use(PREFIX, this.#soul);
    /** @type {Map<string, () => void>} */
    const followed = new Map();
    const follow = () => {
      const now = new Set(this.#members().map(({ soul }) => soul));
      for (const [soul, leave] of followed) if (!now.has(soul) && followed.delete(soul)) leave();
      for (const soul of now)
        if (!followed.has(soul))
          followed.set(soul, this.#covers(soul) ? () => {} : scopes.use(SOUL, soul));
    };
    follow();
    const unsubscribe = turns.onAny((souls, everything) => {
      const own = souls.has(this.#soul);
      if (own) follow();
      if (own || everything || [...souls].some((soul) => followed.has(soul))) return look();
    });
    return () => {
      unsubscribe();
      release();
      for (const leave of followed.values()) leave();
    };
  }

  #read() {
    const { nodes } = this.#session;
    /** @type {Map<string, ListItem>} */
    const items = new Map();
    for (const { id, value } of itemsOf(nodes.present(this.#ref))) {
      const node = isRef(value) ? value : undefined;
      const shown = node ? nodes.present(node) : value;
      if (shown === null) continue; // not here yet, or erased
      const before = this.#given.get(id);
      const same = before && before.value === shown && before.node === node;
      items.set(id, same ? before : Object.freeze({ id, value: shown, ...(node && { node }) }));
    }
    this.#given = items;
    const list = [...items.values()];
    const last = this.#last;
    if (list.length !== last.length || list.some((item, at) => item !== last[at]))
      this.#last = Object.freeze(list);
    return this.#last;
  }

  #members() {
    const { nodes } = this.#session;
    return itemsOf(nodes.present(this.#ref))
      .map(({ value }) => value)
      .filter(isRef);
  }

  #elsewhere() {
    return this.#members().filter(({ soul }) => !this.#covers(soul));
  }

  /**
   * @param {import("../node-ref.js").NodeRef} member
   * @param {import("../soulgraph.js").Wait} wait
   */
  async #asked(member, wait) {
    if (member.value === undefined && !this.#session.scopes.reachable) return;
    await member.once(wait).catch((error) => {
      if (error.code !== "timeout") throw error;
    });
  }

  /** @param {string} soul */
  #covers(soul) {
    return soul.startsWith(`${this.#soul}/`);
  }
}

/** @param {any} value */
const isRef = (value) => typeof value?.soul === "string";
