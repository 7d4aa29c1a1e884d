import assert from "node:assert/strict";
import test from "node:test";
import { SoulgraphError } from "../../main/js/errors.js";
import { borrow } from "../../main/js/later/borrowed.js";
import { Draft } from "../../main/js/more/draft.js";
import { itemsOf } from "../../main/js/more/items.js";
import { Random } from "./random.js";

borrow({ SoulgraphError });

/** A replica that keeps, of each key's values, that of the highest stamp, as the core does. */
class Replica {
  #values = new Map();
  log = [];

  constructor(name) {
    this.name = name;
    this.clock = 0;
  }

  merge({ key, value, clock, name }) {
    this.clock = Math.max(this.clock, clock);
    const held = this.#values.get(key);
    if (held && (held.clock > clock || (held.clock === clock && held.name >= name))) return;
    this.#values.set(key, { value, clock, name });
  }

  get properties() {
    const there = [...this.#values].filter(([, { value }]) => value !== null);
    return Object.fromEntries(there.map(([key, { value }]) => [key, value]));
  }

  /** One commit, through the draft that pages use. */
  write(step) {
    this.clock++;
    const changes = [];
    const writes = {
      put: (_soul, patch) => {
        for (const [key, value] of Object.entries(patch))
          changes.push({ key, value, clock: this.clock, name: this.name });
      },
      element: () => null,
    };
    const nodes = { get: (soul) => soul, present: () => this.properties };
    step(new Draft({ nodes }, writes, "r"));
    for (const change of changes) this.merge(change);
    this.log.push(...changes);
  }

  get items() {
    return itemsOf(this.properties);
  }
}

function act(random, replica, counter) {
  const { length } = replica.items;
  const item = () => random.of(replica.items).id;
  const choice = random.below(6);
  replica.write((draft) => {
    if (length === 0 || choice < 2) draft.insert("l", random.below(length + 1), counter);
    else if (choice < 5) draft.move("l", item(), random.below(length));
    else draft.remove("l", item());
  });
}

const shown = (replica) => replica.items.map(({ value }) => value);

test("replicas that insert, move and remove at once end alike, each element once", () => {
  const random = new Random();
  const hint = `SEED=${random.seed}`;
  for (let round = 0; round < 100; round++) {
    const replicas = ["a", "b", "c", "d"].map((name) => new Replica(name));
    let counter = 0;
    for (let turn = 0; turn < 12; turn++) {
      for (const replica of replicas)
        for (let i = random.below(4); i > 0; i--) act(random, replica, counter++);
      const some = turn === 11 ? replicas : replicas.filter(() => random.below(2) === 0);
      const log = some.flatMap((each) => each.log).sort(() => random.next() - 0.5);
      for (const replica of some) for (const change of log) replica.merge(change);
      for (const replica of some) replica.log = [...new Set([...replica.log, ...log])];
    }
    const [first, ...others] = replicas.map(shown);
    for (const other of others) assert.deepEqual(other, first, hint);
    assert.equal(new Set(first).size, first.length, hint);
  }
});

test("what one replica writes alone equals an array", () => {
  const random = new Random();
  const replica = new Replica("a");
  const naive = [];
  for (let i = 0; i < 400; i++) {
    const at = random.below(naive.length + 1);
    if (naive.length === 0 || random.below(2) === 0) {
      replica.write((draft) => draft.insert("l", at, i, -i));
      naive.splice(at, 0, i, -i);
    } else {
      const from = random.below(naive.length);
      const { id } = replica.items[from];
      const [value] = naive.splice(from, 1);
      if (random.below(3) === 0) replica.write((draft) => draft.remove("l", id));
      else {
        const to = random.below(naive.length + 1);
        replica.write((draft) => draft.move("l", id, to));
        naive.splice(to, 0, value);
      }
    }
    assert.deepEqual(shown(replica), naive, `SEED=${random.seed}`);
  }
});

test("an element that is moved while another removes it is gone", () => {
  const [a, b] = [new Replica("a"), new Replica("b")];
  a.write((draft) => draft.push("l", "x", "y"));
  for (const change of a.log) b.merge(change);
  const { id } = a.items[0];
  a.write((draft) => draft.remove("l", id));
  b.write((draft) => draft.move("l", id, 1));
  b.write((draft) => draft.move("l", id, 0));
  for (const change of b.log) a.merge(change);
  for (const change of a.log) b.merge(change);
  assert.deepEqual([shown(a), shown(b)], [["y"], ["y"]]);
});

test("where there is no room any more, all get new places", () => {
  const replica = new Replica("a");
  replica.write((draft) => draft.push("l", "first", "last"));
  for (let i = 0; i < 2_000; i++) replica.write((draft) => draft.insert("l", 1, i));
  assert.deepEqual(shown(replica).slice(0, 3), ["first", 1_999, 1_998]);
  assert.equal(replica.items.length, 2_002);
  assert.ok(replica.items.every(({ at }) => at.length <= 213));
});

test("what doesn't fit together is no element", () => {
  const id = "0123456789abc";
  const properties = (item, place) => ({ [`item.${item}`]: 1, [`place.${item}`]: place });
  assert.equal(itemsOf(properties(id, "g")).length, 1);
  for (const wrong of [properties(id, ""), properties(id, "Z"), properties(id, "g".repeat(201)), properties(id, 7), properties("short", "g"), { [`item.${id}`]: 1 }, { [`place.${id}`]: "g" }, null])
    assert.deepEqual(itemsOf(wrong), []);
});
