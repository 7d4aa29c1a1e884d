// Handles in a real page with a real core and no relay.
import { cases, is, refusal, seen, until } from "./cases.js";

const turn = () => new Promise((resolve) => setTimeout(resolve));

cases({
  "without a relay an absence is known at once": async (open) => {
    const node = (await open()).get("people/alice");
    is(node.value, null);
    is(await node.once(), null);
  },

  "a write is read at once, and is the same object until it changes": async (open) => {
    const db = await open();
    const alice = db.get("people/alice");
    const written = alice.put({
      name: "Alice",
      boss: db.get("people/bob"),
      home: { city: "Graz" },
    });
    is(alice.value, { boss: {}, "home.city": "Graz", name: "Alice" });
    const before = alice.value;
    await written;
    is(before === alice.value && Object.isFrozen(before), true);
    is([before.$soul, before.boss === db.get("people/bob")], ["people/alice", true]);
    await alice.put({ name: null });
    is([before === alice.value, Object.keys(alice.value)], [false, ["boss", "home.city"]]);
  },

  "every kind of value comes back as it went": async (open) => {
    const node = (await open()).get("values");
    const values = {
      half: 1.5,
      single: Math.fround(0.1),
      double: 0.1,
      large: Number.MAX_VALUE,
      tiny: 5e-324,
      zero: 0,
      negative: -65504,
      text: "\ufeffü水😀",
      empty: "",
      yes: true,
      no: false,
      __proto: 1,
    };
    await node.put({ ...values, ...JSON.parse('{"__proto__": 7}'), bytes: Uint8Array.of(0, 255) });
    const read = node.value;
    for (const key of Object.keys(values)) is([key, read[key]], [key, values[key]]);
    is([...read.bytes], [0, 255]);
    is(
      [Object.hasOwn(read, "__proto__"), Object.getPrototypeOf(read) === Object.prototype],
      [true, true],
    );
  },

  "writes that nobody waits for in between share one commit": async (open) => {
    const db = await open();
    const receipts = await Promise.all([1, 2, 3].map((i) => db.get(`n/${i}`).put({ i })));
    is([new Set(receipts).size, receipts[0].changes, receipts[0].state], [1, 3, "local"]);
  },

  "a bad write among good ones is refused alone": async (open) => {
    const db = await open();
    const all = await Promise.allSettled(
      ["a", "#b", "c"].map((soul) => db.get(soul).put({ x: 1 })),
    );
    is(
      all.map(({ status, reason }) => reason?.code ?? status),
      ["fulfilled", "space-reserved", "fulfilled"],
    );
  },

  "bad input is refused by name": async (open) => {
    const db = await open();
    const put = (patch, soul = "x") => refusal(() => db.get(soul).put(patch));
    is(await put({ v: NaN }), "value-invalid");
    is(await put({ v: "\ud800" }), "value-invalid");
    is(await put({ v: [1] }), "value-unsupported");
    is(await put({ v: 1n }), "value-unsupported");
    is(await put({ v: "x".repeat(70_000) }), "value-too-large");
    is(await put({ ["k".repeat(700)]: 1 }), "key-invalid");
    is(await put({ "a\u0000": 1 }), "key-invalid");
    is(await put({}), "commit-invalid");
    is(await put({ v: 1 }, "a//b"), "soul-invalid");
    is(await put({ v: 1 }, "a".repeat(513)), "soul-invalid");
    is(await put({ v: 1 }, "+group"), "space-reserved");
    is((await put({ v: 1 }, `~${db.author.slice(0, -1)}/x`)) !== "nothing", true);
    is(await put({ "~z6Mkother": 1 }), "key-not-own");
    is(await put({ [`~${db.author}`]: 1 }), "nothing");
    is(await put({ v: 1 }, `~${db.author}/mine`), "nothing");
    is(await refusal(() => db.get("")), "soul-invalid");
    const unlawful = ["a//b", "s".repeat(513), "a\u0085", "\ud800", `a/!${Date.now()}0`, 7];
    for (const soul of unlawful) {
      for (const call of [
        () => db.get(soul).once(),
        () => db.get("x").put({ link: db.get(soul) }),
        () => db.set(soul).once(),
        () => db.query({ prefix: soul }).once(),
        () => db.synced(soul),
        () => db.commit((tx) => tx.put(soul, { v: 1 })),
        () => db.commit((tx) => tx.add(soul, 1)),
        () => db.commit((tx) => tx.remove(soul, 1)),
      ]) {
        is([soul, await refusal(call)], [soul, "soul-invalid"]);
      }
    }
    is(await refusal(() => db.synced()), "relay-unreachable");
    is(await refusal(() => open({ relays: ["ftp://x"], name: "b" })), "relay-invalid");
    is(await refusal(() => open({ network: "NO", name: "c" })), "network-invalid");
    is(await refusal(() => open({ network: "other" })), "network-mismatch");
  },

  "what takes a function says so at once": async (open) => {
    const db = await open();
    const node = db.get("a");
    for (const value of [undefined, null, "text", {}]) {
      is(await refusal(() => db.commit(value)), "input-invalid");
      for (const each of [node, node.follow("b"), db.set("a"), db.query(), db.status]) {
        let code = "nothing";
        try {
          each.on(value);
        } catch (error) {
          code = error.code;
        }
        is(code, "input-invalid");
      }
    }
    await node.put({ x: 1 });
  },

  "a commit is one seal, and nothing where its function throws": async (open) => {
    const db = await open();
    let late;
    const receipt = await db.commit((tx) => {
      late = tx;
      tx.put("a", { x: 1 });
      tx.put(db.get("a"), { x: 2 });
      const node = tx.add("set", { y: 1 });
      tx.put(node, { z: 1 });
      tx.add(db.set("set"), "plain");
      tx.remove("set", "gone");
    });
    is([receipt.changes, db.get("a").value.x, (await db.set("set").once()).length], [6, 2, 2]);
    is(await refusal(async () => late.put("a", { x: 3 })), "commit-invalid");
    const fails = (tx) => {
      tx.put("a", { x: 4 });
      throw new Error("mine");
    };
    is(await refusal(() => db.commit(fails)), "Error: mine");
    is(await refusal(() => db.commit(async (tx) => tx.put("a", { x: 5 }))), "commit-invalid");
    is(await refusal(() => db.commit(() => {})), "commit-invalid");
    is(db.get("a").value.x, 2);
  },

  "an observer is called once a turn, others go on when it throws": async (open) => {
    const db = await open();
    const reported = [];
    addEventListener("error", (event) => {
      reported.push(event.message);
      event.preventDefault();
    });
    const calls = [];
    db.get("a").on(() => {
      throw new Error("boom");
    });
    db.get("a").on((value) => calls.push(value && value.x));
    await turn();
    db.get("a").put({ x: 1 });
    db.get("a").put({ x: 2 });
    await turn();
    await db.get("a").put({ x: 3 });
    is([calls, reported.length], [[null, 2, 3], 3]);
  },

  "an observer ends with its signal": async (open) => {
    const db = await open();
    const node = db.get("a");
    const controller = new AbortController();
    let calls = 0;
    node.on(() => calls++, { signal: controller.signal });
    await turn();
    controller.abort();
    await node.put({ x: 1 });
    node.on(() => calls++, { signal: controller.signal });
    await turn();
    is(calls, 1);
    let told = 0;
    const other = new AbortController();
    db.status.on(() => told++, { signal: other.signal });
    other.abort();
    await db.get("b").put({ x: 1 });
    is(told, 1);
    is(await refusal(() => node.once({ signal: controller.signal })), "aborted");
  },

  "a followed link leads to where it points at the time": async (open) => {
    const db = await open();
    const alice = db.get("people/alice");
    await db.commit((tx) => {
      tx.put(alice, { boss: db.get("people/bob") });
      tx.put("people/bob", { name: "Bob", boss: alice });
      tx.put("people/carol", { name: "Carol" });
    });
    const boss = alice.follow("boss");
    const names = [];
    boss.on((value) => names.push(value && value.name));
    await turn();
    await alice.put({ boss: db.get("people/carol") });
    await boss.put({ name: "C." });
    await alice.put({ boss: null });
    is(names, ["Bob", "Carol", "C.", null]);
    is(
      [boss.soul, await boss.once(), await refusal(() => boss.put({ x: 1 }))],
      ["", null, "link-absent"],
    );
    is(await db.get("people/bob").follow("boss").follow("boss").once(), null);
  },

  "a set holds nodes and values in the order of their keys": async (open) => {
    const db = await open();
    const set = db.set("posts");
    await db.get("elsewhere").put({ title: "elsewhere" });
    const { node } = await set.add({ title: "first" });
    await set.add({ title: "second" });
    await set.add(db.get("elsewhere"));
    await set.add(db.get("nowhere"));
    for (const value of ["text", 5, true, "\x85"]) is((await set.add(value)).node, undefined);
    await db.get("posts").put({ note: "not an element" });
    const shown = (elements) => elements.map((element) => element.title ?? element);
    const all = ["\x85", "text", 5, "elsewhere", "first", "second", true];
    is(shown(await set.once()), all);
    const limited = [];
    for await (const element of set.each({ limit: 2 })) limited.push(element);
    is(limited, all.slice(0, 2));
    await set.remove(node);
    await set.remove(5);
    is(
      shown(await set.once()),
      all.filter((element) => element !== "first" && element !== 5),
    );
    is(node.value.title, "first");
  },

  "a set's observer sees its elements change": async (open) => {
    const db = await open();
    const set = db.set("posts");
    const calls = [];
    set.on((elements) => calls.push(elements.map(({ title }) => title)));
    await until(() => calls.length === 1);
    is(set.value, []);
    const { node } = await set.add({ title: "a" });
    await node.put({ title: "b" });
    await db.get("unrelated").put({ title: "c" });
    await set.remove(node);
    is(calls, [[], ["a"], ["b"], []]);
  },

  "a query tells what came, changed and went": async (open) => {
    const db = await open();
    for (const i of [3, 1, 2]) await db.get(`t/${i}`).put({ i });
    const calls = [];
    const query = db.query({ prefix: "t" });
    query.on((nodes, { put, removed }) =>
      calls.push([nodes.map(({ i }) => i), put.length, removed]),
    );
    await until(() => calls.length > 0);
    await db.get("t/2").put({ i: 22 });
    await db.get("t/1").put({ i: null });
    await db.get("t/0").put({ i: 0 });
    await db.get("tt").put({ i: 9 });
    is(calls, [
      [[1, 2, 3], 3, []],
      [[1, 22, 3], 1, []],
      [[22, 3], 0, ["t/1"]],
      [[0, 22, 3], 1, []],
    ]);
    is(
      [(await db.query().once()).length, (await db.query({ prefix: "none" }).once()).length],
      [4, 0],
    );
  },

  "where no relay answers, what is here is given, and nothing is waited for by name": async (
    open,
  ) => {
    const db = await open({ relays: ["http://localhost:9/nobody"] });
    is(db.get("a").value, undefined);
    is(await refusal(() => db.get("a").once({ timeoutMs: 200 })), "timeout");
    is(await db.get("a").once({ local: true }), null);
    await db.get("a").put({ x: 1 });
    is(await db.get("a").once(), { x: 1 });
    const { error } = await seen(db.status, (status) => status.error);
    is([error.code, error.retryable], ["relay-unreachable", true]);
    is(db.status.value.relays, [{ url: "ws://localhost:9/nobody", state: db.status.value.state }]);
  },

  "a closed database says so": async (open) => {
    const db = await open();
    const waiting = db.get("a");
    await db.close();
    for (const call of [
      () => waiting.put({ x: 1 }),
      () => waiting.once(),
      () => db.pending(),
      () => db.commit((tx) => tx.put("a", { x: 1 })),
    ]) {
      is(await refusal(call), "closed");
    }
    await db.close();
  },
});
