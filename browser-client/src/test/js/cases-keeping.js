// What a browser keeps, and what becomes of it when the browser can't.
import { cases, is, refusal, seen } from "./cases.js";

const DATABASE = "soulgraph:default";

let tellOpened = () => {};
globalThis.opened = new Promise((resolve) => (tellOpened = resolve));

/** Runs one database from open to close; gives its author and which crypto it used. */
async function session(open, options) {
  const db = await open(options);
  await db.get("session").put({ at: 1 });
  const { crypto, storage } = db.status.value;
  await db.close();
  return { author: db.author, crypto, storage };
}

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function identity() {
  const database = await asked(indexedDB.open(DATABASE));
  const record = await asked(database.transaction("identity").objectStore("identity").get("self"));
  database.close();
  return record;
}

const subtle = Object.getOwnPropertyDescriptor(Crypto.prototype, "subtle");
const importKey = SubtleCrypto.prototype.importKey;

function withoutWebCrypto() {
  Object.defineProperty(Crypto.prototype, "subtle", { configurable: true, get: () => undefined });
}

function withoutEd25519() {
  Object.defineProperty(Crypto.prototype, "subtle", subtle);
  SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
    if (algorithm === "Ed25519")
      return Promise.reject(new DOMException("unknown", "NotSupportedError"));
    return importKey.call(this, format, key, algorithm, ...rest);
  };
}

function withEverything() {
  Object.defineProperty(Crypto.prototype, "subtle", subtle);
  SubtleCrypto.prototype.importKey = importKey;
}

