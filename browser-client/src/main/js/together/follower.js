import { SoulgraphError } from "../later/borrowed.js";

/**
 * @typedef {import("../ports.js").Operation} Operation
 * @typedef {Exclude<import("../ports.js").TabMessage, Uint8Array>} TabMessage
 */

/** So often a leader is asked, and has so long each time, before it is overthrown. */
const ASKS = 3;
const ANSWER_MAX_MS = 1_000;
/** Who is looked at makes sure of the leader as often as this. */
const LOOK_TICKS = 5;
const NOTHING = new Uint8Array();

const PRESENT_MAX_BYTES = 1024;

/** A tab that reads and writes through the leader. */
export class Follower {
  #session;
  #ticks = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #asking;

  /** @param {import("../session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  /** Says what this tab wants, all of it. */
  hello() {
    const { tabs, transport, scopes, board, later } = this.#session;
    const { offline, urls, relays } = transport;
    const { id = "" } = tabs.together ?? {};
    /** @type {[number, string][]} */
    const wanted = [...scopes.open.values()].map(({ kind, name }) => [kind, name]);
    /** @type {[string, string | null][]} */
    const present = [];
    const attend = [];
    for (const [soul, { value, looks }] of later.parts.more?.presences.bySoul ?? []) {
      const said = value.find(({ own }) => own);
      if (said) present.push([soul, JSON.stringify(said.value)]);
      if (looks.size > 0) attend.push(soul);
    }
    tabs.send({ tab: id, hello: { offline, relays: urls, scopes: wanted, present, attend } });
    if (offline) return;
    for (const relay of relays) relay.state = "connecting";
    board.changed();
    this.need();
  }

  /**
   * @param {number} kind
   * @param {string} name
   * @param {boolean} open
   */
  use(kind, name, open) {
    const { tabs, transport } = this.#session;
    if (transport.offline) return;
    tabs.send({ tab: tabs.together?.id ?? "", use: [kind, name, open] });
    if (open) this.need();
  }

  /**
   * @param {string} soul
   * @param {string | null} text
   * @returns {boolean}
   */
  present(soul, text) {
    const { tabs, later, author } = this.#session;
    const { id = "" } = tabs.together ?? {};
    if (text && new TextEncoder().encode(text).length > PRESENT_MAX_BYTES) {
      const rule = `a presence has at most ${PRESENT_MAX_BYTES} bytes`;
      throw new SoulgraphError("value-too-large", rule, "");
    }
    later.parts.more?.presences.heard(soul, [author, instanceOf(id), text, true]);
    tabs.send({ tab: id, present: [soul, text] });
    return true;
  }

  /**
   * @param {string} soul
   * @param {boolean} begin
   */
  attend(soul, begin) {
    const { tabs } = this.#session;
    tabs.send({ tab: tabs.together?.id ?? "", attend: [soul, begin] });
  }

  /**
   * Who is there by the leader's word, and this tab's own by its own.
   *
   * @param {string} soul
   * @param {readonly import("../collections.js").Present[]} all
   */
  #there(soul, all) {
    const { later, tabs } = this.#session;
    const presence = later.parts.more?.presences.bySoul.get(soul);
    if (!presence || presence.looks.size === 0) return;
    const instance = instanceOf(tabs.together?.id ?? "");
    const own = presence.value.filter((each) => each.own);
    const others = all.filter((each) => each.instance !== instance);
    presence.replace([...own, ...others.map((each) => Object.freeze({ ...each, own: false }))]);
  }

  /** Something is wanted of the leader. Hidden tabs may wait, and their timers can't be trusted. */
  need() {
    if (!this.#asking && !this.#session.transport.offline && isSeen()) this.#ask(ASKS);
  }

  /** @param {number} left */
  #ask(left) {
    this.#session.tabs.send({ alive: true });
    this.#asking = setTimeout(() => {
      this.#asking = undefined;
      if (!isSeen()) return;
      if (left > 1) this.#ask(left - 1);
      else this.#session.tabs.together?.takeOver();
    }, ANSWER_MAX_MS);
  }

  tick() {
    if (++this.#ticks % LOOK_TICKS === 0) this.need();
  }

  /** @param {TabMessage} message */
  heard({ tab, alive, relays, levels, kept, there }) {
    if (tab || alive) return;
    this.close();
    const { core, transport, tabs } = this.#session;
    if (relays && !transport.offline) this.#mirror(relays);
    core.tell((engine) => {
      for (const { store: name, key, value } of kept ?? []) {
        if (name === "meta") engine.loadMeta(/** @type {string} */ (key), value ?? NOTHING);
        else engine.loadRecord(/** @type {number} */ (key), value ?? NOTHING);
      }
      for (const [kind, name, level] of levels ?? []) engine.told(kind, name, level);
      for (const { skewMs } of relays ?? []) engine.correctClock(skewMs);
    });
    if (kept) tabs.together?.know(kept);
    if (there) this.#there(...there);
  }

  /**
   * What the leader's relays are like.
   *
   * @param {import("../ports.js").RelayNews[]} all
   */
  #mirror(all) {
    const { transport, board } = this.#session;
    for (const relay of transport.relays) {
      const news = all.find(({ url }) => url === relay.url);
      if (!news) continue;
      const { error, ...state } = news;
      Object.assign(relay, state);
      const { code, rule, value, retryable } = error ?? {};
      board.problem(relay.url, code && rule ? new SoulgraphError(code, rule, value, retryable) : null);
    }
    this.#session.changed();
  }

  written() {}
  kept() {}
  changed() {}

  close() {
    clearTimeout(this.#asking);
    this.#asking = undefined;
  }
}

/** @param {string} tab */
export function instanceOf(tab) {
  return tab.replaceAll("-", "");
}

function isSeen() {
  return globalThis.document?.visibilityState !== "hidden";
}
