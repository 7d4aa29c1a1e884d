// Writes one number after the other into a folder, and says each that is durable: node folder.js FOLDER COUNT [RELAY]
import { open } from "soulgraph";
import { folder } from "soulgraph/folder";

const [path, count, relay] = process.argv.slice(2);
const db = await open({ storage: folder(path), relays: relay ? [relay] : [] });
const numbers = await db.query({ prefix: "numbers" }).once({ local: true });
const { engine, storage, pending, error } = db.status.value;
console.log("found", numbers.length, pending, engine, storage, error?.code);
for (let i = 0; i < Number(count); i++) {
  await db.get(`numbers/${numbers.length + i}`).put({ value: i });
  console.log("kept", i);
}
if (relay) {
  for (const receipt of await db.pending()) await receipt.when("relayed", { timeoutMs: 30_000 });
  console.log("pending", db.status.value.pending);
}
await db.close();
