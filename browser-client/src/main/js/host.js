import { plain } from "./core.js";
import { SoulgraphError } from "./errors.js";

/** @typedef {import("./ports.js").Operation} Operation */

/** @type {import("./soulgraph.js").Connectivity[]} as the core numbers them */
const STATES = ["connecting", "online", "behind"];

/**
 * The core's line to this browser.
 *
 * @param {object} parts
 * @param {import("./core.js").Core} parts.core
 * @param {import("./store.js").Store} parts.store
 * @param {import("./ports.js").Signer} parts.signer
 * @param {import("./transport-websocket.js").WebSocketTransport} parts.transport
 * @param {import("./tabs.js").Tabs} parts.tabs
 * @param {import("./turns.js").Turns} parts.turns
 * @param {import("./nodes.js").Nodes} parts.nodes
 * @param {import("./receipts.js").Receipts} parts.receipts
 * @returns {import("./engine.js").Host}
 */
export function hostOf({ core, store, signer, transport, tabs, turns, nodes, receipts }) {
  /** @type {Operation[]} */
  let operations = [];
  /**
   * @param {Operation["store"]} name
   * @param {number | string} key
   * @param {Uint8Array | null} value
   */
  const operate = (name, key, value) => {
    operations.push({ store: name, key, value: value && plain(value) });
  };

  return {
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),

    sign: (token, message) => {
      signer.sign(plain(message)).then(
        (signature) => core.tell((engine) => engine.signed(token, signature)),
        () => core.tell((engine) => engine.signed(token, null)),
      );
    },
    verify: (token, key, signature, message) => {
      signer.verify(plain(key), plain(signature), plain(message)).then(
        (valid) => core.tell((engine) => engine.verified(token, valid)),
        () => core.tell((engine) => engine.verified(token, false)),
      );
    },

    storeBegin: () => {
      operations = [];
    },
    storeRecord: (key, record) => operate("records", key, record),
    removeRecord: (key) => operate("records", key, null),
    storePending: (key, record) => operate("pending", key, record),
    removePending: (key) => operate("pending", key, null),
    storeMeta: (name, value) => operate("meta", name, value),
    storeEnd: (token) => {
      // What others sent can be had again; what was written here can't.
      const strict = operations.some(({ store, value }) => store === "pending" && value);
      store.write(operations, strict).then(() => core.tell((engine) => engine.stored(token, true)));
    },

    send: (connection, frame) => {
      transport
        .relayOf(connection)
        ?.send(connection, /** @type {Uint8Array<ArrayBuffer>} */ (frame));
    },
    disconnect: (connection, code, rule, value, retry) => {
      // Not from within a call of the core: closing tells it.
      const relay = transport.relayOf(connection);
      queueMicrotask(() => relay?.refuse(new SoulgraphError(code, rule, value, retry)));
    },
    shared: (message) => tabs.send(plain(message)),

    changed: (soul) => {
      nodes.changed(soul);
      turns.changed(soul);
    },
    scopes: () => turns.touched(),
    receipt: (id, state, replicas, changes, outcomes, code, rule, value) => {
      receipts.update(
        id,
        state,
        replicas,
        changes,
        outcomes,
        code ? new SoulgraphError(code, rule, value) : undefined,
      );
    },
    relay: (connection, state, roundTripMs, skewMs, node) => {
      transport
        .relayOf(connection)
        ?.heard(STATES[state] ?? "connecting", roundTripMs, skewMs, node);
    },
    fail: (code, rule, value, retryable) => core.failed(code, rule, value, retryable),
  };
}
