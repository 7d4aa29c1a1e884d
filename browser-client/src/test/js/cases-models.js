// Models over a real core, with the file that a node serves.
import { cases, is, refusal, until } from "./cases.js";
import { boolean, counter, link, model, number, text } from "./soulgraph.model.js";

const Person = model({
  name: text({ max: 20 }),
  age: number({ min: 0 }).optional(),
  done: boolean().default(false),
  likes: counter(),
  get boss() {
    return link(() => Person).optional();
  },
});

cases({
  "a model reads defaults, follows links and counts": async (open) => {
    const db = await open();
    const alice = Person.get(db, "people/alice");
    is([alice.value, await alice.once()], [null, null]);
    await alice.put({ name: "Alice", boss: Person.get(db, "people/bob") });
    await Person.get(db, "people/bob").put({ name: "Bob", boss: alice });
    await alice.increment("likes", 2);
    is([alice.value.done, alice.value.likes, alice.value === (await alice.once())], [false, 2, true]);
    is([alice.value.boss === Person.get(db, "people/bob"), alice.value.boss.value.name], [true, "Bob"]);
    is((await alice.follow("boss").follow("boss").once()).name, "Alice");
    const seen = [];
    alice.on((value) => seen.push(value?.name));
    await until(() => seen.length === 1);
    await db.get("people/alice").put({ name: 7 });
    is([seen, Person.problems(db.get("people/alice").value).map(({ key }) => key)], [["Alice", null], ["name"]]);
    for await (const value of alice.updates()) {
      is(value, null);
      break;
    }
  },

  "what breaks a model's rules is refused, in commits too": async (open) => {
    const db = await open();
    const alice = Person.get(db, "people/alice");
    is(await refusal(() => alice.put({ age: -1 })), "model-invalid");
    is(await refusal(() => alice.put({ likes: 1 })), "model-invalid");
    const people = Person.set(db, "team");
    is(await refusal(() => people.add({ age: 1 })), "model-invalid");
    is(await refusal(() => db.commit((tx) => tx.put(alice, { nmae: "A" }))), "model-invalid");
    is(await refusal(() => db.commit((tx) => tx.add(people, {}))), "model-invalid");
    is(db.query().value, []);
    await db.commit((tx) => {
      tx.put(alice, { name: "Alice" });
      tx.add(people, { name: "Ann" });
      tx.add(people, alice);
    });
    const { node } = await people.add({ name: "Cid", done: true });
    is([node.value.name, (await people.once()).map(({ name }) => name).sort()], ["Cid", ["Alice", "Ann", "Cid"]]);
    await people.remove(alice);
    is(await people.query({ where: { done: false } }).count(), 1);
  },

  "a query sees nodes as their model reads them": async (open) => {
    const db = await open();
    await db.get("p/1").put({ name: "Ann" });
    await db.get("p/2").put({ name: "Bob", done: true });
    await db.get("p/3").put({ nothing: 1 });
    await db.get("p/4").put({ name: "Cid", done: "maybe" });
    const open_ = Person.query(db, { prefix: "p", where: { done: false }, order: { key: "name", desc: true } });
    const calls = [];
    open_.on((people) => calls.push(people.map(({ name, done }) => `${name} ${done}`).join()));
    await until(() => calls.length === 1);
    await db.get("p/3").put({ name: "Dan" });
    await db.get("p/1").put({ done: true });
    is(calls, ["Cid false,Ann false", "Dan false,Cid false,Ann false", "Dan false,Cid false"]);
    is([(await db.query({ prefix: "p" }).once()).length, await Person.query(db, { prefix: "p" }).count()], [4, 4]);
  },
});
