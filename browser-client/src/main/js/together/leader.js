import { instanceOf } from "./follower.js";
import { presenceOf } from "../presence-ref.js";

/**
 * @typedef {import("../ports.js").Operation} Operation
 * @typedef {Exclude<import("../ports.js").TabMessage, Uint8Array>} TabMessage
 */

const NOTHING = { scopes: [], relays: [], present: [], attend: [] };

/** The tab that has the connections: it opens for the others what they read, and says what comes. */
export class Leader {
  #session;
  /** @type {Map<string, { scopes: Map<string, [number, string]>, relays: string[], present: Set<string>, attended: Map<string, () => void> }>} */
  #tabs = new Map();
  /** @type {Map<string, boolean>} what the others know of their scopes */
  #told = new Map();
  /** @type {Map<number, [number, string, boolean][]>} to be told when it is kept */
  #waiting = new Map();
  #token = 0;
  #scheduled = false;
  #closed = new AbortController();

  /** @param {import("../session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  /** @param {TabMessage} message */
  heard(message) {
    const { tabs, transport } = this.#session;
    if (message.alive) tabs.send({ here: true });
    const { tab, hello, use, present, attend } = message;
    if (!tab) return;
    if (hello) {
      if (transport.offline && !hello.offline) {
        tabs.together?.follow();
        return;
      }
      this.#greet(tab, hello.offline ? NOTHING : hello);
      this.#told.clear();
    }
    const known = this.#tabs.get(tab);
    if (known && use) this.#use(known.scopes, ...use);
    if (known && present) this.#present(tab, ...present);
    if (known && attend) this.#attend(known.attended, ...attend);
    if (hello || use) this.changed();
  }

  /**
   * @param {string} tab
   * @param {Omit<NonNullable<TabMessage["hello"]>, "offline">} hello
   */
  #greet(tab, { scopes, relays, present = [], attend = [] }) {
    const { tabs } = this.#session;
    let known = this.#tabs.get(tab);
    if (!known) {
      known = { scopes: new Map(), relays, present: new Set(), attended: new Map() };
      this.#tabs.set(tab, known);
      navigator.locks
        .request(`${tabs.name}:${tab}`, { signal: this.#closed.signal }, () => this.#gone(tab))
        .catch(() => {}); // leads no more
    }
    const before = [...known.scopes.values()];
    for (const scope of scopes) this.#use(known.scopes, ...scope, true);
    for (const [kind, name] of before) {
      if (!scopes.some(([k, n]) => k === kind && n === name)) this.#use(known.scopes, kind, name);
    }
    for (const soul of [...known.present]) {
      if (!present.some(([where]) => where === soul)) this.#present(tab, soul, null);
    }
    for (const said of present) this.#present(tab, ...said);
    for (const soul of [...known.attended.keys()]) this.#attend(known.attended, soul, false);
    for (const soul of attend) this.#attend(known.attended, soul, true);
    known.relays = relays;
    this.#connect([...this.#tabs.values()].flatMap((each) => each.relays));
  }

  /**
   * To what the other tabs have been opened with, too.
   *
   * @param {string[]} urls
   */
  #connect(urls) {
    const { transport } = this.#session;
    const wanted = new Set([...transport.urls, ...urls]);
    const before = transport.relays;
    for (const relay of before) if (!wanted.has(relay.url)) relay.disconnect();
    transport.relays = [...wanted].map(
      (url) => before.find((relay) => relay.url === url) ?? new transport.Relay(url, transport.events),
    );
    if (transport.connects) transport.connect();
  }

  /**
   * @param {Map<string, [number, string]>} scopes
   * @param {number} kind
   * @param {string} name
   * @param {boolean} [open]
   */
  #use(scopes, kind, name, open) {
    const key = kind + name;
    if (scopes.has(key) === !!open) return;
    if (open) scopes.set(key, [kind, name]);
    else scopes.delete(key);
    this.#session.core.tell((engine) =>
      open ? engine.openScope(kind, name) : engine.closeScope(kind, name),
    );
  }

  /**
   * Says it for another tab.
   *
   * @param {string} tab
   * @param {string} soul
   * @param {string | null} text
   */
  #present(tab, soul, text) {
    const bytes = instanceOf(tab).match(/../g) ?? [];
    const instance = Uint8Array.from(bytes, (hex) => parseInt(hex, 16));
    const souls = this.#tabs.get(tab)?.present;
    if (text) souls?.add(soul);
    else souls?.delete(soul);
    this.#session.core.tell((engine) => engine.present(soul, text, instance));
  }

  /**
   * Notices for another tab who is there.
   *
   * @param {Map<string, () => void>} attended
   * @param {string} soul
   * @param {boolean} begin
   */
  #attend(attended, soul, begin) {
    const { tabs } = this.#session;
    attended.get(soul)?.();
    attended.delete(soul);
    if (!begin) return;
    const presence = presenceOf(this.#session, soul);
    attended.set(soul, presence.on((all) => tabs.send({ there: [soul, all] })));
  }

  /**
   * Closed or crashed.
   *
   * @param {string} tab
   */
  async #gone(tab) {
    this.#greet(tab, NOTHING);
    this.#tabs.delete(tab);
    await this.#session.tabs.together?.lost();
  }

  /** @param {Operation[]} operations */
  written(operations) {
    if (this.#tabs.size === 0) return;
    const kept = operations.filter(({ store }) => store !== "pending");
    if (kept.length > 0) this.#session.tabs.send({ kept });
  }

  /** @param {number} token */
  kept(token) {
    const levels = this.#waiting.get(token);
    this.#waiting.delete(token);
    if (levels) this.#session.tabs.send({ levels });
  }

  changed() {
    if (this.#scheduled || this.#tabs.size === 0) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.#closed.signal.aborted) return;
      const { tabs, transport, core } = this.#session;
      /** @type {[number, string, boolean][]} */
      const news = [];
      tabs.send({ relays: transport.relays.map((relay) => this.#news(relay)) });
      core.tell((engine) => {
        for (const { scopes } of this.#tabs.values()) {
          for (const [key, [kind, name]] of scopes) {
            const state = engine.scopeState(kind, name);
            if (state === 0 || this.#told.get(key) === state > 1) continue;
            this.#told.set(key, state > 1);
            news.push([kind, name, state > 1]);
          }
        }
        if (news.length === 0) return;
        this.#waiting.set(++this.#token, news);
        engine.whenKept(this.#token);
      });
    });
  }

  /**
   * @param {import("../relay.js").Relay} relay
   * @returns {import("../ports.js").RelayNews}
   */
  #news({ url, state, failed, node, roundTripMs, skewMs }) {
    const error = this.#session.board.problems.get(url);
    return { url, state, failed, node, roundTripMs, skewMs, error: error ? { ...error } : null };
  }

  /** The switch has been turned: one that is on leads, if there is one. */
  hello() {
    if (this.#session.transport.offline && this.#tabs.size > 0) this.#session.tabs.together?.follow();
  }

  need() {}
  use() {}
  attend() {}

  /** The core says it. @returns {boolean} */
  present() {
    return false;
  }

  tick() {}

  close() {
    this.#closed.abort();
    for (const [tab, { scopes, present, attended }] of this.#tabs) {
      for (const scope of [...scopes.values()]) this.#use(scopes, ...scope);
      for (const soul of [...present]) this.#present(tab, soul, "");
      for (const stop of attended.values()) stop();
    }
    this.#connect([]);
  }
}
