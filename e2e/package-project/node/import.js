// Imports a module where whatever belongs to pages, and whatever makes something happen later, throws when it is touched.
import assert from "node:assert/strict";

const PAGES = ["window", "document", "navigator", "location", "self", "indexedDB", "localStorage", "sessionStorage", "caches"];
const BOTH = ["WebSocket", "BroadcastChannel", "Worker", "SharedWorker", "crypto", "fetch", "WebAssembly", "addEventListener"];
const LATER = ["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame"];

for (const name of [...PAGES, ...BOTH, ...LATER]) {
  const own = Object.getOwnPropertyDescriptor(globalThis, name);
  const get = () => {
    // Node itself makes something of WebAssembly now and then.
    if (new Error().stack.split("\n")[2].includes("node:internal")) return own?.get ? own.get.call(globalThis) : own?.value;
    assert.fail(`${name} was touched`);
  };
  Object.defineProperty(globalThis, name, { configurable: true, enumerable: false, get });
}
assert.throws(() => globalThis.document, /touched/);
const before = Reflect.ownKeys(globalThis);
const { open, folder, testing } = await import(process.argv[2]);
assert.deepEqual(Reflect.ownKeys(globalThis), before);
console.log(typeof (open ?? folder ?? testing));
