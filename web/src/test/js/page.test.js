import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hashOfSoul, openOptions, soulOfHash } from "../../main/web/options.js";
import { groupIncoming, groupProperties } from "../../main/web/property-groups.js";

const at = (address) => openOptions(new URL(address));

test("without parameters the relay is the node that served the page", () => {
  assert.deepEqual(at("http://localhost:8420/"), { relays: ["ws://localhost:8420/gossip"] });
  assert.deepEqual(at("https://graph.example/"), { relays: ["wss://graph.example/gossip"] });
});

test("parameters pass to open()", () => {
  assert.deepEqual(
    at(
      "http://h/?engine=fallback&storage=memory&network=test&name=two&relay=ws://a/&relay=ws://b/",
    ),
    {
      relays: ["ws://a/", "ws://b/"],
      engine: "fallback",
      storage: "memory",
      network: "test",
      name: "two",
    },
  );
  assert.deepEqual(at("http://h/?relay="), { relays: [] });
});

test("every soul survives the address", () => {
  for (const soul of ["people/alice", "a b/%/#?&", "~z6Mk:x/@y", "日本/東京"]) {
    assert.equal(soulOfHash(new URL(`http://h/${hashOfSoul(soul)}`).hash), soul);
  }
  assert.equal(soulOfHash(""), null);
  assert.equal(soulOfHash("#%zz"), "%zz");
});

test("the label comes first, many keys of one beginning are folded", () => {
  const names = ["a", "b", "c", "d", "e"].map((key) => `names.${key}`);
  assert.deepEqual(
    groupProperties(["z", "name.common", "area", "name.official", ...names], "name.common"),
    [
      { name: null, keys: ["name.common", "area", "z", "name.official"] },
      { name: "names", keys: names },
    ],
  );
});

test("incoming links are gathered by their name", () => {
  const incoming = [
    { soul: "b", label: "knows" },
    { soul: "a", label: "knows" },
    { soul: "a", label: "boss" },
  ];
  assert.deepEqual(groupIncoming(incoming), [
    { label: "boss", souls: ["a"] },
    { label: "knows", souls: ["a", "b"] },
  ]);
});

test("the page holds no inline script or style, which its own policy would refuse", () => {
  const page = readFileSync(new URL("../../main/web/index.html", import.meta.url), "utf8");
  assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)/);
  assert.doesNotMatch(page, /<style|\sstyle="|\son\w+="/);
  assert.match(page, /script-src 'self' 'wasm-unsafe-eval'/);
});

test("every icon that is named exists", () => {
  const folder = new URL("../../main/web/", import.meta.url);
  const read = (name) => readFileSync(new URL(name, folder), "utf8");
  const there = new Set(
    [...read("icons.svg").matchAll(/symbol id="([\w-]+)"/g)].map((match) => match[1]),
  );
  const files = [
    "index.html",
    "inspector.js",
    "links.js",
    "notices.js",
    "property-row.js",
    "status-bar.js",
    "new-node.js",
  ];
  for (const file of files) {
    for (const [, a, b, c] of read(file).matchAll(
      /icons\.svg#([\w-]+)|\bicon\("([\w-]+)"|iconButton\(\s*"([\w-]+)"/g,
    )) {
      assert.ok(there.has(a ?? b ?? c), `${file}: ${a ?? b ?? c}`);
    }
  }
});
