import { Relay } from "./relay.js";

/** All relays of a database, and when to try them again. */
export class WebSocketTransport {
  /** @type {Relay[]} */
  relays;
  #offline = true;
  #connections = 0;
  /** @param {Event} event */
  #wake = ({ type }) => {
    if (this.#offline || (type !== "online" && document.visibilityState === "hidden")) return;
    this.#connect();
  };

  /**
   * @param {string[]} urls as from `relayUrl`
   * @param {Omit<import("./relay.js").RelayEvents, "connection">} events
   */
  constructor(urls, events) {
    const numbered = { ...events, connection: () => ++this.#connections };
    this.relays = [...new Set(urls)].map((url) => new Relay(url, numbered));
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
    if (offline) for (const relay of this.relays) relay.disconnect();
    else this.#connect();
  }

  get configured() {
    return this.relays.length > 0;
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

  #connect() {
    for (const relay of this.relays) relay.connect();
  }
}
