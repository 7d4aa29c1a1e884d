/**
 * The other tabs of this origin with the same database: what one has stored, the others are told.
 */
export class Tabs {
  /** @type {BroadcastChannel | null} */
  #channel = null;

  /**
   * @param {string} name
   * @param {string} network
   * @param {(message: Uint8Array) => void} received
   */
  open(name, network, received) {
    if (typeof BroadcastChannel !== "function") return;
    this.#channel = new BroadcastChannel(`soulgraph:${name}:${network}`);
    this.#channel.onmessage = ({ data }) => {
      if (data instanceof Uint8Array) received(data);
    };
  }

  /** @param {Uint8Array} message */
  send(message) {
    this.#channel?.postMessage(message);
  }

  close() {
    this.#channel?.close();
    this.#channel = null;
  }
}
