// Relays that close at once, or that are not there, stop nothing.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { open } from "soulgraph";

const server = createServer((socket) => socket.end()).listen(0, "localhost");
await once(server, "listening");
const db = await open({ relays: [`ws://localhost:${server.address().port}`, "ws://localhost:1"] });
const receipt = await db.get("alone/one").put({ name: "offline" });
// Each is tried again, and again, after a quarter of a second at first.
let tries = 0;
server.on("connection", () => tries++);
const late = AbortSignal.timeout(30_000);
while (db.status.value.error?.code !== "relay-unreachable" || tries < 2) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  late.throwIfAborted();
}
assert.equal(receipt.state, "local");
assert.equal((await db.get("alone/one").once()).name, "offline");
assert.equal(db.status.value.pending, 1);
await db.close();
server.close();
console.log("told");
