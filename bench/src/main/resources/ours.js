// The released package, opened as an application would; the relay's end of its WebSocket is played
// by the harness, so that frames arrive when they are to be measured and cost no network.

class PlayedSocket extends EventTarget {
  static OPEN = 1;
  static #last;
  readyState = 0;

  constructor() {
    super();
    PlayedSocket.#last = this;
    setTimeout(() => {
      this.readyState = PlayedSocket.OPEN;
      this.onopen?.();
    });
  }

  async send(bytes) {
    PlayedSocket.sent?.(bytes);
    if (bytes instanceof Blob) return;
    for (const answer of await answersOf([...bytes])) {
      this.onmessage?.({ data: Uint8Array.from(answer).buffer });
    }
  }

  close() {
    this.readyState = 3;
  }

  static deliver(frame) {
    PlayedSocket.#last.onmessage({ data: frame });
  }
}
globalThis.WebSocket = PlayedSocket;

const { open } = await import("/soulgraph.js");

const online = (db) =>
  new Promise((done) => {
    const look = ({ state }) => (state === "online" || state === "behind") && done();
    look(db.status.value);
    db.status.on(look);
  });

/** An empty database that is connected, and its keeping of the last record of what is to come. */
globalThis.openEmpty = async (engine, expected) => {
  const db = await open({ relays: ["ws://played.test"], storage: "memory", engine });
  await online(db);
  if (db.status.value.engine !== engine) throw new Error("not the engine that was asked for");
  return { db, expected };
};

/**
 * Milliseconds from the frames' arrival until a listener of the last record is called: decoded,
 * hashed, the signature verified by WebCrypto, merged, told.
 */
globalThis.receive = async ({ db, expected }, frames) => {
  const copies = frames.map((frame) => frame.slice().buffer);
  let began = 0;
  const took = await new Promise((done) => {
    db.get(expected.soul).on((value) => {
      if (value && value.name === expected.name) done(performance.now() - began);
    });
    setTimeout(() => {
      began = performance.now();
      for (const frame of copies) PlayedSocket.deliver(frame);
    });
  });
  if (Object.keys(db.get(expected.soul).value).length !== 5) throw new Error("a property is lost");
  // The first stays open, as in a page that is in use: without any, the browser forgets the compiled code.
  if (globalThis.kept) await db.close();
  else globalThis.kept = db;
  return took;
};

/** More than a hello, less than a commit. */
const COMMIT_MIN_BYTES = 1000;

/**
 * Milliseconds from a commit's call until its first frame is handed to the WebSocket: encoded, hashed, signed by
 * WebCrypto, kept in memory, compressed.
 */
globalThis.write = async ({ db }, records) => {
  const nodes = Object.entries(records).map(([soul, record]) => [db.get(soul), record]);
  const took = await new Promise((done, failed) => {
    let began = 0;
    PlayedSocket.sent = (message) => {
      if ((message.size ?? message.length) > COMMIT_MIN_BYTES) done(performance.now() - began);
    };
    setTimeout(() => {
      began = performance.now();
      db.commit((tx) => nodes.forEach(([node, record]) => tx.put(node, record))).catch(failed);
    });
  });
  PlayedSocket.sent = undefined;
  await db.close();
  return took;
};
