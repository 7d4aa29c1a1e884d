import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseDrawn, DRAWN_MAX, IN_PLACE_MAX, RING_MAX } from "../../main/web/drawn.js";
import { createLayout, ringsAround } from "../../main/web/layout.js";

/** A hub with so many spokes, as the model would have it. */
function star(spokes) {
  const model = { nodes: new Map(), neighbours: new Map(), count: spokes + 1 };
  const add = (soul, near) => {
    model.nodes.set(soul, { soul, label: soul, degree: near.length, missing: false });
    model.neighbours.set(soul, new Set(near));
  };
  const souls = Array.from({ length: spokes }, (_, i) => `spoke/${i}`);
  add("hub", souls);
  for (const soul of souls) add(soul, ["hub"]);
  return model;
}

test("a small graph is drawn whole, whatever is selected", () => {
  const drawn = chooseDrawn(star(IN_PLACE_MAX - 1), "spoke/3");
  assert.equal(drawn.mode, "all");
  assert.equal(drawn.souls.size, IN_PLACE_MAX);
  assert.equal(drawn.note, "");
});

test("in a larger one a selection is drawn with its neighbours alone, and the page says so", () => {
  const drawn = chooseDrawn(star(100), "spoke/3");
  assert.deepEqual([...drawn.souls], ["spoke/3", "hub"]);
  assert.equal(drawn.note, "spoke/3 and its 1 neighbour, of 101 nodes");
});

test("a hub's neighbours are bounded, and the page says so", () => {
  const drawn = chooseDrawn(star(2000), "hub");
  assert.equal(drawn.souls.size, RING_MAX + 1);
  assert.equal(drawn.note, `hub and ${RING_MAX} of its 2,000 neighbours, of 2,001 nodes`);
});

test("a large graph without a selection shows its best-linked nodes, or what the search found", () => {
  const model = star(DRAWN_MAX + 1);
  assert.equal(chooseDrawn(model, null).mode, "best");
  assert.ok(chooseDrawn(model, null).souls.has("hub"));
  const found = chooseDrawn(model, null, ["spoke/1", "spoke/2"]);
  assert.deepEqual([...found.souls], ["spoke/1", "spoke/2", "hub"]);
});

test("what is selected but not there doesn't change the drawing", () => {
  assert.equal(chooseDrawn(star(100), "nobody").mode, "all");
});

test("a new node moves none that are placed", () => {
  const layout = createLayout();
  const before = star(20);
  layout.arrange(before, new Set(before.nodes.keys()));
  const places = new Map([...layout.places].map(([soul, place]) => [soul, { ...place }]));
  const after = star(21);
  layout.arrange(after, new Set(after.nodes.keys()));
  for (const [soul, place] of places) assert.deepEqual(layout.places.get(soul), place, soul);
  assert.ok(Number.isFinite(layout.places.get("spoke/20").x));
});

test("what the user has put somewhere stays there even when the rest is laid out anew", () => {
  const layout = createLayout();
  const small = star(3);
  layout.arrange(small, new Set(small.nodes.keys()));
  layout.pin("hub", { x: 500, y: -300 });
  const large = star(60);
  layout.arrange(large, new Set(large.nodes.keys()));
  assert.deepEqual(layout.places.get("hub"), { x: 500, y: -300 });
});

test("a node that stood alone comes to what it is linked to", () => {
  const layout = createLayout();
  const model = star(12);
  model.nodes.set("alone", { soul: "alone", label: "alone", degree: 0 });
  model.neighbours.set("alone", new Set());
  layout.arrange(model, new Set(model.nodes.keys()));
  const before = { ...layout.places.get("alone") };
  model.neighbours.set("alone", new Set(["hub"]));
  model.neighbours.get("hub").add("alone");
  layout.arrange(model, new Set(model.nodes.keys()));
  assert.notDeepEqual(layout.places.get("alone"), before);
});

test("no two nodes of a layout or a ring lie on one another", () => {
  const layout = createLayout();
  const model = star(80);
  layout.arrange(model, new Set(model.nodes.keys()));
  assert.ok(closest(layout.places) > 20);
  const spokes = [...model.nodes.keys()].filter((soul) => soul !== "hub");
  assert.ok(closest(ringsAround("hub", spokes, model.neighbours, layout.places, 1.4)) > 40);
});

test("neighbours that are linked to each other stand side by side on the ring", () => {
  const chain = ["d", "a", "c", "b"];
  const neighbours = new Map(
    [
      ["a", ["b"]],
      ["b", ["a", "c"]],
      ["c", ["b", "d"]],
      ["d", ["c"]],
    ].map(([soul, near]) => [soul, new Set(near)]),
  );
  const ring = [...ringsAround("hub", chain, neighbours, new Map(), 1).keys()];
  assert.deepEqual(ring, ["hub", "a", "b", "c", "d"]);
});

function closest(places) {
  const all = [...places.values()];
  let least = Infinity;
  for (let i = 0; i < all.length; i++) {
    for (let j = 0; j < i; j++)
      least = Math.min(least, Math.hypot(all[i].x - all[j].x, all[i].y - all[j].y));
  }
  return least;
}

test("data that comes in bursts ends up laid out as if it had come at once", () => {
  const atOnce = createLayout();
  const inBursts = createLayout();
  for (const size of [20, 50, 80]) {
    const model = star(size);
    inBursts.arrange(model, new Set(model.nodes.keys()));
  }
  const model = star(80);
  atOnce.arrange(model, new Set(model.nodes.keys()));
  assert.deepEqual(inBursts.places, atOnce.places);
});
