import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { importSeed } from "../crypto-webcrypto.js";
import { SoulgraphError } from "../errors.js";
import { seedOf } from "../identity.js";
import { FolderLock } from "./folder-lock.js";
import { FolderLog } from "./folder-log.js";
import { makeFolder, replaceFile } from "./replace-file.js";

/**
 * @typedef {import("../ports.js").Storage} Storage
 * @typedef {import("../ports.js").Identity} Identity
 * @typedef {import("../ports.js").Operation} Operation
 */

const FULL = ["ENOSPC", "EDQUOT", "EFBIG"];

/**
 * One database in a folder: `log` with all its pairs, `key` with the author's seed as 64
 * hexadecimal digits, `lock` while a process has it open.
 *
 * @implements {Storage}
 */
export class FolderStorage {
  /** @readonly */
  kind = /** @type {const} */ ("folder");
  #folder;
  #lock;
  #log;
  /** @type {Uint8Array | undefined} */
  #seed;

  /**
   * @param {string} folder
   * @param {FolderLock} lock
   * @param {FolderLog} log
   * @param {Uint8Array} [seed]
   */
  constructor(folder, lock, log, seed) {
    this.#folder = folder;
    this.#lock = lock;
    this.#log = log;
    this.#seed = seed;
  }

  /**
   * @param {string} path
   * @param {string} name
   * @param {string} network
   */
  static async open(path, name, network) {
    const folder = join(resolve(path), fileName(name));
    return named(folder, async () => {
      await makeFolder(folder);
      const lock = await FolderLock.acquire(join(folder, "lock"));
      try {
        const seed = await readSeed(join(folder, "key"));
        return new FolderStorage(folder, lock, await FolderLog.open(folder, network), seed);
      } catch (error) {
        await lock.release();
        throw error;
      }
    });
  }

  async load() {
    return this.#log.load();
  }

  /**
   * @param {Operation[]} operations
   * @param {boolean} strict
   */
  write(operations, strict) {
    return named(this.#folder, () => this.#log.write(operations, strict));
  }

  async readIdentity() {
    const seed = this.#seed;
    return seed && { seed, ...(await importSeed(seed)) };
  }

  /** @param {Identity} candidate */
  async claimIdentity(candidate) {
    const kept = await this.readIdentity();
    if (kept) return kept;
    const seed = await seedOf(candidate);
    await named(this.#folder, () =>
      replaceFile(this.#folder, "key", (file) =>
        file.writeFile(`${Buffer.from(seed).toString("hex")}\n`),
      ),
    );
    this.#seed = seed;
    return candidate;
  }

  /** The same key in a form that only memory can hold. */
  async replaceIdentity() {}

  async close() {
    // What was acknowledged is on the disk by now, so that nothing is left to fail.
    await this.#log.close().catch(() => {});
    await this.#lock.release();
  }
}

/**
 * Any name becomes one that every file system has, and that no other name becomes, where letters'
 * case doesn't count either.
 *
 * @param {string} name
 */
function fileName(name) {
  const bytes = new TextEncoder().encode(name);
  const escaped = Array.from(bytes, (byte) =>
    /[a-z0-9-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).padStart(2, "0")}`,
  ).join("");
  if (escaped.length > 255)
    throw new SoulgraphError("input-invalid", "a folder's name has at most 255 characters", name);
  return escaped;
}

/** @param {string} path */
async function readSeed(path) {
  const text = await readFile(path, "utf8").catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  if (!/^[0-9a-f]{64}\s*$/i.test(text))
    throw new SoulgraphError("identity-invalid", "a key's file holds 64 hexadecimal digits", path);
  return new Uint8Array(Buffer.from(text.trim(), "hex"));
}

/**
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
async function named(folder, action) {
  try {
    return await action();
  } catch (error) {
    if (error instanceof SoulgraphError) throw error;
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    throw FULL.includes(code ?? "")
      ? new SoulgraphError("storage-full", "there is no room for the folder's data", message)
      : new SoulgraphError("storage-unavailable", "the folder can be used", message || folder);
  }
}
