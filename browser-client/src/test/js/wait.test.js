import assert from "node:assert/strict";
import test from "node:test";
import { Turns } from "../../main/js/turns.js";
import { until } from "../../main/js/wait.js";

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a turn tells each listener once, whatever was changed in it", async () => {
  const turns = new Turns();
  const calls = [];
  turns.onSoul("a", () => calls.push("a"));
  turns.onAny((souls, everything) => calls.push([[...souls], everything]));
  turns.changed("a");
  turns.changed("b");
  turns.changed("a");
  assert.deepEqual(calls, []);
  await settle();
  assert.deepEqual(calls, ["a", [["a", "b"], false]]);
});

test("touched asks all listeners to look again", async () => {
  const turns = new Turns();
  let looks = 0;
  const stop = turns.onSoul("a", () => looks++);
  turns.touched();
  await settle();
  stop();
  turns.touched();
  await settle();
  assert.equal(looks, 1);
});

test("a listener that throws doesn't stop the others, and is reported", async (t) => {
  const reported = t.mock.method(console, "error", () => {});
  const turns = new Turns();
  let called = false;
  turns.onSoul("a", () => {
    throw new Error("boom");
  });
  turns.onAny(() => (called = true));
  turns.changed("a");
  await settle();
  assert.ok(called);
  assert.equal(reported.mock.calls[0].arguments[0].message, "boom");
});

test("waiting ends when the check holds, and unsubscribes", async () => {
  const listeners = new Set();
  let ready = false;
  const waiting = until(
    (fn) => {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    () => ready,
  );
  for (const fn of listeners) fn();
  ready = true;
  for (const fn of listeners) fn();
  await waiting;
  assert.equal(listeners.size, 0);
});

test("waiting ends by name: timeout, aborted, or what the check throws", async () => {
  const never = () => () => {};
  await assert.rejects(
    until(never, () => false, { timeoutMs: 0 }),
    { code: "timeout", retryable: true },
  );
  await until(
    never,
    () => false,
    { timeoutMs: 0 },
    () => true,
  );

  const controller = new AbortController();
  const waiting = until(never, () => false, { signal: controller.signal });
  controller.abort();
  await assert.rejects(waiting, { code: "aborted" });
  await assert.rejects(
    until(never, () => true, { signal: controller.signal }),
    { code: "aborted" },
  );

  const thrown = new Error("closed");
  const fails = () => {
    throw thrown;
  };
  await assert.rejects(until(never, fails), thrown);
});
