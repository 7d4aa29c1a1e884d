import assert from "node:assert/strict";
import test from "node:test";
import { runInNewContext } from "node:vm";
import { Link, Opaque } from "../../main/js/cbor.js";
import { elementOf, isElement } from "../../main/js/elements.js";
import { flatten } from "../../main/js/flatten.js";
import { Handle } from "../../main/js/handle.js";

class Node extends Handle {
  get soul() {
    return "people/bob";
  }
}

const flat = (patch) => [...flatten(patch)];

test("nested objects become dotted keys", () => {
  assert.deepEqual(flat({ a: { b: 1, c: { d: "x" } }, "e.f": true }), [
    ["a.b", 1],
    ["a.c.d", "x"],
    ["e.f", true],
  ]);
});

test("of a key given twice the last call wins", () => {
  assert.deepEqual(flat({ a: { b: 1 }, "a.b": 2 }), [["a.b", 2]]);
  assert.deepEqual(flat({ "a.b": 2, a: { b: 1 } }), [["a.b", 1]]);
});

test("null deletes, undefined leaves alone", () => {
  assert.deepEqual(flat({ a: null, b: undefined, c: { d: null, e: undefined } }), [
    ["a", null],
    ["c.d", null],
  ]);
});

test("handles become links, opaque values and bytes stay", () => {
  const opaque = new Opaque(Uint8Array.of(1));
  const bytes = Uint8Array.of(7);
  assert.deepEqual(flat({ boss: new Node(), opaque, bytes }), [
    ["boss", new Link("people/bob")],
    ["opaque", opaque],
    ["bytes", bytes],
  ]);
});

test("__proto__ is a key like any other", () => {
  assert.deepEqual(flat(JSON.parse('{"__proto__": {"x": 1}}')), [["__proto__.x", 1]]);
  assert.equal({}.x, undefined);
});

test("objects without prototype or of another frame are plain", () => {
  assert.deepEqual(flat(Object.assign(Object.create(null), { a: 1 })), [["a", 1]]);
  assert.deepEqual(flat(runInNewContext("({ a: { b: 1 } })")), [["a.b", 1]]);
});

test("what can't be merged is refused by name", () => {
  const refused = [
    [],
    1n,
    () => {},
    Symbol("s"),
    new Date(),
    new Map(),
    new (class Own {})(),
    new ArrayBuffer(1),
    new Uint16Array(1),
    Object(1),
  ];
  for (const value of refused) {
    assert.throws(() => flatten({ value }), { code: "value-unsupported" });
  }
  for (const patch of [null, undefined, "text", 1, [], new Date(), new Node()]) {
    assert.throws(() => flatten(patch), { code: "value-unsupported" });
  }
});

test("values out of bounds are refused by name", () => {
  for (const value of [NaN, Infinity, -0, "\ud800"]) {
    assert.throws(() => flatten({ value }), { code: "value-invalid" });
  }
  assert.throws(() => flatten({ "\udc00": 1 }), { code: "key-invalid" });
  assert.throws(() => flatten({ $soul: "x" }), { code: "key-invalid" });
  assert.throws(() => flatten({}), { code: "commit-invalid" });
  assert.throws(() => flatten({ a: {}, b: undefined }), { code: "commit-invalid" });
});

test("cycles and endless depth are refused, shared objects are not", () => {
  const cycle = {};
  cycle.self = { again: cycle };
  assert.throws(() => flatten(cycle), { code: "value-unsupported" });
  let deep = { end: 1 };
  for (let i = 0; i < 16; i++) deep = { deep };
  assert.throws(() => flatten(deep), { code: "value-unsupported" });
  const shared = { x: 1 };
  assert.equal(flat({ a: shared, b: shared }).length, 2);
});

test("a set's element is spelled by its key", () => {
  assert.deepEqual(elementOf(new Node()), { key: "@people/bob", item: new Link("people/bob") });
  assert.equal(elementOf("@people/bob").key, '"@people/bob"');
  assert.equal(elementOf('a"\n').key, '"a\\"\\n"');
  assert.equal(elementOf("\x7f\x85").key, '"\\u007f\\u0085"');
  assert.equal(elementOf(1.5).key, "1.5");
  assert.equal(elementOf(1e21).key, "1e+21");
  assert.equal(elementOf(false).key, "false");
});

test("what a set can't hold is refused by name", () => {
  assert.equal(elementOf("ü".repeat(299)).key.length, 301);
  assert.throws(() => elementOf("ü".repeat(300)), { code: "value-too-large" });
  for (const value of [null, Uint8Array.of(1), [], undefined]) {
    assert.throws(() => elementOf(value), { code: "value-unsupported" });
  }
  assert.throws(() => elementOf(NaN), { code: "value-invalid" });
});

test("a property that isn't spelled as an element isn't one", () => {
  assert.ok(isElement("@a", {}, "a"));
  assert.ok(!isElement("@b", {}, "a"));
  assert.ok(isElement('"x"', "x", undefined));
  assert.ok(!isElement("x", "x", undefined));
  assert.ok(!isElement("1", "1", undefined));
  assert.ok(!isElement("bytes", Uint8Array.of(1), undefined));
});
