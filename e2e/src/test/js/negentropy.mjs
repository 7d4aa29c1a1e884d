// The reference implementation of Negentropy by lines, as the core's Harness speaks them.
//
// The npm package applesauce-relay ships the reference's Negentropy.js (hoytech/negentropy, MIT)
// with another SHA-256 and types. Usage: node negentropy.mjs NODE_MODULES
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const file = `${process.argv[2]}/applesauce-relay/dist/lib/negentropy.js`;
const { Negentropy, NegentropyStorageVector } = await import(pathToFileURL(file));

let limit, storage, side;

const commands = {
  begin(text) {
    limit = Number(text);
    storage = new NegentropyStorageVector();
  },
  item(state, id) {
    storage.insert(Number(state), id);
  },
  seal() {
    storage.seal();
    side = new Negentropy(storage, limit);
  },
  async initiate() {
    return `msg,${await side.initiate()}`;
  },
  async msg(hex) {
    const [next, have, need] = await side.reconcile(hex);
    const lines = [...have.map((id) => `have,${id}`), ...need.map((id) => `need,${id}`)];
    return [...lines, next === null ? "done" : `msg,${next}`].join("\n");
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...words] = line.split(",");
  const answer = await commands[name](...words);
  if (answer !== undefined) process.stdout.write(`${answer}\n`);
}
