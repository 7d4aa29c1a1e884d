import { plain } from "./core.js";
import { SoulgraphError } from "./errors.js";

/** @typedef {import("./ports.js").Operation} Operation */

/** @type {import("./soulgraph.js").Connectivity[]} as the core numbers them */
const STATES = ["connecting", "online", "behind"];

/**
 * The core's line to this browser.
 *
 * @param {import("./session.js").Session} session
 * @param {import("./ports.js").Signer} signer
 * @returns {import("./engine.js").Host}
 */
export function hostOf({ core, store, transport, tabs, turns, nodes, receipts, later }, signer) {
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
      const answer = signer.sign(plain(message)).catch(() => null);
      answer.then((signature) => core.tell((engine) => engine.signed(token, signature)));
    },
    later: (token) => {
      setTimeout(() => core.tell((engine) => engine.signed(token, null)));
    },
    verify: (token, key, signature, message) => {
      const answer = signer.verify(plain(key), plain(signature), plain(message));
      answer
        .catch(() => false)
        .then((valid) => core.tell((engine) => engine.verified(token, valid)));
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
      const written = operations;
      store.write(written, strict).then((whole) => {
        tabs.together?.written(written, whole);
        core.tell((engine) => engine.stored(token, true));
      });
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
    present: (soul, ...said) => tabs.together?.follows || later.parts.more?.presences.heard(soul, said),
    shared: (message) => tabs.send(plain(message)),

    changed: (soul) => {
      nodes.changed(soul);
      turns.changed(soul);
    },
    scopes: () => {
      turns.touched();
      tabs.together?.changed();
    },
    kept: (token) => tabs.together?.kept(token),
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
