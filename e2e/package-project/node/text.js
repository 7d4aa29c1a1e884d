// Two who write one text, with a node between them: node text.js RELAY.
import assert from "node:assert/strict";
import { open } from "soulgraph";
import { SoulgraphProvider } from "soulgraph/yjs";
import * as Y from "yjs";

const [relay] = process.argv.slice(2);
const soul = `texts/${process.version}-${process.pid}`;

async function join(name) {
  const db = await open({ relays: [relay], name });
  const doc = new Y.Doc();
  const provider = new SoulgraphProvider(db, soul, doc);
  await provider.synced;
  return { db, doc, provider, text: doc.getText("text") };
}

async function until(check, what) {
  for (const end = Date.now() + 60_000; !check(); )
    if (Date.now() > end) assert.fail(`in a minute: ${what()}`);
    else await new Promise((done) => setTimeout(done, 20));
}

const same = (a, b) =>
  until(
    () => `${a.text}` === `${b.text}`,
    () => `the same text: ${`${a.text}`.slice(0, 80)} and ${`${b.text}`.slice(0, 80)}`,
  );

const a = await join("a");
const b = await join("b");

// Both at once, and each while the other is away.
a.text.insert(0, "Hello");
await until(() => `${b.text}` === "Hello", () => `Hello: ${b.text}`);
b.db.offline = true;
a.text.insert(5, " world");
b.text.insert(0, "> ");
await b.provider.flush();
b.db.offline = false;
await until(() => `${a.text}` === "> Hello world", () => `merged: ${a.text}`);
await same(a, b);

// More than a value holds.
a.text.insert(0, "x".repeat(200_000));
await same(a, b);

// Who is here, and where.
a.provider.awareness.setLocalStateField("user", { name: "Alice" });
const seen = () => b.provider.awareness.getStates().get(a.doc.clientID);
await until(() => seen()?.user?.name === "Alice", () => `Alice's name: ${JSON.stringify(seen())}`);

// What others write there spoils nothing.
const mallory = await open({ relays: [relay] });
const name = (digit) => digit.repeat(32);
const good = Y.encodeStateAsUpdate(a.doc);
for (const generation of ["g0", "g7", "g999999999", "g01x", "deep/er"])
  await mallory.get(`${soul}/${generation}`).put({
    [`${name("a")}.0.1`]: new Uint8Array([1, 2, 3]),
    [`${name("b")}.0.1`]: good.slice(0, 1000),
    [`${name("c")}.0.1`]: "no bytes",
    [`${name("d")}.7.2`]: new Uint8Array([0, 0]),
    [`${name("e")}.0.9999`]: new Uint8Array([0, 0]),
    [`${name("f")}.0.0`]: new Uint8Array(),
    another: 1,
  });
mallory.presence(soul).set([a.doc.clientID, 1e9, { user: { name: "Mallory" } }]);
mallory.presence(soul).set("nothing like that");
await mallory.get(soul).put({ last: true }).then((receipt) => receipt.when("relayed"));
a.text.insert(0, "still here ");
await same(a, b);
assert.ok(`${b.text}`.startsWith("still here "));
assert.equal(seen().user.name, "Alice");

// Ten thousand edits, and what is left of them.
const live = async () => {
  const nodes = await a.db.query({ prefix: soul }).once({ local: true });
  return nodes.reduce((sum, node) => sum + Object.keys(node).length, 0);
};
const length = a.text.length;
for (let i = 0; i < 10_000; i++) {
  (i % 2 ? a : b).text.insert(0, "é");
  if (i % 100 === 99) {
    await Promise.all([a.provider.flush(), b.provider.flush()]);
    await new Promise((done) => setImmediate(done));
  }
}
await until(() => a.text.length === length + 10_000, () => `all edits: ${a.text.length - length}`);
await same(a, b);
let left = Infinity;
await until(
  () => (live().then((count) => (left = count)), left <= 200),
  () => `few keys are left: ${left}`,
);

// Who comes now has all of it.
const c = await join("c");
await same(a, c);
assert.equal(c.text.length, length + 10_000);
console.log("one text");
for (const { provider, db } of [a, b, c]) {
  await provider.destroy();
  await db.close();
}
await mallory.close();
