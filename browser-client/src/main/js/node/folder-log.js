import { open, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { SoulgraphError } from "../errors.js";
import {
  decodeHeader,
  encodeEntry,
  encodeHeader,
  encodeKey,
  HEADER_BYTES,
  operationBytes,
  readEntries,
} from "./folder-entries.js";
import { replaceFile } from "./replace-file.js";

/**
 * @typedef {import("node:fs/promises").FileHandle} FileHandle
 * @typedef {import("../ports.js").Operation} Operation
 * @typedef {import("../ports.js").StoreName} StoreName
 * @typedef {{ at: number, length: number }} Place of a value in the file
 * @typedef {Record<StoreName, Map<number | string, Place>>} Places
 */

const NAME = "log";
/** So much is written anew for whatever is dead in it, and not before it is as much. */
const SMALL_BYTES = 4 << 20;
/** What was deleted or replaced leaves the disk about so long after. */
const TIDY_MS = 60_000;
/** Of a log that is written anew, about so much is in memory at a time. */
const BATCH_BYTES = 1 << 20;

/**
 * All pairs of a database in one file that grows at its end. Each write is one entry, so it is
 * there whole or not at all: what a crash has torn doesn't agree with its checksum, and is cut off
 * with what comes after it. Nothing of that was acknowledged, for an acknowledged write has forced
 * everything before it to the disk.
 *
 * What is deleted or replaced goes when the file is written anew: after a while, and when the log
 * is opened, if it is small or a fifth of it is dead; else when half of it is.
 */
export class FolderLog {
  #folder;
  #network;
  /** @type {Places} */
  #places = nothing();
  #loaded = /** @type {import("../ports.js").Loaded} */ ({ records: [], pending: [], meta: [] });
  /** @type {FileHandle | undefined} */
  #file;
  #size = HEADER_BYTES;
  /** What the file's pairs would take if it were written anew. */
  #live = 0;
  /** Whether anything in the file is dead. */
  #stale = false;
  #smallBytes;
  #tidyMs;
  /** Where the file last failed to be written anew, that waits until it is twice as long. */
  #patienceBytes = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /**
   * @param {string} folder
   * @param {string} network
   * @param {number} smallBytes
   * @param {number} tidyMs
   */
  constructor(folder, network, smallBytes, tidyMs) {
    this.#folder = folder;
    this.#network = network;
    this.#smallBytes = smallBytes;
    this.#tidyMs = tidyMs;
  }

  /**
   * @param {string} folder
   * @param {string} network
   * @param {number} [smallBytes]
   * @param {number} [tidyMs]
   */
  static async open(folder, network, smallBytes = SMALL_BYTES, tidyMs = TIDY_MS) {
    const log = new FolderLog(folder, network, smallBytes, tidyMs);
    await unlink(`${log.#path}.new`).catch(() => {}); // a crash may have left it
    const content = await readFile(log.#path).catch((error) => {
      if (error.code !== "ENOENT") throw error;
    });
    if (content) await log.#read(content);
    else await log.#rewrite();
    await log.#tidy();
    return log;
  }

  /** What was there when it was opened; asked for once. */
  load() {
    const loaded = this.#loaded;
    this.#loaded = { records: [], pending: [], meta: [] };
    return loaded;
  }

  /**
   * @param {Operation[]} operations
   * @param {boolean} strict
   */
  write(operations, strict) {
    return this.#inTurn(async () => {
      if (operations.length > 0) await this.#write(operations, strict);
      if (this.#size > Math.max(this.#smallBytes, 2 * this.#live)) await this.#compact();
      if (this.#stale) this.#timer ??= setTimeout(() => this.#tidyInTurn(), this.#tidyMs).unref();
    });
  }

  close() {
    clearTimeout(this.#timer);
    return this.#inTurn(() => this.#close());
  }

  get #path() {
    return join(this.#folder, NAME);
  }

  /**
   * @template T
   * @param {() => Promise<T>} job
   * @returns {Promise<T>}
   */
  #inTurn(job) {
    const done = this.#last.then(job);
    this.#last = done.catch(() => {});
    return done;
  }

  async #close() {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  /**
   * @param {Operation[]} operations
   * @param {boolean} strict
   */
  async #write(operations, strict) {
    const file = this.#file;
    if (!file) throw new SoulgraphError("storage-unavailable", "a folder's log is open", this.#path);
    const start = this.#size;
    const entry = encodeEntry(operations, (operation, bytes, at) =>
      this.#place(operation, bytes, start + at),
    );
    await writeAll(file, entry, start);
    if (strict) await file.datasync();
    this.#size += entry.length;
  }

  /** @param {Buffer} content */
  async #read(content) {
    const { base, network } = decodeHeader(content, this.#path);
    if (network !== this.#network)
      throw new SoulgraphError("network-mismatch", "the folder is another network's", network);
    const values = { records: new Map(), pending: new Map(), meta: new Map() };
    this.#size = readEntries(content, (operation, bytes, at) => {
      const { store, key, value } = operation;
      this.#place(operation, bytes, at);
      if (value) values[store].set(key, value);
      else values[store].delete(key);
    });
    // A crash can't have torn what was on the disk before: that the disk itself has lost.
    if (this.#size < base)
      throw new SoulgraphError("data-unreadable", "a log agrees with its checksums", this.#path);
    this.#loaded = {
      records: [...values.records],
      pending: [...values.pending],
      meta: [...values.meta],
    };
    this.#file = await open(this.#path, "r+");
    if (this.#size < content.length) {
      await this.#file.truncate(this.#size);
      await this.#file.sync();
    }
  }

  /**
   * @param {Operation} operation
   * @param {number} bytes
   * @param {number} at
   */
  #place({ store, key, value }, bytes, at) {
    const places = this.#places[store];
    const old = places.get(key);
    if (old) this.#live -= operationBytes(encodeKey(key).length, old.length);
    if (old || !value) this.#stale = true;
    if (value) {
      places.set(key, { at, length: value.length });
      this.#live += bytes;
    } else {
      places.delete(key);
    }
  }

  #tidyInTurn() {
    this.#timer = undefined;
    // Where it leaves no file open, the next write says so.
    this.#inTurn(() => this.#tidy()).catch(() => {});
  }

  async #tidy() {
    const isSmall = this.#live <= this.#smallBytes;
    if (this.#stale && (isSmall || 5 * this.#live < 4 * this.#size)) await this.#compact();
  }

  /** Where there is no room for a second file, the first goes on growing. */
  async #compact() {
    if (!this.#file || this.#size < this.#patienceBytes) return;
    try {
      await this.#rewrite();
      this.#patienceBytes = 0;
    } catch (error) {
      if (!this.#file) throw error;
      this.#patienceBytes = 2 * this.#size;
    }
  }

  /** The old file stays until the new one is whole. */
  async #rewrite() {
    const places = nothing();
    let size = HEADER_BYTES;
    await replaceFile(this.#folder, NAME, async (file) => {
      for await (const operations of this.#batches()) {
        const entry = encodeEntry(operations, ({ store, key, value }, _bytes, at) =>
          places[store].set(key, { at: size + at, length: value?.length ?? 0 }),
        );
        await writeAll(file, entry, size);
        size += entry.length;
      }
      await writeAll(file, encodeHeader(this.#network, size), 0);
      await this.#close(); // Windows doesn't replace a file that is open
    });
    this.#file = await open(this.#path, "r+");
    this.#places = places;
    this.#size = size;
    this.#stale = false;
  }

  async *#batches() {
    /** @type {Operation[]} */
    let batch = [];
    let bytes = 0;
    for (const [store, places] of Object.entries(this.#places)) {
      for (const [key, { at, length }] of places) {
        const value = await readAll(/** @type {FileHandle} */ (this.#file), at, length);
        batch.push({ store: /** @type {StoreName} */ (store), key, value });
        bytes += length;
        if (bytes < BATCH_BYTES) continue;
        yield batch;
        batch = [];
        bytes = 0;
      }
    }
    if (batch.length > 0) yield batch;
  }
}

/** @returns {Places} */
function nothing() {
  return { records: new Map(), pending: new Map(), meta: new Map() };
}

/**
 * @param {FileHandle} file
 * @param {Uint8Array} bytes
 * @param {number} position
 */
async function writeAll(file, bytes, position) {
  for (let at = 0; at < bytes.length; ) {
    at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
  }
}

/**
 * @param {FileHandle} file
 * @param {number} at
 * @param {number} length
 */
async function readAll(file, at, length) {
  const bytes = new Uint8Array(length);
  for (let read = 0; read < length; ) {
    const { bytesRead } = await file.read(bytes, read, length - read, at + read);
    if (bytesRead === 0)
      throw new SoulgraphError("data-unreadable", "a log is as long as it was written", at);
    read += bytesRead;
  }
  return bytes;
}