cases({
  "data, outbox and key outlive the database": async (open) => {
    const first = await open();
    await first.get("a").put({ x: 1 });
    await first.close();
    const second = await open();
    const [receipt] = await second.pending();
    is(
      [second.author === first.author, second.get("a").value, receipt.state, receipt.changes],
      [true, { x: 1 }, "local", 1],
    );
    is([second.status.value.pending, second.status.value.storage], [1, "indexeddb"]);
  },

  "databases of different names share nothing": async (open) => {
    const [a, b] = await Promise.all([open({ name: "a" }), open({ name: "b" })]);
    await a.get("x").put({ y: 1 });
    is([b.get("x").value, a.author === b.author], [null, false]);
  },

  "a key can be taken to another database": async (open) => {
    const first = await open({ name: "a" });
    const seed = await first.exportSeed();
    const second = await open({ name: "b", seed });
    await second.get(`~${first.author}/x`).put({ y: 1 });
    is([seed.length, second.author === first.author], [32, true]);
    await second.close();
    is((await open({ name: "b" })).author === first.author, true);
  },

  "a seed opens no other author's database": async (open) => {
    const [a, b] = await Promise.all([open({ name: "a" }), open({ name: "b" })]);
    const seed = await b.exportSeed();
    await a.close();
    is(await refusal(() => open({ name: "a", seed })), "identity-invalid");
    is(await refusal(() => open({ name: "a", seed: new Uint8Array(31) })), "input-invalid");
    is((await open({ name: "a" })).author === a.author, true);
  },

  "those who open at once end with one key": async (open) => {
    const all = await Promise.all([open(), open(), open()]);
    is(new Set(all.map(({ author }) => author)).size, 1);
  },

  "what one tab writes another one reads": async (open) => {
    const [a, b] = await Promise.all([open(), open()]);
    const arrived = seen(b.get("x"), (value) => value);
    await a.get("x").put({ y: 1 });
    is(await arrived, { y: 1 });
  },

  "the key can't be read out": async (open) => {
    is((await session(open)).crypto, "webcrypto");
    const { key, wrapping, wrapped, seed } = await identity();
    is(
      [key.extractable, wrapping.extractable, wrapped.length, seed === undefined],
      [false, false, 12 + 32 + 16, true],
    );
  },

  "the key stays the same when the browser can more, or less": async (open) => {
    withoutWebCrypto();
    const bare = await session(open);
    is([bare.crypto, Object.keys(await identity())], ["bouncycastle", ["publicKey", "seed"]]);
    withoutEd25519();
    const wrapped = await session(open);
    is(
      [wrapped.crypto, Object.keys(await identity())],
      ["bouncycastle", ["publicKey", "wrapping", "wrapped"]],
    );
    withEverything();
    const native = await session(open);
    is(
      [native.crypto, Object.keys(await identity())],
      ["webcrypto", ["publicKey", "key", "wrapping", "wrapped"]],
    );
    withoutEd25519();
    const again = await session(open);
    is(
      [again.crypto, new Set([bare, wrapped, native, again].map(({ author }) => author)).size],
      ["bouncycastle", 1],
    );
    withoutWebCrypto();
    is(await refusal(() => open()), "identity-invalid");
  },

  "storage that is forbidden: the page is told and goes on in memory": async (open) => {
    const forbidden = () => {
      throw new DOMException("forbidden", "SecurityError");
    };
    Object.defineProperty(globalThis, "indexedDB", { get: forbidden });
    const db = await open();
    const receipt = await db.get("a").put({ x: 1 });
    const { storage, error } = db.status.value;
    is(
      [storage, error.code, receipt.state, db.get("a").value],
      ["memory", "storage-unavailable", "local", { x: 1 }],
    );
  },

  "storage that a newer version wrote is left alone": async (open) => {
    (await asked(indexedDB.open(DATABASE, 9))).close();
    is(await refusal(() => open()), "data-too-new");
  },

  "storage that an older tab doesn't let go of: the page is told and goes on in memory": async (open) => {
    const older = await asked(indexedDB.open(DATABASE, 1));
    const openDatabase = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (name) {
      return openDatabase.call(this, name, 2); // as a newer version will
    };
    const db = await open();
    await db.get("a").put({ x: 1 });
    const { storage, error } = db.status.value;
    is([storage, error.code, error.retryable, db.get("a").value], ["memory", "storage-blocked", true, { x: 1 }]);
    older.close();
  },

  "writes are kept relaxed where that is enough": async (open) => {
    const asked = [];
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      if (stores.includes("pending") && mode === "readwrite") asked.push(options.durability);
      return transaction.call(this, stores, mode, options);
    };
    for (const durability of ["strict", "relaxed"]) {
      const db = await open({ durability });
      await db.get("a").put({ x: durability });
      await db.close();
    }
    is([asked[0], asked.at(-1)], ["strict", "relaxed"]);
  },

  "whether the browser keeps it is told": async (open) => {
    const db = await open();
    await seen(db.status, ({ persistent }) => persistent === false);
    is((await open({ storage: "memory" })).status.value.persistent, undefined);
  },

  "the browser is asked to keep it once there is a write, and a user": async (open) => {
    let asked = 0;
    let active = false;
    navigator.storage.persist = async () => ++asked > 0;
    Object.defineProperty(navigator, "userActivation", { get: () => ({ hasBeenActive: active }) });
    const db = await open();
    await db.get("a").put({ x: 1 });
    is(asked, 0);
    active = true;
    await db.get("a").put({ x: 2 });
    await db.get("a").put({ x: 3 });
    await seen(db.status, ({ persistent }) => persistent);
    is(asked, 1);
  },

  "storage that another tab deletes: nothing in memory is lost": async (open) => {
    const db = await open();
    await db.get("a").put({ x: 1 });
    await asked(indexedDB.deleteDatabase(DATABASE));
    await db.get("a").put({ y: 2 });
    const { storage, error } = db.status.value;
    is([storage, error.code, db.get("a").value], ["memory", "storage-unavailable", { x: 1, y: 2 }]);
  },

  "storage in memory keeps nothing": async (open) => {
    const first = await session(open, { storage: "memory" });
    const second = await session(open, { storage: "memory" });
    is([first.storage, first.author === second.author], ["memory", false]);
    is((await indexedDB.databases()).length, 0);
  },

  // The browser's quota is set from outside, to 300 kB.
  "storage that is full: nothing in memory is lost": async (open) => {
    const db = await open();
    let nodes = 0;
    while (db.status.value.storage === "indexeddb" && nodes < 400) {
      const text = Array.from(crypto.getRandomValues(new Uint8Array(30_000)), (byte) =>
        String.fromCharCode(65 + (byte % 50)),
      );
      await db.get(`full/${nodes++}`).put({ text: text.join("") });
    }
    is(
      [db.status.value.error?.code, db.query({ prefix: "full" }).value.length],
      ["storage-full", nodes],
    );
  },

  // The site's data is cleared from outside once this says that it is open.
  "storage that the browser evicts: nothing in memory is lost": async (open) => {
    const db = await open();
    await db.get("a").put({ x: 1 });
    tellOpened();
    await seen(db.status, ({ error }) => error?.code === "storage-evicted");
    await db.get("a").put({ y: 2 });
    is([db.status.value.storage, db.get("a").value], ["memory", { x: 1, y: 2 }]);
  },
});
