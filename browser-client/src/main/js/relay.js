import { report, SoulgraphError } from "./errors.js";
import { isPacked, sender, unpack } from "./packing.js";

/** @typedef {import("./soulgraph.js").Connectivity} Connectivity */

const BACKOFF_MIN_MS = 250;
const BACKOFF_MAX_MS = 30_000;
const CONNECT_MAX_MS = 10_000;
/** WebSocket.OPEN: in Node, WebSocket may be no global. */
const OPEN = 1;

/**
 * What a relay tells whoever owns it.
 *
 * @typedef {object} RelayEvents
 * @property {import("./ports.js").Platform["connect"]} connect
 * @property {() => number} connection a number for a new connection
 * @property {(connection: number) => void} connected
 * @property {(connection: number, frames: Uint8Array, joined: boolean) => void} received one frame,
 *   or several one after the other
 * @property {(connection: number) => void} disconnected
 * @property {() => void} changed
 * @property {(url: string, error: SoulgraphError | null) => void} problem
 */

/**
 * One relay's address: a WebSocket that is opened again and again, with full jitter so that a crowd
 * doesn't return at once.
 */
export class Relay {
  /** @type {Connectivity} */
  state = "offline";
  /** Whether the last attempt to connect has failed. */
  failed = false;
  node = "";
  roundTripMs = -1;
  skewMs = 0;
  url;
  #events;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {ReturnType<typeof sender>} */
  #send = () => {};
  #connection = 0;
  #attempts = 0;
  #wanted = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {string} url
   * @param {RelayEvents} events
   */
  constructor(url, events) {
    this.url = url;
    this.#events = events;
  }

  /** Connects now, also where it was waiting to try again. */
  connect() {
    this.#wanted = true;
    if (this.#socket) return;
    clearTimeout(this.#timer);
    let socket;
    try {
      socket = this.#events.connect(this.url);
    } catch (error) {
      // A secure page may not speak to ws://; that doesn't change by trying again.
      this.#wanted = false;
      this.failed = true;
      this.#become("offline");
      this.#events.problem(this.url, 
        new SoulgraphError(
          "relay-unreachable",
          "this page may not connect to the relay",
          error,
          false,
        ),
      );
      return;
    }
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#timer = setTimeout(() => socket.close(), CONNECT_MAX_MS);
    socket.onopen = () => {
      clearTimeout(this.#timer);
      this.#connection = this.#events.connection();
      this.#events.connected(this.#connection);
    };
    this.#send = sender(socket);
    // A packed message takes a while, and what comes after it comes after it.
    let last = Promise.resolve();
    /** @param {() => void | Promise<void>} job */
    const inOrder = (job) => {
      last = last.then(() => (socket === this.#socket ? job() : undefined)).catch(report);
    };
    socket.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) inOrder(() => this.#received(new Uint8Array(data), socket));
    };
    socket.onclose = () => inOrder(() => this.#closed());
    this.#become("connecting");
  }

  /** Closes and stays closed until `connect`. */
  disconnect() {
    this.#wanted = false;
    clearTimeout(this.#timer);
    if (this.#socket) this.#closed();
    else this.#become("offline");
  }

  /**
   * The core ends the connection.
   *
   * @param {SoulgraphError} error
   */
  refuse(error) {
    if (!error.retryable) this.#wanted = false;
    if (this.#socket) this.#closed(error);
  }

  /**
   * @param {number} connection
   * @param {Uint8Array<ArrayBuffer>} frame
   */
  send(connection, frame) {
    if (connection === this.#connection && this.#socket?.readyState === OPEN) this.#send(frame);
  }

  /** @param {number} connection */
  owns(connection) {
    return connection === this.#connection;
  }

  /**
   * The session behind the connection speaks.
   *
   * @param {Connectivity} state
   * @param {number} roundTripMs
   * @param {number} skewMs
   * @param {string} node
   */
  heard(state, roundTripMs, skewMs, node) {
    Object.assign(this, { roundTripMs, skewMs, node });
    if (state !== "connecting") {
      this.#attempts = 0;
      this.failed = false;
      this.#events.problem(this.url, null);
    }
    this.#become(state);
  }

  /**
   * @param {Uint8Array<ArrayBuffer>} message
   * @param {WebSocket} socket
   */
  async #received(message, socket) {
    const packed = isPacked(message);
    let frames = message;
    try {
      if (packed) frames = await unpack(message);
    } catch (error) {
      if (socket === this.#socket) this.refuse(/** @type {SoulgraphError} */ (error));
    }
    if (socket === this.#socket) this.#events.received(this.#connection, frames, packed);
  }

  /** @param {SoulgraphError} [error] */
  #closed(error) {
    const socket = this.#socket;
    const connection = this.#connection;
    this.#socket = null;
    this.#connection = 0;
    socket?.close();
    clearTimeout(this.#timer);
    this.roundTripMs = -1;
    if (this.#wanted || error) {
      this.failed = true;
      this.#events.problem(this.url, 
        error ??
          new SoulgraphError("relay-unreachable", "the relay can't be reached", this.url, true),
      );
    }
    if (this.#wanted) {
      const limitMs = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** this.#attempts++);
      this.#timer = setTimeout(() => this.connect(), Math.random() * limitMs);
    }
    this.#become("offline");
    if (connection) this.#events.disconnected(connection);
  }

  /** @param {Connectivity} state */
  #become(state) {
    this.state = state;
    this.#events.changed();
  }
}

/**
 * `http` becomes `ws`; a path alone is on the page's own host; no path is the gossip's usual one.
 *
 * @param {unknown} text
 * @returns {string}
 */
export function relayUrl(text) {
  let url;
  try {
    const base = `${text}`.startsWith("/") ? globalThis.location?.href : undefined;
    url = new URL(/** @type {string} */ (text), base);
  } catch {
    throw new SoulgraphError("relay-invalid", "a relay's address begins with ws:// or wss://", text);
  }
  const protocol = url.protocol.replace(/^http/, "ws");
  if (protocol !== "ws:" && protocol !== "wss:") {
    throw new SoulgraphError(
      "relay-invalid",
      "a relay's address begins with ws:// or wss://",
      text,
    );
  }
  const path = url.pathname === "/" ? "/gossip" : url.pathname;
  return `${protocol}//${url.host}${path}${url.search}`;
}
