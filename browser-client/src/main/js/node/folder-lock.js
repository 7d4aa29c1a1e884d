import { open, readFile, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { SoulgraphError } from "../errors.js";

/**
 * @typedef {object} Holder
 * @property {number} pid
 * @property {string} host
 * @property {string} started tells processes apart that had the same number, where it is known
 */

/**
 * A file that says which process has a folder open. Node can't lock files as the system can, so a
 * lock whose process has ended is recognised by that, and taken over.
 */
export class FolderLock {
  #path;

  /** @param {string} path */
  constructor(path) {
    this.#path = path;
  }

  /** @param {string} path */
  static async acquire(path) {
    const own = await describe(process.pid);
    if (!(await create(path, own))) await takeOver(path, own);
    return new FolderLock(path);
  }

  /** Never rejects: a lock that can't be removed is stale once this process ends. */
  async release() {
    await unlink(this.#path).catch(() => {});
  }
}

/**
 * Only who has the second file removes a stale lock, or two would find the same one stale, and the
 * slower remove the lock of the quicker.
 *
 * @param {string} path
 * @param {Holder} own
 */
async function takeOver(path, own) {
  if (!(await isStale(await read(path), own))) throw await inUse(path);
  const guard = `${path}.takeover`;
  if (!(await create(guard, own))) throw await inUse(guard);
  try {
    if (await isStale(await read(path), own)) await unlink(path);
    if (!(await create(path, own))) throw await inUse(path);
  } finally {
    await unlink(guard);
  }
}

/**
 * @param {string} path
 * @param {Holder} own
 */
async function create(path, own) {
  let file;
  try {
    file = await open(path, "wx", 0o600);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
  try {
    await file.writeFile(JSON.stringify(own));
  } finally {
    await file.close();
  }
  return true;
}

/** @param {string} path */
async function read(path) {
  return readFile(path, "utf8").catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}

/**
 * @param {string | undefined} text
 * @param {Holder} own
 */
async function isStale(text, own) {
  /** @type {Holder} */
  let holder;
  try {
    holder = JSON.parse(text ?? "");
  } catch {
    return false; // perhaps only half written yet
  }
  if (holder?.host !== own.host || !Number.isInteger(holder.pid)) return false;
  if (!isRunning(holder.pid)) return true;
  const { started } = await describe(holder.pid);
  return holder.started !== "" && started !== "" && holder.started !== started;
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * @param {number} pid
 * @returns {Promise<Holder>}
 */
async function describe(pid) {
  let started = "";
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The 22nd field; the second is a name in brackets that may hold anything.
    started = `${boot.trim()} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    // Linux alone tells it.
  }
  return { pid, host: hostname(), started };
}

/** @param {string} path */
async function inUse(path) {
  return new SoulgraphError(
    "data-in-use",
    "one process at a time has a folder open; if it has ended, remove the file",
    `${path}: ${await read(path)}`,
  );
}
