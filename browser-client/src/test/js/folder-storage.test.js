import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { folder as provide } from "../../main/js/node/folder.js";
import { FolderLock } from "../../main/js/node/folder-lock.js";

const SEED = new Uint8Array(32).fill(5);
const IN_USE = { code: "data-in-use" };

const inFolder = (name, run) =>
  test(name, async () => {
    const folder = await mkdtemp(join(tmpdir(), "soulgraph-"));
    try {
      await run(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

const open = (folder, name = "default") => provide(folder).open(name, "main", assert.fail);

inFolder("the key stays, and only its owner can read it", async (folder) => {
  const first = await open(folder);
  assert.equal(await first.readIdentity(), undefined);
  const candidate = { publicKey: new Uint8Array(34), seed: SEED };
  assert.equal(await first.claimIdentity(candidate), candidate);
  await first.close();
  const path = join(folder, "default", "key");
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.equal((await stat(join(folder, "default"))).mode & 0o077, 0);
  assert.equal(await readFile(path, "utf8"), `${"05".repeat(32)}\n`);
  const second = await open(folder);
  const { seed, publicKey } = await second.readIdentity();
  assert.deepEqual(seed, SEED);
  assert.equal(publicKey.length, 32);
  const other = { publicKey: new Uint8Array(34), seed: new Uint8Array(32) };
  assert.deepEqual((await second.claimIdentity(other)).seed, SEED, "the first one is kept");
  await second.close();
});

inFolder("a damaged key opens nothing, and leaves no lock", async (folder) => {
  await (await open(folder)).close();
  const path = join(folder, "default", "key");
  for (const text of ["", "05".repeat(31), "xy".repeat(32), "05".repeat(33)]) {
    await writeFile(path, text);
    await assert.rejects(open(folder), { code: "identity-invalid" });
  }
  await writeFile(path, "05".repeat(32));
  await (await open(folder)).close();
});

inFolder("databases of different names share nothing, whatever a name holds", async (folder) => {
  const names = ["a", "A", "..", ".", "a/b", "a%2fb", "ä", "con", " ", "x".repeat(255)];
  const opened = [];
  for (const name of names) opened.push(await open(folder, name));
  assert.equal((await readdir(folder)).length, names.length);
  for (const made of await readdir(folder)) assert.match(made, /^[a-z0-9%-]+$/);
  for (const each of opened) await each.close();
  await assert.rejects(open(folder, "x".repeat(256)), { code: "input-invalid" });
});

test("what isn't a path is refused, and what can't be a folder is named", async () => {
  for (const path of [undefined, "", 7, null])
    assert.throws(() => provide(path), { code: "input-invalid" });
  await assert.rejects(open(process.execPath), { code: "storage-unavailable" });
});

inFolder("one at a time, the same process too", async (folder) => {
  const first = await open(folder);
  await assert.rejects(open(folder), IN_USE);
  await first.close();
  await (await open(folder)).close();
  assert.deepEqual(await readdir(join(folder, "default")), ["log"]);
});

inFolder("the lock of a process that was killed is taken over", async (folder) => {
  const entry = new URL("../../main/js/node/folder.js", import.meta.url).href;
  const script = `import { folder } from ${JSON.stringify(entry)};
    await folder(${JSON.stringify(folder)}).open("default", "main", () => {});
    process.kill(process.pid, "SIGKILL");`;
  const { signal, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script]);
  assert.equal(signal, "SIGKILL", `${stderr}`);
  assert.ok((await readdir(join(folder, "default"))).includes("lock"));
  await (await open(folder)).close();
});

inFolder("a lock that may be somebody's is left alone", async (folder) => {
  const path = join(folder, "lock");
  const lock = await FolderLock.acquire(path);
  const own = JSON.parse(await readFile(path, "utf8"));
  await lock.release();
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  for (const holder of [own, { ...own, pid: gone, host: "elsewhere" }, { ...own, started: "" }]) {
    await writeFile(path, JSON.stringify(holder));
    await assert.rejects(FolderLock.acquire(path), IN_USE);
  }
  for (const text of ["", '{"pid":', "null", "[]", JSON.stringify({ host: hostname(), pid: "1" })]) {
    await writeFile(path, text);
    await assert.rejects(FolderLock.acquire(path), IN_USE, text);
  }
  const stale = JSON.stringify({ ...own, pid: gone });
  await writeFile(path, stale);
  await writeFile(`${path}.takeover`, stale);
  await assert.rejects(FolderLock.acquire(path), IN_USE);
  await rm(`${path}.takeover`);
  await (await FolderLock.acquire(path)).release();
});

inFolder(
  "a number that belongs to another process now holds nothing",
  async (folder) => {
    const path = join(folder, "lock");
    const lock = await FolderLock.acquire(path);
    const own = JSON.parse(await readFile(path, "utf8"));
    await lock.release();
    if (own.started === "") return; // this system doesn't tell when a process began
    await writeFile(path, JSON.stringify({ ...own, started: "before the last boot 1" }));
    await (await FolderLock.acquire(path)).release();
  },
);

inFolder("of many that come to a stale lock, one gets it", async (folder) => {
  const path = join(folder, "lock");
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  for (let round = 0; round < 20; round++) {
    await writeFile(path, JSON.stringify({ pid: gone, host: hostname(), started: "" }));
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => FolderLock.acquire(path)));
    const got = all.filter(({ status }) => status === "fulfilled");
    assert.equal(got.length, 1, `round ${round}`);
    for (const { reason } of all) assert.equal(reason?.code ?? "data-in-use", "data-in-use");
    await got[0].value.release();
    assert.deepEqual(await readdir(folder), []);
  }
});
