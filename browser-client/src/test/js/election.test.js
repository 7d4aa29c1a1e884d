import assert from "node:assert/strict";
import test from "node:test";
import { Election } from "../../main/js/together/election.js";

const settle = () => new Promise((resolve) => setTimeout(resolve));

/** One lock with its queue, as the Web Locks API has it. */
class Locks {
  #queue = [];
  #held = null;

  request(name, { signal, steal }, held) {
    return new Promise((resolve, reject) => {
      const request = { held, resolve, reject };
      signal?.addEventListener("abort", () => {
        const at = this.#queue.indexOf(request);
        if (at < 0) return;
        this.#queue.splice(at, 1);
        reject(new DOMException("left", "AbortError"));
      });
      if (steal) {
        this.#held?.reject(new DOMException("stolen", "AbortError"));
        this.#held = null;
        this.#queue.unshift(request);
      } else {
        this.#queue.push(request);
      }
      this.#next();
    });
  }

  /** Whoever holds it is gone, and says nothing any more. */
  crash() {
    this.#held = null;
    this.#next();
  }

  async #next() {
    if (this.#held || this.#queue.length === 0) return;
    const request = this.#queue.shift();
    this.#held = request;
    await Promise.resolve();
    const result = await request.held({});
    request.resolve(result);
    if (this.#held !== request) return;
    this.#held = null;
    this.#next();
  }
}

const candidates = (count) => {
  const locks = new Locks();
  const log = [];
  const all = Array.from({ length: count }, (_, i) => {
    return new Election(locks, "lead", () => log.push(`+${i}`), () => log.push(`-${i}`));
  });
  return { locks, log, all };
};

test("the first leads, and the next when it leaves", async () => {
  const { log, all } = candidates(3);
  all.forEach((each) => each.stand());
  await settle();
  assert.deepEqual(log, ["+0"]);
  all[1].leave();
  all[0].leave();
  await settle();
  assert.deepEqual(log, ["+0", "+2"]);
});

test("a crash makes room at once", async () => {
  const { log, all, locks } = candidates(2);
  all.forEach((each) => each.stand());
  await settle();
  locks.crash();
  await settle();
  assert.deepEqual(log, ["+0", "+1"]);
});

test("who is overthrown hears of it, and may stand again", async () => {
  const { log, all } = candidates(2);
  all.forEach((each) => each.stand());
  await settle();
  all[1].stand(true);
  await settle();
  assert.deepEqual(log.toSorted(), ["+0", "+1", "-0"]);
  all[0].stand();
  await settle();
  all[1].leave();
  await settle();
  assert.deepEqual(log.slice(-1), ["+0"]);
  assert.equal(log.length, 4);
});

test("who leaves before it comes to its turn never leads, and isn't deposed", async () => {
  const { log, all } = candidates(2);
  all.forEach((each) => each.stand());
  all[1].leave();
  await settle();
  all[0].leave();
  await settle();
  assert.deepEqual(log, ["+0"]);
});
