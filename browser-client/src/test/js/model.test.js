import assert from "node:assert/strict";
import test from "node:test";
import { SoulgraphError } from "../../main/js/errors.js";
import { boolean, bytes, counter, link, model, number, oneOf, text } from "../../main/js/model/model.js";

const snapshot = (properties) => Object.freeze(Object.defineProperty({ ...properties }, "$soul", { value: "n" }));
const Person = model({
  name: text({ min: 1, max: 10 }),
  age: number({ min: 0, integer: true }).optional(),
  done: boolean().default(false),
  mood: oneOf("good", "bad", 3).default("good"),
  photo: bytes({ max: 2 }).optional(),
  zip: text({ pattern: /^\d+$/ }).optional(),
  likes: counter(),
  "address.city": text().optional(),
  get boss() {
    return link(() => Person).optional();
  },
});

test("what is missing or ill-formed reads as the default, or not at all", () => {
  const whole = { name: "Ann", age: 7, done: true, mood: 3, zip: "1", likes: 5, "address.city": "Graz" };
  assert.deepEqual(Person.read(snapshot(whole)), whole);
  const bare = { name: "Ann", done: false, mood: "good", likes: 0 };
  assert.deepEqual(Person.read(snapshot({ name: "Ann" })), bare);
  const spoilt = { name: "Ann", age: -1, done: "yes", mood: "so", photo: "x", likes: "many", boss: "bob", other: 1 };
  const read = Person.read(snapshot(spoilt));
  assert.deepEqual(read, bare);
  assert.deepEqual([read.$soul, Object.isFrozen(read)], ["n", true]);
});

test("what lacks something required isn't there", () => {
  assert.deepEqual([null, undefined].map((each) => Person.read(each)), [null, undefined]);
  for (const name of [undefined, 7, "", "x".repeat(11)]) {
    const node = snapshot(name === undefined ? {} : { name });
    assert.equal(Person.read(node), null);
    assert.deepEqual(Person.problems(node).map(({ key, value }) => [key, value]), [["name", name]]);
  }
  const many = Person.problems(snapshot({ age: 1.5, constructor: 1 }));
  assert.deepEqual(many.map(({ key, rule }) => `${key}: ${rule}`), ["name: it is there", "age: a whole number"]);
});

test("the same snapshot reads as the same object", () => {
  const node = snapshot({ name: "Ann" });
  assert.equal(Person.read(node), Person.read(node));
});

const refusal = (patch, options) => {
  try {
    Person.check(patch, options);
  } catch (error) {
    assert.ok(error instanceof SoulgraphError);
    return `${error.code} ${error.key}: ${error.rule}`;
  }
  return "nothing";
};

test("a write that breaks a rule is refused with the rule, the key and the value", () => {
  assert.equal(refusal({ age: -1 }), "model-invalid age: age is a number of 0 at least");
  assert.equal(refusal({ age: 1.5 }), "model-invalid age: age is a whole number");
  assert.equal(refusal({ name: "" }), "model-invalid name: name is a text of 1 to 10 characters");
  assert.equal(refusal({ name: null }), "model-invalid name: name is required");
  assert.equal(refusal({ mood: "so" }), "model-invalid mood: mood is one of good, bad, 3");
  assert.equal(refusal({ zip: "a" }), "model-invalid zip: zip is a text that fits /^\\d+$/");
  assert.equal(refusal({ photo: new Uint8Array(3) }), "model-invalid photo: photo is bytes, 2 at most");
  assert.equal(refusal({ boss: "people/bob" }), "model-invalid boss: boss is a node's handle");
  assert.equal(refusal({ likes: 1 }), "model-invalid likes: likes is a counter: use increment");
  assert.equal(refusal({ nmae: 1 }), "model-invalid nmae: nmae is no key of the model");
  assert.equal(refusal({ address: { town: "x" } }), "model-invalid address.town: address.town is no key of the model");
  assert.equal(refusal({ toString: "x" }), "model-invalid toString: toString is no key of the model");
  assert.equal(refusal({ age: 1 }, { whole: true }), "model-invalid name: name is required");
  assert.equal(refusal({ name: null }, { whole: true }), "model-invalid name: name is required");
  assert.equal(refusal("text"), "input-invalid undefined: a model's node is written as a plain object");
});

test("what may be written comes out under flat keys, links as plain handles", () => {
  const node = { soul: "people/bob" };
  const boss = Person.of(node);
  assert.deepEqual(Person.check({ address: { city: "Graz" }, age: null, done: null, name: undefined, boss }), {
    "address.city": "Graz",
    age: null,
    done: null,
    boss: node,
  });
  assert.equal(Person.of(node), boss);
});

test("a wrong declaration is refused by name", () => {
  for (const declare of [
    () => model(null),
    () => model({ name: "text" }),
    () => model({ name: String }),
    () => text({ maximum: 3 }),
    () => number({ min: 3, max: 1 }),
    () => number({ min: "1" }),
    () => text({ max: 2 }).default("long"),
    () => oneOf(),
    () => link("Person"),
  ])
    assert.throws(declare, { code: "input-invalid" }, String(declare));
});
