import { borrow } from "../later/borrowed.js";
import { Election } from "./election.js";
import { Follower, instanceOf } from "./follower.js";
import { Leader } from "./leader.js";
import { readMissed } from "./missed.js";

/**
 * @typedef {import("../ports.js").Operation} Operation
 * @typedef {import("../ports.js").TabMessage} TabMessage
 */

/**
 * Several tabs: one leads, has the connections, keeps what they bring, and hands that on in the
 * order in which it was kept. Loaded when there is a second tab.
 */
export class Together {
  /** Names this tab to the leader, and its lock. */
  id = crypto.randomUUID();
  #session;
  #election;
  /** @type {Leader | Follower} */
  #role;
  /** @type {Set<number>} the keys of the records that the core knows */
  #known = new Set();
  #reading = Promise.resolve();
  #leave = () => {};
  #there;

  /** @param {import("../session.js").Session} session */
  constructor(session) {
    this.#session = session;
    const { tabs, transport } = session;
    const { locks } = navigator;
    // Held as long as this tab is there: the leader waits for it.
    this.#there = new Promise((granted) => {
      const left = new Promise((resolve) => (this.#leave = () => resolve(undefined)));
      locks.request(this.lockOf(this.id), () => (granted(undefined), left));
    });
    this.#election = new Election(
      locks,
      tabs.name,
      () => this.#lead(),
      () => this.follow(),
    );
    this.#role = transport.leads ? new Leader(session) : new Follower(session);
    if (transport.leads) session.core.tell((engine) => engine.lead(true));
    for (const [event, listener] of this.#events) document.addEventListener(event, listener);
  }

  /** The storage has been read, and another tab has been found to lead. */
  async start() {
    await this.#there;
    this.#election.stand();
    this.#role.hello();
  }

  /** @param {string} tab */
  lockOf(tab) {
    return `${this.#session.tabs.name}:${tab}`;
  }

  /** @param {[number, Uint8Array | null][]} records */
  loaded(records) {
    this.know(records.map(([key, value]) => ({ store: "records", key, value })));
  }

  /** @param {Operation[]} operations that the core knows of */
  know(operations) {
    for (const { store, key, value } of operations) {
      if (store !== "records") continue;
      if (value) this.#known.add(/** @type {number} */ (key));
      else this.#known.delete(/** @type {number} */ (key));
    }
  }

  /** @param {TabMessage} message */
  sent(message) {
    if (message instanceof Uint8Array) this.#role.need();
  }

