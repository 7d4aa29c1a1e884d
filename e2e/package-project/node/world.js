// What somebody's tests do, in Node and in a page: two databases, a relay, and the time in the test's hand.
import { testing } from "soulgraph/testing";

const equal = (is, should, what) => {
  const [a, b] = [is, should].map((value) => JSON.stringify(value) ?? `${value}`);
  if (a !== b) throw new Error(`${what}: ${a}, not ${b}`);
};

const rejects = async (promise, code) =>
  equal(await promise.then(() => "nothing", (error) => error.code), code, "what it rejects with");

const TESTS = {
  async whatOneWritesTheOtherReads() {
    const world = await testing();
    const [alice, bob] = await world.open(2);
    const seen = [];
    bob.get("people/alice").on((value) => seen.push(value && value.name));
    const receipt = await alice.get("people/alice").put({ name: "Alice" });
    await receipt.when("relayed");
    equal((await bob.get("people/alice").once()).name, "Alice", "read");
    await alice.get("people/alice").put({ name: "Alicia" });
    await world.settle();
    equal(seen.at(-1), "Alicia", "watched");
    equal((await alice.pending()).length, 0, "pending");
    await world.close();
  },

  async apartTheyGoOnAndThenTheyAreTheSame() {
    const world = await testing();
    const [alice, bob] = await world.open(2);
    const [a, b] = [alice.get("note"), bob.get("note")];
    a.on(() => {});
    b.on(() => {});
    await a.put({ title: "ours" });
    await world.settle();
    equal(b.value.title, "ours", "before");
    world.network.cut(bob);
    await world.settle();
    equal(bob.status.value.state, "offline", "cut off");
    await a.put({ from: "alice" });
    await b.put({ by: "bob", title: "his" });
    await world.settle();
    equal(a.value.by ?? null, null, "hears nothing");
    equal((await bob.pending()).length, 1, "waits");
    world.network.heal(bob);
    await world.settle();
    equal({ ...a.value }, { by: "bob", from: "alice", title: "his" }, "alice");
    equal({ ...b.value }, { ...a.value }, "bob");
    equal((await bob.pending()).length, 0, "nothing waits");
    await world.close();
  },

  async timePassesWhenItIsTold() {
    const world = await testing({ now: Date.UTC(2030, 0, 1) });
    const [alice, bob] = await world.open(2);
    equal(world.clock.now(), 1893456000000, "begin");
    const typing = `room/!${world.clock.now() + 5000}/typing`;
    const gone = bob.get(typing);
    gone.on(() => {});
    await alice.get(typing).put({ who: "alice" });
    await world.settle();
    equal(gone.value.who, "alice", "typing");
    await world.clock.advance(4000);
    equal(gone.value.who, "alice", "still typing");
    await world.clock.advance(2000);
    equal(gone.value ?? null, null, "expired");

    // Without a relay to be reached, and nothing here, it waits for its time.
    world.network.stall(bob);
    const reading = bob.get("nowhere").once({ timeoutMs: 3000 });
    await world.settle();
    await Promise.all([rejects(reading, "timeout"), world.clock.advance(3000)]);

    // Nobody tries again before the pause is over.
    world.network.cut(alice);
    await world.clock.advance(600_000);
    equal(alice.status.value.state, "offline", "cut off");
    world.network.heal();
    await world.settle();
    equal(alice.status.value.state, "online", "back");
    equal(world.clock.now(), 1893456000000 + 6000 + 3000 + 600_000, "passed");
    await world.close();
  },

  async whoIsPresentTimesOut() {
    const world = await testing();
    const [alice, bob] = await world.open(2);
    let present = [];
    bob.presence("room").on((all) => (present = all.map(({ value }) => value.name)));
    const room = alice.presence("room");
    room.set({ name: "Alice" });
    await world.clock.advance(200);
    equal(present, ["Alice"], "there");
    world.network.cut(alice);
    await world.settle();
    equal(present, [], "the relay says that she is gone");
    world.network.heal();
    await world.clock.advance(2000);
    equal(present, ["Alice"], "there again");
    world.network.stall(bob);
    await world.clock.advance(200_000);
    equal(present, [], "nobody said so, but time has passed");
    await world.close();
  },

  async aReloadKeepsDataKeyAndUnsentWrites() {
    const world = await testing();
    let alice = await world.open("alice");
    const { author } = alice;
    world.network.cut();
    await world.settle();
    await alice.get("draft").put({ text: "unsent" });
    await rejects(world.open("alice"), "data-in-use");
    await alice.close();
    alice = await world.open("alice");
    equal(alice.author, author, "author");
    equal((await alice.pending()).length, 1, "pending");
    equal(alice.get("draft").value.text, "unsent", "here");
    const bob = await world.open();
    world.network.heal();
    await world.settle();
    equal((await bob.get("draft").once()).text, "unsent", "there");
    await world.close();
  },

  async aRelayMayRefuse() {
    const world = await testing();
    const [alice] = await world.open(1);
    world.relay.deny("denied", "guests only read");
    const receipt = await alice.get("a").put({ a: 1 });
    await rejects(receipt.when("relayed"), "denied");
    const [refused] = await alice.pending();
    equal([refused.state, refused.error.rule], ["refused", "guests only read"], "refused");
    equal(alice.get("a").value?.a ?? null, null, "taken back");
    world.relay.accept();
    await (await refused.retry()).when("relayed");
    await world.close();
  },

  async aLatencyIsTimeThatPasses() {
    const world = await testing();
    const [alice, bob] = await world.open(2);
    const seen = bob.get("a");
    seen.on(() => {});
    await world.settle();
    world.network.latencyMs = 50;
    await alice.get("a").put({ a: 1 });
    await world.clock.advance(99);
    equal(seen.value?.a ?? null, null, "on its way");
    await world.clock.advance(1);
    equal(seen.value.a, 1, "arrived");
    await world.close();
  },

  async queriesListsAndCountersToo() {
    const world = await testing();
    const [alice, bob] = await world.open(2);
    const open = bob.query({ prefix: "tasks", where: { done: false }, order: "title" });
    let titles = [];
    open.on((nodes) => (titles = nodes.map(({ title }) => title)));
    await alice.set("tasks").add({ title: "write", done: false });
    await alice.set("tasks").add({ title: "read", done: false });
    await alice.list("board").push({ card: 1 }, { card: 2 });
    await alice.get("post").increment("likes");
    await bob.get("post").increment("likes", 2);
    await world.settle();
    equal(titles, ["read", "write"], "titles");
    equal((await bob.list("board").once()).map(({ value }) => value.card), [1, 2], "cards");
    equal((await alice.get("post").once()).likes, 3, "likes");
    await world.close();
  },

  async theSameSeedIsTheSameWorld() {
    const run = async (seed) => {
      const world = await testing({ seed });
      const dbs = await world.open(3);
      const heard = [];
      for (const db of dbs) db.get("one").on((value) => value && heard.push(value.by));
      for (let round = 0; round < 5; round++) {
        dbs.forEach((db, by) => db.get("one").put({ by: `${by} in ${round}` }));
        if (round % 2) world.network.cut(dbs[round % 3]);
        else world.network.heal();
        await world.clock.advance(round * 1000);
      }
      world.network.heal();
      await world.settle();
      const values = dbs.map((db) => db.get("one").value.by);
      equal(values, [values[0], values[0], values[0]], "all the same");
      await world.close();
      return [...dbs.map(({ author }) => author), ...heard].join();
    };
    const [first, second, other] = [await run(7), await run(7), await run(8)];
    equal(second, first, "again");
    equal(other === first, false, "another seed");
  },

  async worldsShareNothing() {
    const worlds = await Promise.all([testing(), testing({ seed: 2 })]);
    const [[a], [b]] = await Promise.all(worlds.map((world) => world.open(1)));
    await a.get("x").put({ x: 1 });
    await worlds[0].clock.advance(1000);
    equal(await b.get("x").once(), null, "nothing");
    equal(worlds[1].clock.now(), Date.UTC(2026, 0, 1), "its own time");
    await Promise.all(worlds.map((world) => world.close()));
    await rejects(worlds[0].settle(), "closed");
    await rejects(worlds[0].open(1), "closed");
    await rejects(testing({ relays: [] }), "input-invalid");
  },
};

export async function run(log) {
  for (const [name, test] of Object.entries(TESTS)) {
    const begin = performance.now();
    await test().catch((error) => {
      error.message = `${name}: ${error.message}`;
      throw error;
    });
    log(`${name} ${Math.round(performance.now() - begin)} ms`);
  }
}
