// What is on the disk when the power goes: only what was forced there, under the names that were.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { mkdir, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import test from "node:test";
import { folder as provide } from "../../main/js/node/folder.js";

const LINUX = existsSync("/proc/self/fd");

/** A disk below a folder: contents by inode, and each folder's names, as of when they were forced. */
class Disk {
  contents = new Map();
  names = new Map();

  /** @param {number} fd */
  force(fd) {
    const path = readlinkSync(`/proc/self/fd/${fd}`);
    const { ino } = statSync(path);
    if (!statSync(path).isDirectory()) this.contents.set(ino, readFileSync(path));
    else this.names.set(path, new Map(readdirSync(path).map((name) => [name, statSync(join(path, name)).ino])));
  }

  /** A file's content, if there is a way to it. */
  read(root, path) {
    for (let at = path; at !== root; at = dirname(at)) {
      if (!this.names.get(dirname(at))?.has(basename(at))) return undefined;
    }
    return this.contents.get(this.names.get(dirname(path)).get(basename(path)));
  }
}

/** Runs while every forcing is seen. */
async function watched(run) {
  const file = await open(process.execPath);
  const handle = Object.getPrototypeOf(file);
  await file.close();
  const { sync, datasync } = handle;
  const disk = new Disk();
  const seen = (forcing) =>
    async function () {
      disk.force(this.fd);
      return forcing.call(this);
    };
  handle.sync = seen(sync);
  handle.datasync = seen(datasync);
  try {
    await run(disk);
  } finally {
    Object.assign(handle, { sync, datasync });
  }
}

test("what was acknowledged is on the disk, the key and the folder's name too", { skip: !LINUX }, async () => {
  const root = await mkdtemp(join(tmpdir(), "soulgraph-"));
  const folder = join(root, "a", "b");
  const data = join(folder, "default");
  const after = join(root, "after", "default");
  await mkdir(after, { recursive: true });
  /** What is found once the power is back. */
  const found = async (disk) => {
    for (const name of ["log", "key"]) await writeFile(join(after, name), disk.read(root, join(data, name)));
    const storage = await provide(join(root, "after")).open("default", "main", assert.fail);
    const { records } = await storage.load();
    const { seed } = await storage.readIdentity();
    await storage.close();
    return { seed, records: records.map(([key, value]) => `${key}:${value[0]}`) };
  };
  const put = (key, value) => ({ store: "records", key, value: new Uint8Array(60_000).fill(value) });
  try {
    await watched(async (disk) => {
      const storage = await provide(folder).open("default", "main", assert.fail);
      const seed = new Uint8Array(32).fill(9);
      await storage.claimIdentity({ publicKey: new Uint8Array(34), seed });
      for (let i = 0; i < 250; i++) {
        await storage.write([put(i % 7, i % 251)], false);
        if (i % 10) continue;
        await storage.write([put(100, i % 251)], true);
        const { records, seed: key } = await found(disk);
        assert.deepEqual(key, seed);
        assert.ok(records.includes(`100:${i % 251}`), `write ${i}: ${records}`);
        assert.ok(records.includes(`${i % 7}:${i % 251}`), `what came before it, ${i}: ${records}`);
      }
      // Else nothing above would have seen a log that is written anew.
      assert.ok(statSync(join(data, "log")).size < 8 << 20);
      await storage.close();
    });
  } finally {
    await rm(root, { recursive: true });
  }
});