  /** @param {Exclude<TabMessage, Uint8Array>} message */
  heard(message) {
    if (message.lead) this.follow(this.#role instanceof Leader);
    else this.#role.heard(message);
  }

  /**
   * A scope that this tab reads.
   *
   * @param {number} kind
   * @param {string} name
   * @param {boolean} open or closed again
   */
  use(kind, name, open) {
    this.#role.use(kind, name, open);
  }

  /** Whether another tab speaks for this one. */
  get follows() {
    return this.#role instanceof Follower;
  }

  /**
   * @param {string} soul
   * @param {string | null} text
   * @returns {boolean | void} whether another tab says it
   */
  present(soul, text) {
    return this.#role.present(soul, text);
  }

  /**
   * @param {string} soul
   * @param {boolean} begin
   */
  attend(soul, begin) {
    this.#role.attend(soul, begin);
  }

  /**
   * A transaction is done.
   *
   * @param {Operation[]} operations
   * @param {boolean | void} whole false: another leads now, and nothing but this tab's commits was kept
   */
  written(operations, whole) {
    if (whole !== false) {
      this.know(operations);
      this.#role.written(operations);
    } else if (this.#role instanceof Leader) {
      this.follow();
    }
  }

  /** As `host.kept`. @param {number} token */
  kept(token) {
    this.#role.kept(token);
  }

  /** What is known of relays or scopes has changed. */
  changed() {
    this.#role.changed();
  }

  /** The switch has been turned. */
  switched() {
    this.#role.hello();
  }

  /** To be called about once a second. */
  tick() {
    this.#role.tick();
  }

  /** The leader doesn't answer. */
  takeOver() {
    this.#election.stand(true);
  }

  /** A tab is gone, perhaps before it could say what it had committed. */
  async lost() {
    const role = this.#role;
    await this.#reread(true, false);
    if (this.#role === role) this.#session.tabs.release();
  }

  /** @param {boolean} stand whether to queue for the lead */
  async follow(stand = true) {
    const { tabs } = this.#session;
    this.#role.close();
    const follower = new Follower(this.#session);
    this.#role = follower;
    this.#connect(false);
    this.#speak(false);
    tabs.end();
    if (stand) this.#election.stand();
    await this.#reread(false);
    if (this.#role !== follower) return;
    tabs.release();
    follower.hello();
  }

  close() {
    this.#stop();
    this.#leave();
    for (const [event, listener] of this.#events) document.removeEventListener(event, listener);
  }

  async #lead() {
    const { tabs } = this.#session;
    this.#role.close();
    const leader = new Leader(this.#session);
    this.#role = leader;
    await this.#reread(true);
    if (this.#role !== leader) return;
    this.#connect(true);
    this.#speak(true);
    tabs.send({ lead: true });
    tabs.release();
  }

  /**
   * Loads what others have written, while what they say waits.
   *
   * @param {boolean} leads
   * @param {boolean} raise whether nobody else may write as leader from then on
   */
  #reread(leads, raise = leads) {
    const { core, store, tabs } = this.#session;
    tabs.held ??= [];
    this.#reading = this.#reading.then(async () => {
      core.tell((engine) => engine.reread(store.sharing));
      const missed = await store.attempt(async ({ database }) =>
        store.sharing && database ? readMissed(database, this.#known, raise) : null,
      );
      if (missed) {
        if (raise) store.epoch = missed.epoch;
        this.#session.load(missed);
      } else {
        core.tell((engine) => engine.reread(false)); // the storage has failed: memory is all
      }
      core.tell((engine) => engine.lead(leads));
    });
    return this.#reading;
  }

  /**
   * What this tab's user does is said by this tab's own core from now on, or by the leader's. Who
   * else is there will be told anew.
   *
   * @param {boolean} itself
   */
  #speak(itself) {
    const { core, later, author } = this.#session;
    const presences = later.parts.more?.presences;
    if (!presences) return;
    for (const [soul, presence] of presences.bySoul) {
      const own = presence.value.filter((each) => each.own).pop();
      presence.replace([]);
      if (!own) continue;
      const text = JSON.stringify(own.value);
      core.tell((engine) => engine.present(soul, itself ? text : "", null));
      if (!itself) presences.heard(soul, [author, instanceOf(this.id), text, true]);
    }
  }

  #stop() {
    const { tabs } = this.#session;
    this.#election.leave();
    this.#role.close();
    this.#role = new Follower(this.#session);
    this.#connect(false);
    tabs.end();
    tabs.deafen();
  }

  /** @param {boolean} leads */
  #connect(leads) {
    const { transport } = this.#session;
    if (transport.leads === leads) return;
    transport.leads = leads;
    transport.connect();
  }

  /** A frozen tab can't lead, and what it is told would pile up. */
  #freeze() {
    const { tabs } = this.#session;
    const nothing = { relays: [], scopes: [], present: [], attend: [] };
    tabs.send({ tab: this.id, hello: { offline: true, ...nothing } });
    this.#stop();
  }

  #resume() {
    const { tabs } = this.#session;
    tabs.held = [];
    tabs.listen();
    this.follow();
  }

  /** @type {[string, () => void][]} */
  #events = globalThis.document
    ? [
        ["freeze", () => this.#freeze()],
        ["resume", () => this.#resume()],
        ["visibilitychange", () => this.#role.need()],
      ]
    : [];
}

/**
 * @param {import("../session.js").Session} session
 * @param {Parameters<typeof borrow>[0]} classes
 */
export function start(session, classes) {
  borrow(classes);
  return new Together(session);
}
