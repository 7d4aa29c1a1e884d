import assert from "node:assert/strict";
import { test } from "node:test";
import { findNodes } from "../../main/web/find.js";
import {
  formatValue,
  jsonScalar,
  kindOf,
  parseAs,
  parseTyped,
  shortKey,
} from "../../main/web/values.js";

test("a new value is read by the command line's rules", () => {
  assert.deepEqual(parseTyped("42"), { kind: "number", value: 42 });
  assert.deepEqual(parseTyped("true"), { kind: "boolean", value: true });
  assert.deepEqual(parseTyped('"42"'), { kind: "text", value: "42" });
  assert.deepEqual(parseTyped("Alice"), { kind: "text", value: "Alice" });
  assert.deepEqual(parseTyped("@people/bob"), { kind: "link", soul: "people/bob" });
  assert.deepEqual(parseTyped("@"), { kind: "text", value: "@" });
  assert.deepEqual(parseTyped("{}"), { kind: "text", value: "{}" });
  assert.deepEqual(parseTyped("null"), { kind: "text", value: "null" });
});

test("an integer that a double can't hold stays text", () => {
  assert.equal(jsonScalar("9007199254740993"), undefined);
  assert.equal(jsonScalar("-0"), undefined);
  assert.equal(jsonScalar("1e999"), undefined);
  assert.equal(jsonScalar("1.5e3"), 1500);
});

test("an edit keeps the kind", () => {
  assert.equal(parseAs("text", "42"), "42");
  assert.equal(parseAs("number", " 42 "), 42);
  assert.equal(parseAs("number", "many"), undefined);
  assert.equal(parseAs("boolean", "false"), false);
});

test("kinds and their texts", () => {
  assert.equal(kindOf({ soul: "a" }), "link");
  assert.equal(kindOf(new Uint8Array(2)), "bytes");
  assert.equal(kindOf({ cbor: new Uint8Array(3) }), "opaque");
  assert.equal(formatValue(new Uint8Array([255, 255])), "2 bytes · __8");
  assert.equal(shortKey("z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"), "z6MkhaXg…2doK");
});

test("nodes are found by code, by label and without accents, missing ones never", () => {
  const node = (soul, label, missing = false) => [soul, { soul, label, missing }];
  const model = {
    nodes: new Map([
      node("c/AUS", "Australia"),
      node("c/AUT", "Österreich"),
      node("c/XXX", "gone", true),
    ]),
  };
  assert.deepEqual(
    findNodes(model, "aut").map((found) => found.soul),
    ["c/AUT"],
  );
  assert.deepEqual(
    findNodes(model, "osterr").map((found) => found.soul),
    ["c/AUT"],
  );
  assert.deepEqual(
    findNodes(model, "").map((found) => found.soul),
    ["c/AUS", "c/AUT"],
  );
});
