import assert from "node:assert/strict";
import test from "node:test";
import { SoulgraphError } from "../../main/js/errors.js";
import { borrow } from "../../main/js/later/borrowed.js";
import { OrderedTree } from "../../main/js/queries/ordered-tree.js";
import { Source } from "../../main/js/queries/source.js";
import { readSpec } from "../../main/js/queries/spec.js";
import { compareValues } from "../../main/js/queries/values.js";
import { applied } from "../../main/js/queries/window.js";
import { Random } from "./random.js";

borrow({ SoulgraphError });

const node = (soul, properties) =>
  Object.freeze(Object.defineProperty({ ...properties }, "$soul", { value: soul }));

/** A place to read from that is altered at will. */
class Nodes {
  all = new Map();
  reads = 0;
  source = new Source({
    souls: () => this.all.keys(),
    concerned: (soul) => [soul],
    read: (soul) => {
      this.reads++;
      return this.all.get(soul) ?? null;
    },
  });

  put(soul, properties) {
    this.all.set(soul, node(soul, properties));
    this.source.changed(soul);
  }

  remove(soul) {
    this.all.delete(soul);
    this.source.changed(soul);
  }

  find(given) {
    return this.source.hold(readSpec(given)).nodes.map(({ $soul }) => $soul);
  }
}

test("a tree knows each item's rank, as a sorted array does", () => {
  const random = new Random();
  const tree = new OrderedTree((a, b) => a - b);
  let naive = [];
  for (let i = 0; i < 3_000; i++) {
    const item = random.below(500);
    const at = naive.filter((other) => other < item).length;
    if (naive.includes(item)) {
      assert.equal(tree.remove(item), at, `seed ${random.seed}`);
      naive = naive.filter((other) => other !== item);
    } else {
      assert.equal(tree.insert(item), at, `seed ${random.seed}`);
      naive.splice(at, 0, item);
    }
    const [from, to] = [random.below(naive.length + 1), random.below(naive.length + 2)];
    assert.deepEqual(tree.slice(from, to), naive.slice(from, Math.max(from, to)));
    assert.equal(tree.at(from), naive[from]);
    assert.equal(tree.size, naive.length);
  }
});

test("a tree stays flat when items come in their order", () => {
  let comparisons = 0;
  const tree = new OrderedTree((a, b) => (comparisons++, a - b));
  for (let i = 0; i < 100_000; i++) tree.insert(i);
  comparisons = 0;
  for (let i = 0; i < 1_000; i++) tree.remove(i * 100);
  assert.ok(comparisons < 1_000 * 80, `${comparisons}`);
});

const KEYS = ["a", "b", "c"];
const link = (soul) => new (class { soul = soul; })();
const VALUES = [undefined, 0, 1, 2, -3.5, "", "x", "xy", "é", true, false, link("l/1"), link("l/2"), new Uint8Array([1]), new Uint8Array([1, 2])];

const same = (a, b) => compareValues(a, b) === 0;
const CHECKS = {
  lt: (v, x) => typeof v === typeof x && typeof v !== "object" && v < x,
  gte: (v, x) => typeof v === typeof x && typeof v !== "object" && v >= x,
  not: (v, x) => !same(v, x),
  in: (v, list) => list.some((x) => same(v, x)),
  exists: (v, x) => (v !== undefined) === x,
  startsWith: (v, x) => typeof v === "string" && v.startsWith(x),
};

function randomWhere(random) {
  const where = {};
  for (const key of KEYS) {
    if (random.below(3) > 0) continue;
    where[key] = random.of([
      random.of(VALUES.slice(1)),
      null,
      { lt: random.of([1, "x", true]) },
      { gte: random.of([0, "", false]), not: random.of(VALUES.slice(1)) },
      { in: [random.of(VALUES.slice(1)), random.of(VALUES.slice(1))] },
      { exists: random.below(2) === 0 },
      { startsWith: "x" },
    ]);
  }
  return where;
}

function fits(candidate, where) {
  return Object.entries(where).every(([key, condition]) => {
    if (condition === null) return candidate[key] === undefined;
    if (Object.getPrototypeOf(condition) !== Object.prototype) return same(candidate[key], condition);
    return Object.entries(condition).every(([name, operand]) => CHECKS[name](candidate[key], operand));
  });
}

const bySoul = (a, b) => (a.$soul < b.$soul ? -1 : 1);
function compareBy(order) {
  return (a, b) => {
    for (const { key, desc } of order) {
      const difference = compareValues(a[key], b[key]);
      const lacking = a[key] === undefined || b[key] === undefined;
      if (difference !== 0) return desc && !lacking ? -difference : difference;
    }
    return a.$soul === b.$soul ? 0 : bySoul(a, b);
  };
}

/** The answer by filtering and sorting everything. */
function naively(nodes, { where, filter = () => true, order, limit = Infinity, after, before }) {
  const compare = compareBy(order);
  const found = [...nodes].filter((each) => fits(each, where) && filter(each)).sort(compare);
  const shown = found
    .filter((each) => !after || compare(each, after) > 0)
    .filter((each) => !before || compare(each, before) < 0);
  return before && !after ? shown.slice(-limit) : shown.slice(0, limit);
}

