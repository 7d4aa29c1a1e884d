// Writes to a node and reads back: node relay.js RELAY ENGINE. Memory, for nothing else is asked for.
import assert from "node:assert/strict";
import { open } from "soulgraph";

const [relay, engine] = process.argv.slice(2);
const db = await open({ relays: [relay], engine });
const alice = db.get(`node/${process.version}/${engine}`);
const receipt = await alice.put({ name: "Alice", text: "x".repeat(5_000), boss: alice });
await receipt.when("relayed", { timeoutMs: 20_000 });

const other = await open({ relays: [relay], engine });
assert.notEqual(other.author, db.author);
const read = await other.get(alice.soul).follow("boss").once();
assert.equal(read.name, "Alice");
assert.equal(read.text.length, 5_000);
await other.get(alice.soul).increment("visits", 2);
const found = await other.query({ prefix: alice.soul, where: { visits: { gt: 1 } } }).first();
assert.equal(found, other.get(alice.soul).value);

const { engine: runs, storage, crypto, error } = db.status.value;
console.log([runs, storage, crypto, error?.code].join(" "));
await db.close();
await other.close();
