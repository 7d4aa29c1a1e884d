import { Relay } from "./relay.js";

/** All relays of a database, and when to try them again. */
export class WebSocketTransport {
  /** @type {Relay[]} */
  relays = [];
  /** Those that this database was opened with. */
  urls;
  #offline = true;
  /** Whether this tab has the connections; else another has them, or will. */
  leads = true;
  /** Of each relay; and the class, for what is loaded later. */
  events;
  Relay = Relay;
  #connections = 0;
  /** @param {Event} event */
  #wake = ({ type }) => {
    if (!this.connects || (type !== "online" && document.visibilityState === "hidden")) return;
    this.connect();
  };

  /**
   * @param {string[]} urls as from `relayUrl`
   * @param {Omit<import("./relay.js").RelayEvents, "connection">} events
   */
  constructor(urls, events) {
    this.urls = [...new Set(urls)];
    this.events = { ...events, connection: () => ++this.#connections };
    this.relays = this.urls.map((url) => new Relay(url, this.events));
  }

  open() {
    globalThis.addEventListener?.("online", this.#wake);
    globalThis.document?.addEventListener("visibilitychange", this.#wake);
  }

  close() {
    globalThis.removeEventListener?.("online", this.#wake);
    globalThis.document?.removeEventListener("visibilitychange", this.#wake);
    this.offline = true;
  }

  get offline() {
    return this.#offline;
  }

  set offline(offline) {
    this.#offline = offline;
    this.connect();
  }

  get configured() {
    return this.urls.length > 0;
  }

  /** Whether it makes sense to wait for an answer. */
  get reachable() {
    return (
      !this.#offline &&
      this.relays.some(
        (relay) => !relay.failed || relay.state === "online" || relay.state === "behind",
      )
    );
  }

  get online() {
    return this.relays.some((relay) => relay.state === "online");
  }

  /** @param {number} connection */
  relayOf(connection) {
    return this.relays.find((relay) => relay.owns(connection));
  }

  get connects() {
    return this.leads && !this.#offline;
  }

  /** Or disconnects. */
  connect() {
    for (const relay of this.relays) {
      if (this.connects) relay.connect();
      else relay.disconnect();
    }
  }
}
