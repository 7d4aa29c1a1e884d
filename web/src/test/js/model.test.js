import assert from "node:assert/strict";
import { test } from "node:test";
import { buildModel, describe, homeOf } from "../../main/web/model.js";

const link = (soul) => ({ soul });

function snapshots(nodes) {
  return new Map(
    Object.entries(nodes).map(([soul, properties]) => {
      const snapshot = { ...properties };
      Object.defineProperty(snapshot, "$soul", { value: soul });
      return [soul, Object.freeze(snapshot)];
    }),
  );
}

test("a link is an edge labelled by its key", () => {
  const model = buildModel(
    snapshots({
      "people/alice": { name: "Alice", boss: link("people/bob") },
      "people/bob": { name: "Bob" },
    }),
  );
  assert.deepEqual(
    [...model.edges.values()],
    [{ source: "people/alice", target: "people/bob", label: "boss", both: false }],
  );
  assert.deepEqual(model.incoming.get("people/bob"), [{ soul: "people/alice", label: "boss" }]);
});

test("a set below a node is drawn as edges of that node", () => {
  const model = buildModel(
    snapshots({
      "country/AUT": { "name.common": "Austria" },
      "country/DEU": { "name.common": "Germany" },
      "country/AUT/borders": { "@country/DEU": link("country/DEU") },
    }),
  );
  assert.deepEqual([...model.nodes.keys()], ["country/AUT", "country/DEU"]);
  assert.deepEqual(
    [...model.edges.values()],
    [{ source: "country/AUT", target: "country/DEU", label: "borders", both: false }],
  );
  assert.equal(model.sets.get("country/AUT")[0].name, "borders");
  assert.equal(homeOf(model, "country/AUT/borders"), "country/AUT");
  assert.equal(model.count, 2);
});

test("a set of plain values draws nothing and is listed with its owner", () => {
  const model = buildModel(
    snapshots({
      "country/AUT": { cca3: "AUT" },
      "country/AUT/tld": { '".at"': ".at", 7: 7, true: true },
    }),
  );
  assert.equal(model.nodes.size, 1);
  assert.equal(model.edges.size, 0);
  assert.deepEqual(
    model.sets.get("country/AUT")[0].elements.map((element) => element.value),
    [7, ".at", true],
  );
});

test("a set without an owner is a node of its own", () => {
  const model = buildModel(
    snapshots({
      "chat/room": { "@people/alice": link("people/alice") },
      "people/alice": { name: "Alice" },
    }),
  );
  assert.ok(model.nodes.has("chat/room"));
  assert.deepEqual(
    [...model.edges.values()],
    [{ source: "chat/room", target: "people/alice", label: "room", both: false }],
  );
});

test("links of one name in both directions are one edge with two heads", () => {
  const model = buildModel(
    snapshots({ a: { knows: link("b"), x: 1 }, b: { knows: link("a"), x: 1 } }),
  );
  assert.equal(model.edges.size, 1);
  assert.equal([...model.edges.values()][0].both, true);
  assert.equal(model.linkCount, 2);
});

test("what is linked to but not there is a missing node and isn't counted", () => {
  const model = buildModel(snapshots({ a: { next: link("b"), x: 1 } }));
  assert.equal(model.nodes.get("b").missing, true);
  assert.equal(model.count, 1);
});

test("a node that links to itself has one edge and no neighbour", () => {
  const model = buildModel(snapshots({ a: { me: link("a"), x: 1 } }));
  assert.equal(model.edges.size, 1);
  assert.equal(model.neighbours.get("a").size, 0);
});

test("labels come from name, title, label, name.common, else from the soul", () => {
  const label = (properties) => describe([...snapshots({ "a/b": properties }).values()][0]).label;
  assert.equal(label({ title: "T", name: "N" }), "N");
  assert.equal(label({ "name.common": "Austria" }), "Austria");
  assert.equal(label({ name: 7 }), "b");
  assert.equal(label({ name: "  " }), "b");
});

test("a property that only looks like an element makes no set", () => {
  const [snapshot] = snapshots({ a: { 7: "seven" } }).values();
  assert.equal(describe(snapshot).elements, null);
});
