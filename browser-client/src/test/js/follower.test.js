import assert from "node:assert/strict";
import test from "node:test";
import { Follower } from "../../main/js/together/follower.js";
import { Leader } from "../../main/js/together/leader.js";

const closed = [];

/** A session of which only what tabs ask for is there. */
const session = (engine = {}) => {
  const sent = [];
  const calls = [];
  const record = (name) => (...args) => calls.push([name, ...args]);
  return {
    sent,
    calls,
    tabs: {
      name: "soulgraph:t:main",
      send: (message) => sent.push(message),
      together: { id: "me", know: record("know"), takeOver: record("takeOver"), follow: record("follow") },
    },
    transport: { offline: false, urls: ["ws://one"], relays: [{ url: "ws://one", state: "offline" }], connects: true, connect() {}, Relay: class { constructor(url) { this.url = url; } disconnect() { closed.push(this.url); } } },
    scopes: { open: new Map([["2 people", { kind: 2, name: "people" }]]) },
    board: { changed() {}, problem: record("problem"), problems: new Map() },
    core: { tell: (fn) => fn(new Proxy(engine, { get: (of, name) => of[name] ?? record(name) })) },
    changed() {},
  };
};

const asks = ({ sent }) => sent.filter(({ alive }) => alive).length;

test("a leader that is silent is asked three times, then overthrown", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const of = session();
  const follower = new Follower(of);
  follower.need();
  follower.need();
  assert.equal(asks(of), 1);
  t.mock.timers.tick(1000);
  t.mock.timers.tick(1000);
  assert.equal(asks(of), 3);
  assert.deepEqual(of.calls, []);
  t.mock.timers.tick(1000);
  assert.deepEqual(of.calls, [["takeOver"]]);
});

test("a leader that answers stays", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const of = session();
  const follower = new Follower(of);
  follower.need();
  t.mock.timers.tick(1000);
  follower.heard({ alive: true }); // another follower's
  follower.heard({ tab: "other", use: [2, "a", true] });
  t.mock.timers.tick(999);
  follower.heard({ here: true });
  t.mock.timers.tick(10_000);
  assert.deepEqual(of.calls, []);
});

test("a tab that nobody sees, or that is offline, asks for nothing", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const of = session();
  const follower = new Follower(of);
  of.transport.offline = true;
  follower.need();
  of.transport.offline = false;
  globalThis.document = { visibilityState: "hidden" };
  follower.need();
  assert.equal(asks(of), 0);
  globalThis.document.visibilityState = "visible";
  follower.need();
  globalThis.document.visibilityState = "hidden";
  t.mock.timers.tick(10_000);
  delete globalThis.document;
  assert.equal(asks(of), 1);
  assert.deepEqual(of.calls, []);
});

test("what the leader has kept, and says of relays and scopes, comes to the core and the status", () => {
  const of = session();
  const bytes = new Uint8Array(1);
  const kept = [
    { store: "records", key: 7, value: bytes },
    { store: "records", key: 6, value: null },
    { store: "meta", key: "cursor/0:", value: bytes },
  ];
  const follower = new Follower(of);
  follower.heard({ kept });
  follower.heard({ levels: [[2, "people", true]] });
  follower.heard({ relays: [{ url: "ws://one", state: "online", skewMs: 5, error: null }] });
  assert.deepEqual(of.calls, [
    ["loadRecord", 7, bytes],
    ["loadRecord", 6, new Uint8Array()],
    ["loadMeta", "cursor/0:", bytes],
    ["know", kept],
    ["told", 2, "people", true],
    ["problem", "ws://one", null],
    ["correctClock", 5],
  ]);
  assert.equal(of.transport.relays[0].state, "online");
});

test("a leader opens what tabs read, tells what is level once it is kept, and closes it when they are gone", async () => {
  let gone;
  const locks = { request: (name, options, granted) => ((gone = granted), Promise.resolve()) };
  Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });
  const of = session({ scopeState: () => 2 });
  of.tabs.together.lost = async () => {};
  const leader = new Leader(of);
  leader.heard({ tab: "a", hello: { offline: false, relays: ["ws://two"], scopes: [[2, "people"]] } });
  leader.heard({ tab: "a", use: [3, "x", true] });
  leader.heard({ tab: "a", use: [3, "x", true] });
  await null;
  const token = of.calls.find(([name]) => name === "whenKept")[1];
  assert.equal(of.sent.some(({ levels }) => levels), false);
  leader.kept(token);
  assert.deepEqual(of.sent.at(-1), { levels: [[2, "people", true], [3, "x", true]] });
  await gone();
  const scopes = of.calls.filter(([name]) => /Scope$/.test(name));
  assert.deepEqual(scopes, [
    ["openScope", 2, "people"],
    ["openScope", 3, "x"],
    ["closeScope", 2, "people"],
    ["closeScope", 3, "x"],
  ]);
  assert.deepEqual(of.transport.relays.map(({ url }) => url), ["ws://one"]);
  assert.deepEqual(closed, ["ws://two"]);
});

test("a leader that is offline gives way to a tab that isn't", () => {
  const of = session();
  of.transport.offline = true;
  const leader = new Leader(of);
  leader.heard({ tab: "a", hello: { offline: false, relays: [], scopes: [] } });
  assert.deepEqual(of.calls, [["follow"]]);
});
