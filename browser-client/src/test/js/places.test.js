import assert from "node:assert/strict";
import test from "node:test";
import { ID, PLACE, newId, placesBetween } from "../../main/js/more/places.js";
import { Random } from "./random.js";

const one = (before, after) => placesBetween(before, after, 1)?.[0];

test("there is a place between any two, whatever is inserted where", () => {
  const random = new Random();
  const list = [];
  for (let i = 0; i < 2_000; i++) {
    const at = random.below(4) === 0 ? random.of([0, list.length]) : random.below(list.length + 1);
    const count = 1 + random.below(3);
    const places = placesBetween(list[at - 1], list[at], count);
    assert.ok(places.every((place) => PLACE.test(place)), `SEED=${random.seed}`);
    list.splice(at, 0, ...places.map((place) => place + newId()));
  }
  assert.deepEqual(list, [...list].sort(), `SEED=${random.seed}`);
  assert.equal(new Set(list).size, list.length);
});

test("a list that grows at its ends keeps short places", () => {
  let [first, last] = [one() + newId()];
  last = first;
  for (let i = 0; i < 20_000; i++) {
    const [lower, upper] = [one(undefined, first), one(last)];
    assert.deepEqual([lower.length, upper.length], [6, 6]);
    assert.ok(lower < first && upper > last);
    [first, last] = [lower + newId(), upper + newId()];
  }
});

test("hundreds of inserts at one point find room, thousands are told that there is none", () => {
  for (const side of [0, 1]) {
    const ends = [one() + newId()];
    ends.push(one(ends[0]) + newId());
    let inserts = 0;
    for (let place; (place = one(...ends)) !== undefined; inserts++) {
      assert.ok(ends[0] < place && place < ends[1]);
      ends[side] = place + newId();
    }
    assert.ok(inserts > 500, `${inserts}`);
  }
});

test("many at once lie apart", () => {
  const ends = [one() + newId()];
  ends.push(one(ends[0]) + newId());
  const places = placesBetween(...ends, 5_000);
  assert.deepEqual(places, [...new Set(places)].sort());
  assert.ok(ends[0] < places[0] && places.at(-1) < ends[1] && places[0].length < 12);
});

test("what somebody has spoilt leaves no room, and fails nothing", () => {
  assert.equal(one("m", "m000"), undefined);
  assert.equal(one("n", "m"), undefined);
  assert.match(newId(), ID);
});