test("a query that is kept up to date equals one that is asked anew", () => {
  const random = new Random();
  const hint = `SEED=${random.seed}`;
  for (let round = 0; round < 60; round++) {
    const nodes = new Nodes();
    const change = () => {
      const soul = `n/${random.below(30)}`;
      if (random.below(4) === 0) nodes.remove(soul);
      else nodes.put(soul, Object.fromEntries(KEYS.map((key) => [key, random.of(VALUES)])));
    };
    for (let i = 0; i < 20; i++) change();
    const cursor = () =>
      random.below(3) > 0 ? undefined : node(`n/${random.below(30)}`, Object.fromEntries(KEYS.map((key) => [key, random.of(VALUES)])));
    const queries = Array.from({ length: 8 }, () => {
      const order = KEYS.filter(() => random.below(2) === 0).map((key) => ({ key, desc: random.below(2) === 0 }));
      const filter = random.below(4) === 0 ? (each) => each.a !== 0 : undefined;
      const spec = { where: randomWhere(random), filter, order, limit: random.of([undefined, 1, 3, 10]), after: cursor(), before: cursor() };
      const window = nodes.source.hold(readSpec(spec));
      const reader = { version: window.version };
      window.readers.add(reader);
      return { spec, window, reader, shown: window.nodes };
    });
    for (let turn = 0; turn < 30; turn++) {
      for (let i = random.below(6); i >= 0; i--) change();
      nodes.source.refresh();
      for (const query of queries) {
        const { spec, window, reader } = query;
        const expected = naively(nodes.all.values(), spec);
        const steps = window.since(reader.version);
        reader.version = window.version;
        query.shown = applied(query.shown, steps);
        assert.deepEqual(query.shown.map(({ $soul }) => $soul), expected.map(({ $soul }) => $soul), hint);
        assert.ok(query.shown.every((each, index) => each === expected[index]), hint);
        if (random.below(2) === 0) assert.deepEqual(window.nodes, query.shown, hint);
        assert.equal(window.length, expected.length, hint);
        assert.equal(window.first, expected[0] ?? null, hint);
        assert.equal(window.last, expected.at(-1) ?? null, hint);
        assert.equal(window.total, naively(nodes.all.values(), { ...spec, limit: Infinity, after: undefined, before: undefined }).length, hint);
        assert.ok(expected.length <= (spec.limit ?? Infinity));
      }
    }
  }
});

test("a list stays the same object until something in it changes", () => {
  const nodes = new Nodes();
  for (let i = 0; i < 5; i++) nodes.put(`n/${i}`, { i });
  const window = nodes.source.hold(readSpec({ limit: 3, order: "i" }));
  const { nodes: before } = window;
  nodes.put("n/4", { i: 40 });
  nodes.source.refresh();
  assert.equal(window.nodes, before);
  nodes.put("n/1", { i: 10 });
  nodes.source.refresh();
  assert.deepEqual(window.nodes.map(({ i }) => i), [0, 2, 3]);
  assert.ok(Object.isFrozen(window.nodes));
});

test("a change costs what it changes: the other nodes are neither read nor tested", () => {
  const nodes = new Nodes();
  for (let i = 0; i < 10_000; i++) nodes.put(`n/${i}`, { i, list: i % 100 });
  let tests = 0;
  const filter = () => (tests++, true);
  const windows = Array.from({ length: 100 }, (_, list) =>
    nodes.source.hold(readSpec({ where: { list }, filter, order: { key: "i", desc: true } })),
  );
  assert.equal(tests, 10_000, "each view has looked at its own nodes alone");
  nodes.source.refresh();
  [nodes.reads, tests] = [0, 0];
  nodes.put("n/500", { i: 5, list: 7 });
  nodes.source.refresh();
  assert.deepEqual([nodes.reads, tests], [1, 1]);
  assert.deepEqual([windows[0].total, windows[7].total], [99, 101]);
  assert.equal(windows[7].since(0).length, 1);
});

test("what nobody holds any more is forgotten", () => {
  const nodes = new Nodes();
  nodes.put("n/1", { a: 1 });
  const specs = [{ where: { a: 1 } }, { where: { a: 1 }, limit: 1 }, { order: "a" }].map(readSpec);
  const windows = specs.map((spec) => nodes.source.hold(spec));
  assert.equal(nodes.source.hold(readSpec({ where: { a: 1 } })), windows[0], "equal queries are one");
  assert.deepEqual([0, 0, 1, 2].map((each) => nodes.source.release(specs[each])), [false, false, false, true]);
  nodes.put("n/2", { a: 1 });
  nodes.source.refresh();
  assert.deepEqual(windows.map(({ version }) => version), [0, 0, 0]);
  assert.deepEqual(nodes.find({ where: { a: 1 } }), ["n/1", "n/2"]);
});

test("what objects have by themselves is no property", () => {
  const nodes = new Nodes();
  nodes.put("n/1", {});
  nodes.put("n/2", { constructor: "a text" });
  assert.deepEqual(nodes.find({ where: { constructor: { exists: true } } }), ["n/2"]);
  assert.deepEqual(nodes.find({ order: "toString" }), ["n/1", "n/2"]);
  assert.deepEqual(nodes.find({ where: { constructor: "a text" } }), ["n/2"]);
});

test("a wrong specification is refused by name", () => {
  for (const spec of [
    { where: 7 },
    { where: { a: { above: 1 } } },
    { where: { a: { toString: 1 } } },
    { where: { a: { lt: undefined } } },
    { where: { a: { in: "text" } } },
    { where: { a: { startsWith: 7 } } },
    { where: { a: { exists: 1 } } },
    { filter: "text" },
    { order: 7 },
    { order: { key: "a", desc: "yes" } },
    { order: [null] },
    { limit: 0 },
    { limit: 1.5 },
    { limit: "3" },
    { after: "people/alice" },
    { before: {} },
    { wher: {} },
  ]) {
    assert.throws(() => readSpec(spec), { code: "input-invalid" }, JSON.stringify(spec));
  }
});
