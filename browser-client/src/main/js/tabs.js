/**
 * @typedef {import("./ports.js").TabMessage} TabMessage
 * @typedef {import("./together/together.js").Together} Together
 */

/**
 * The tabs of this origin with the same database. The first has the connections, and keeps what
 * they bring; how it shares them is loaded when there is a second. Where a browser has no locks,
 * each goes for itself and tells the others what it commits.
 */
export class Tabs {
  name = "";
  /** @type {Together | null} null: this tab is alone, or goes for itself */
  together = null;
  /** @type {TabMessage[] | null} what comes while the storage is read */
  held = [];
  /** Ends its leadership, if it leads. */
  end = () => {};
  /** @type {BroadcastChannel | null} */
  #channel = null;
  #session;
  #closed = false;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  /**
   * Begins to hear. Nothing is lost that others keep while this tab still reads the storage.
   *
   * @param {string} name
   * @param {string} network
   */
  open(name, network) {
    if (typeof BroadcastChannel !== "function") return;
    this.name = `soulgraph:${name}:${network}`;
    this.listen();
  }

  /** The storage is open and not read yet: is there another tab that leads? */
  async share() {
    const { store, transport } = this.#session;
    const locks = globalThis.navigator?.locks;
    if (!this.#channel || !locks || store.kind !== "indexeddb") return;
    store.sharing = await new Promise((resolve) => {
      /** @param {Lock | null} lock */
      const held = (lock) => {
        transport.leads = !!lock;
        resolve(!!lock || this.#join().then((together) => !(transport.leads = !together)));
        return lock && new Promise((end) => (this.end = () => end(undefined)));
      };
      locks.request(this.name, { ifAvailable: true }, held).catch(() => {
        resolve(false); // where locks are forbidden; else another tab has overthrown this one
        if (store.sharing) this.#join().then((together) => together?.follow());
      });
    });
  }

  listen() {
    this.#channel = new BroadcastChannel(this.name);
    this.#channel.onmessage = ({ data }) => this.#receive(data);
  }

  deafen() {
    this.#channel?.close();
    this.#channel = null;
  }

  /** @param {TabMessage} message */
  send(message) {
    this.#channel?.postMessage(message);
    this.together?.sent(message);
  }

  /** The storage has been read. */
  release() {
    const held = this.held ?? [];
    this.held = null;
    for (const message of held) this.#receive(message);
  }

  close() {
    this.#closed = true;
    this.together = null; // closed as other parts that were loaded later
    this.end();
    this.deafen();
  }

  /** @param {any} message only the leader's sign of life doesn't wait */
  #receive(message) {
    if (this.held && !message.alive) this.held.push(message);
    else if (message instanceof Uint8Array) this.#session.core.tell((core) => core.shared(message));
    else if (this.together) this.together.heard(message);
    else if (this.#session.store.sharing) {
      this.#join().then((together) => together?.heard(message));
    }
  }

  /** Null: what it takes can't be loaded, so that each tab goes for itself. */
  #join() {
    return this.#session.later.load("together").then(
      (together) => {
        if (this.#closed) together.close();
        else return (this.together = together);
        return null;
      },
      () => null,
    );
  }
}
