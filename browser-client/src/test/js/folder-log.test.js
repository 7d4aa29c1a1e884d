import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { encodeHeader, HEADER_BYTES } from "../../main/js/node/folder-entries.js";
import { FolderLog } from "../../main/js/node/folder-log.js";

const COMPACT_BYTES = 2_000;

/** Runs with a folder of its own, and the path of the log in it. */
const inFolder = (name, run) =>
  test(name, { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "soulgraph-"));
    try {
      await run(folder, join(folder, "log"));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

/** What a log in that folder holds now, in an order that doesn't depend on its history. */
async function held(folder, network = "main") {
  const log = await FolderLog.open(folder, network, COMPACT_BYTES);
  const loaded = log.load();
  await log.close();
  return JSON.stringify(Object.entries(loaded).flatMap(([store, pairs]) => sorted(store, pairs)));
}

const sorted = (store, pairs) =>
  pairs.map(([key, value]) => `${store} ${typeof key} ${key}: ${Buffer.from(value).toString("hex")}`).sort();

/** As `held`, of what should be there. */
const listed = (model) =>
  JSON.stringify(["records", "pending", "meta"].flatMap((store) => sorted(store, [...model[store]])));

const empty = () => ({ records: new Map(), pending: new Map(), meta: new Map() });

function apply(model, operations) {
  for (const { store, key, value } of operations) {
    if (value) model[store].set(key, value);
    else model[store].delete(key);
  }
}

const put = (store, key, ...bytes) => ({ store, key, value: Uint8Array.from(bytes) });
const remove = (store, key) => ({ store, key, value: null });

const STEPS = [
  [put("records", 1, 1, 2, 3), put("meta", "staté", 9)],
  [put("records", 2 ** 40 + 0.5, ...new Array(50).fill(7)), put("pending", 3)],
  [remove("pending", 3), put("records", 1, 4), put("meta", "", 0xff)],
  [remove("records", 77), put("pending", 5, 0)],
];

async function write(folder, steps, strict = true) {
  const log = await FolderLog.open(folder, "main", COMPACT_BYTES);
  for (const step of steps) await log.write(step, strict);
  await log.close();
}

/** What was there after each step, nothing at all first. */
function states() {
  const model = empty();
  return [listed(model), ...STEPS.map((step) => (apply(model, step), listed(model)))];
}

inFolder("what was written is there again", async (folder) => {
  await write(folder, STEPS);
  assert.equal(await held(folder), states().at(-1));
  await write(folder, [[put("meta", "more", 1)]], false);
  assert.match(await held(folder), /more: 01/);
});

inFolder("a log that was cut anywhere holds whole writes, and goes on", async (folder, path) => {
  const ends = [];
  const log = await FolderLog.open(folder, "main", COMPACT_BYTES);
  for (const step of [[], ...STEPS]) {
    await log.write(step, true);
    ends.push((await stat(path)).size);
  }
  await log.close();
  const whole = await readFile(path);
  assert.equal(ends[0], HEADER_BYTES);
  for (let length = HEADER_BYTES; length <= whole.length; length++) {
    await writeFile(path, whole.subarray(0, length));
    const last = ends.findLastIndex((end) => end <= length);
    assert.equal(await held(folder), states()[last], `${length} bytes`);
    assert.ok((await stat(path)).size <= ends[last], "the torn rest is gone");
    await write(folder, [[put("meta", "after", 1)]], false);
    assert.match(await held(folder), /after: 01/, `written after ${length} bytes`);
  }
});

inFolder("of a tail with another bit, or with zeros, nothing is believed", async (folder, path) => {
  await write(folder, STEPS);
  const whole = await readFile(path);
  const known = states();
  for (let bit = 8 * HEADER_BYTES; bit < 8 * whole.length; bit += 5) {
    const changed = Buffer.from(whole);
    changed[bit >> 3] ^= 1 << (bit & 7);
    await writeFile(path, changed);
    assert.ok(known.slice(0, -1).includes(await held(folder)), `bit ${bit}`);
  }
  await writeFile(path, Buffer.concat([whole, Buffer.alloc(4096)]));
  assert.equal(await held(folder), known.at(-1));
});

inFolder("random writes agree with a map, over compactions and reopening", async (folder, path) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  console.log(`SEED=${seed}`);
  let state = seed;
  const random = (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const model = empty();
  let shrunk = 0;
  for (let round = 0; round < 8; round++) {
    const log = await FolderLog.open(folder, "main", COMPACT_BYTES);
    for (let write = 0; write < 60; write++) {
      const operations = Array.from({ length: 1 + random(4) }, () => {
        const store = ["records", "pending", "meta"][random(3)];
        const key = store === "meta" ? `m${random(5)}` : random(12);
        const value = random(4) ? Uint8Array.from({ length: random(90) }, () => random(256)) : null;
        return { store, key, value };
      });
      const before = (await stat(path)).size;
      await log.write(operations, random(2) === 0);
      apply(model, operations);
      if ((await stat(path)).size < before) shrunk++;
    }
    await log.close();
    assert.equal(await held(folder), listed(model), `round ${round} of seed ${seed}`);
  }
  assert.ok(shrunk > 5, `written anew ${shrunk} times`);
});

inFolder("what is deleted leaves the file at the next opening, or by itself after a while", async (folder, path) => {
  const secret = "deleted".repeat(9);
  const step = [{ store: "records", key: 1, value: Buffer.from(secret) }];
  await write(folder, [step, [remove("records", 1), put("meta", "kept", 7)]]);
  assert.ok((await readFile(path, "latin1")).includes(secret));
  assert.match(await held(folder), /kept: 07/);
  assert.ok(!(await readFile(path, "latin1")).includes(secret));

  const log = await FolderLog.open(folder, "main", COMPACT_BYTES, 1);
  await log.write(step, true);
  await log.write([put("records", 1, 5)], false);
  while ((await readFile(path, "latin1")).includes(secret)) await new Promise((go) => setTimeout(go, 5));
  await log.write([put("records", 2, 6)], true);
  await log.close();
  assert.match(await held(folder), /number 1: 05.*number 2: 06.*kept: 07/);
});

inFolder("where a second file can't be made, the first grows, and loses nothing", async (folder, path) => {
  await mkdir(join(folder, "log.new"));
  const log = await FolderLog.open(folder, "main", 100).catch((error) => error);
  assert.equal(log.code, "EISDIR", "the first needs none but itself");
  await rm(join(folder, "log.new"), { recursive: true });
  await write(folder, []);
  await mkdir(join(folder, "log.new"));
  const steps = Array.from({ length: 40 }, (_, i) => [put("records", 1, ...new Array(100).fill(i))]);
  await write(folder, steps);
  assert.ok((await stat(path)).size > 2 * COMPACT_BYTES);
  await rm(join(folder, "log.new"), { recursive: true });
  assert.match(await held(folder), /"records number 1: (27){100}"/);
  await write(folder, [[put("records", 1, 5)]]);
  assert.ok((await stat(path)).size < COMPACT_BYTES, "and is written anew when it can be");
  assert.match(await held(folder), /"records number 1: 05"/);
});

inFolder("what was on the disk when a log was made must be there", async (folder, path) => {
  const steps = Array.from({ length: 40 }, (_, i) => [put("records", i % 3, ...new Array(100).fill(i))]);
  await write(folder, steps);
  const whole = await readFile(path);
  const base = Number(whole.readBigUInt64BE(20));
  assert.ok(base > HEADER_BYTES, "it was written anew");
  whole[base - 1] ^= 1;
  await writeFile(path, whole);
  await assert.rejects(held(folder), { code: "data-unreadable" });
  await writeFile(path, whole.subarray(0, base - 1));
  await assert.rejects(held(folder), { code: "data-unreadable" });
});

inFolder("a header is taken as it was written, or not at all", async (folder, path) => {
  const header = encodeHeader("main", HEADER_BYTES);
  for (let at = 0; at < header.length; at++) {
    const changed = Buffer.from(header);
    changed[at] ^= 1;
    await writeFile(path, changed);
    const code = at >= 16 && at < 20 ? "data-too-new" : "data-unreadable";
    if (at !== 19) await assert.rejects(held(folder), { code }, `byte ${at}`);
    await writeFile(path, header.subarray(0, at));
    await assert.rejects(held(folder), { code: "data-unreadable" }, `${at} bytes`);
  }
  const newer = Buffer.from(header);
  newer.writeUInt32BE(2, 16);
  await writeFile(path, newer);
  await assert.rejects(held(folder), { code: "data-too-new" });
  await writeFile(path, encodeHeader("other", HEADER_BYTES));
  await assert.rejects(held(folder), { code: "network-mismatch" });
  assert.equal(await held(folder, "other"), listed(empty()));
});
