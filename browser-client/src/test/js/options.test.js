import assert from "node:assert/strict";
import test from "node:test";
import { readOptions } from "../../main/js/options.js";

test("what isn't given has a default", () => {
  const here = { shared: true, open() {} };
  assert.deepEqual(readOptions({ name: undefined, relays: ["http://localhost:8420"] }, here), {
    relays: ["ws://localhost:8420/gossip"],
    name: "default",
    network: "main",
    engine: "auto",
    storage: here,
    offline: false,
    durability: "strict",
    seed: undefined,
  });
});

test("memory is no storage at all, and a provider stands for itself", () => {
  const here = { shared: true, open() {} };
  const other = { shared: false, open() {} };
  assert.equal(readOptions({ storage: "memory" }, here).storage, undefined);
  assert.equal(readOptions({ storage: other }, here).storage, other);
  assert.equal(readOptions({}).storage, undefined);
});

test("an option that there isn't is refused, and named", () => {
  assert.throws(() => readOptions({ relay: ["ws://localhost:8420/gossip"] }), {
    code: "input-invalid",
    value: "relay",
  });
  assert.throws(() => readOptions({ Name: undefined }), { code: "input-invalid", value: "Name" });
});

test("an option of another type is refused by name", () => {
  for (const options of [
    null,
    "ws://localhost:8420/gossip",
    ["ws://localhost:8420/gossip"],
    { name: 7 },
    { name: "" },
    { name: null },
    { engine: true },
    { engine: "Wasm" },
    { storage: "indexeddb" },
    { storage: null },
    { storage: {} },
    { storage: { folder: "data" } },
    { offline: "no" },
    { offline: 1 },
    { durability: "none" },
  ]) {
    assert.throws(() => readOptions(options), { code: "input-invalid" }, JSON.stringify(options));
  }
  for (const relays of ["ws://localhost:8420/gossip", null, {}, [7]])
    assert.throws(() => readOptions({ relays }), { code: "relay-invalid" });
  for (const network of [7, null, "", "NO"])
    assert.throws(() => readOptions({ network }), { code: "network-invalid" });
});
