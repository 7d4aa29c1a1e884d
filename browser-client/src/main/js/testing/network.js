/** @typedef {import("./relay.js").Relay} Relay */

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

/**
 * The ways between databases and the relay, all in memory: frames arrive in their order, and as
 * late as the network's latency says.
 */
export class Network {
  latencyMs = 0;
  #clock;
  /** @type {Relay | null} */
  #relay = null;
  #last = 0;
  /** @type {Map<number, MemorySocket>} those that aren't closed */
  #sockets = new Map();
  /** @type {Set<string>} */
  #cut = new Set();
  /** @type {Set<string>} */
  #stalled = new Set();

  /** @param {import("./clock.js").Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /** @param {Relay} relay */
  serve(relay) {
    this.#relay = relay;
    this.#clock.setInterval(() => relay.tick(), 1000);
  }

  /** @param {string} owner */
  connect(owner) {
    const number = ++this.#last;
    const socket = new MemorySocket(owner, {
      sent: (frame) => this.#pass(socket, () => this.#relay?.received(number, frame)),
      closed: () => this.#end(number),
    });
    this.#sockets.set(number, socket);
    this.#pass(socket, () => {
      if (this.#cut.has(owner)) return this.#end(number);
      this.#relay?.connected(number);
      socket.opened();
    });
    return socket;
  }

  /**
   * The relay speaks.
   *
   * @param {number} number
   * @param {Uint8Array} frame
   */
  send(number, frame) {
    const socket = this.#sockets.get(number);
    const copy = frame.slice().buffer;
    if (socket) this.#pass(socket, () => socket.received(copy));
  }

  /**
   * The relay ends a connection, after what it has said before.
   *
   * @param {number} number
   */
  disconnect(number) {
    const socket = this.#sockets.get(number);
    if (socket) this.#pass(socket, () => this.#end(number));
  }

  /** @param {Iterable<string>} owners */
  cut(owners) {
    for (const owner of owners) {
      this.#cut.add(owner);
      for (const [number, socket] of this.#sockets) if (socket.owner === owner) this.#end(number);
    }
  }

  /** @param {Iterable<string>} owners */
  stall(owners) {
    for (const owner of owners) this.#stalled.add(owner);
  }

  /** @param {Iterable<string>} owners */
  heal(owners) {
    for (const owner of owners) {
      this.#cut.delete(owner);
      this.#stalled.delete(owner);
    }
    for (const socket of this.#sockets.values())
      if (!this.#stalled.has(socket.owner))
        for (const step of socket.held.splice(0)) this.#clock.soon(step);
  }

  /**
   * Something travels over a socket: in its order, unless the socket has been closed meanwhile.
   *
   * @param {MemorySocket} socket
   * @param {() => void} step
   */
  #pass(socket, step) {
    const arrive = () => {
      if (socket.readyState === CLOSED) return;
      // What is held already goes first.
      if (this.#stalled.has(socket.owner) || socket.held.length > 0) socket.held.push(step);
      else step();
    };
    const nowMs = this.#clock.now();
    socket.arrivalMs = Math.max(socket.arrivalMs, nowMs + this.latencyMs);
    if (socket.arrivalMs > nowMs) this.#clock.setTimeout(arrive, socket.arrivalMs - nowMs);
    else this.#clock.soon(arrive);
  }

  /** @param {number} number */
  #end(number) {
    const socket = this.#sockets.get(number);
    if (!socket) return;
    this.#sockets.delete(number);
    const met = socket.readyState === OPEN;
    socket.readyState = CLOSED;
    this.#clock.soon(() => {
      if (met) this.#relay?.disconnected(number);
      socket.onclose?.();
    });
  }
}

/** As much of a WebSocket as the package uses. */
class MemorySocket {
  binaryType = "arraybuffer";
  readyState = CONNECTING;
  /** @type {(() => void) | null} */
  onopen = null;
  /** @type {((event: { data: ArrayBuffer }) => void) | null} */
  onmessage = null;
  /** @type {(() => void) | null} */
  onclose = null;
  owner;
  /** When what was sent last arrives, either way. */
  arrivalMs = 0;
  /** @type {(() => void)[]} what a stalled network keeps */
  held = [];
  #events;

  /**
   * @param {string} owner
   * @param {{ sent: (frame: Uint8Array) => void, closed: () => void }} events
   */
  constructor(owner, events) {
    this.owner = owner;
    this.#events = events;
  }

  opened() {
    this.readyState = OPEN;
    this.onopen?.();
  }

  /** @param {ArrayBuffer} data */
  received(data) {
    this.onmessage?.({ data });
  }

  /** @param {Uint8Array} frame */
  send(frame) {
    this.#events.sent(frame.slice());
  }

  close() {
    this.#events.closed();
  }
}
