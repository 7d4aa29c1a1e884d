import { checkFunction, report } from "./errors.js";

/**
 * @typedef {import("./soulgraph.js").Status} Status
 * @typedef {import("./soulgraph.js").Connectivity} Connectivity
 * @typedef {import("./errors.js").SoulgraphError} SoulgraphError
 * @typedef {import("./relay.js").Relay} Relay
 */

/** @type {Connectivity[]} best first */
const STATES = ["online", "behind", "connecting", "offline"];
const SKEW_TOLD_MS = 1_000;

/** Gathers what the parts report; listeners are told once a turn. */
export class StatusBoard {
  #session;
  /** @type {Status | null} */
  #value = null;
  #scheduled = false;
  /** @type {Set<(status: Status) => void>} */
  #listeners = new Set();
  /** @type {Map<string, SoulgraphError>} by where it came from, the latest last */
  problems = new Map();

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  get value() {
    this.#value ??= this.#build();
    return this.#value;
  }

  /** @param {(status: Status) => void} listener */
  on(listener) {
    this.#listeners.add(listener);
    this.#call(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * @param {string} where
   * @param {SoulgraphError | null} error
   */
  problem(where, error) {
    this.problems.delete(where);
    if (error) this.problems.set(where, error);
    this.changed();
  }

  changed() {
    this.#value = null;
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      for (const listener of [...this.#listeners]) this.#call(listener);
    });
  }

  /** @param {(status: Status) => void} listener */
  #call(listener) {
    try {
      listener(this.value);
    } catch (error) {
      report(error);
    }
  }

  /** @returns {Status} */
  #build() {
    const { transport, receipts, store, builds } = this.#session;
    const { relays } = transport;
    const trips = relays.map((relay) => relay.roundTripMs).filter((ms) => ms >= 0);
    const skewMs = median(
      relays.filter((relay) => relay.state === "online").map((relay) => relay.skewMs),
    );
    const error = [...this.problems.values()].pop();
    return Object.freeze({
      state: STATES.find((state) => relays.some((relay) => relay.state === state)) ?? "offline",
      ...(trips.length > 0 && { roundTripMs: Math.min(...trips) }),
      ...(Math.abs(skewMs) > SKEW_TOLD_MS && { clockSkewMs: skewMs }),
      pending: receipts.pending,
      storage: store.kind,
      ...(store.persistent !== undefined && { persistent: store.persistent }),
      ...builds,
      relays: Object.freeze(relays.map(describe)),
      ...(error && { error }),
    });
  }
}

/** What the application sees of the board. */
export class StatusView {
  #board;

  /** @param {StatusBoard} board */
  constructor(board) {
    this.#board = board;
  }

  get value() {
    return this.#board.value;
  }

  /**
   * @param {(status: Status) => void} listener
   * @param {{ signal?: AbortSignal }} [options]
   */
  on(listener, { signal } = {}) {
    checkFunction(listener);
    if (signal?.aborted) return () => {};
    const stop = this.#board.on(listener);
    signal?.addEventListener("abort", stop);
    return stop;
  }
}

/** @param {Relay} relay */
function describe({ url, state, node, roundTripMs }) {
  return Object.freeze({
    url,
    state,
    ...(node && { node }),
    ...(roundTripMs >= 0 && { roundTripMs }),
  });
}

/** @param {number[]} numbers */
function median(numbers) {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}
