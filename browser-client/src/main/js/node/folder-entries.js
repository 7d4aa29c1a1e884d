/**
 * The bytes of a folder's log.
 *
 *     log       = header entry*
 *     header    = "soulgraph folder" version:uint32 base:uint64 network:32*uint8 checksum
 *     entry     = size:uint32 checksum body
 *     body      = operation+
 *     operation = store:uint8 key-size:uint16 key length:uint32 value
 *
 * `checksum` is the first 8 bytes of SHA-256, in the header of what is before it, in an entry of
 * its body. `base` is where the part ends that was on the disk before the file got its name. A key
 * is 8 bytes of a float where the store's keys are numbers, else UTF-8. A length of 2^32 - 1
 * deletes. Numbers are big-endian.
 */
import { createHash } from "node:crypto";
import { SoulgraphError } from "../errors.js";

/**
 * @typedef {import("../ports.js").Operation} Operation
 * @typedef {import("../ports.js").StoreName} StoreName
 */

const MAGIC = "soulgraph folder";
const VERSION = 1;
const NETWORK_BYTES = 32;
const CHECKSUM_BYTES = 8;
const SUMMED_BYTES = MAGIC.length + 4 + 8 + NETWORK_BYTES;
export const HEADER_BYTES = SUMMED_BYTES + CHECKSUM_BYTES;
const ENTRY_BYTES = 4 + CHECKSUM_BYTES;
const DELETED = 0xffff_ffff;
/** @type {StoreName[]} */
const STORES = ["records", "pending", "meta"];

/**
 * @param {string} network
 * @param {number} base
 */
export function encodeHeader(network, base) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC);
  let at = header.writeUInt32BE(VERSION, MAGIC.length);
  at = header.writeBigUInt64BE(BigInt(base), at);
  header.write(network, at);
  checksum(header.subarray(0, SUMMED_BYTES)).copy(header, SUMMED_BYTES);
  return header;
}

/**
 * @param {Buffer} log
 * @param {string} path
 */
export function decodeHeader(log, path) {
  const damaged = (/** @type {string} */ why) =>
    new SoulgraphError("data-unreadable", `a folder's log ${why}`, path);
  if (log.toString("latin1", 0, MAGIC.length) !== MAGIC) throw damaged("begins with its name");
  if (log.length < HEADER_BYTES) throw damaged("has a header");
  const version = log.readUInt32BE(MAGIC.length);
  if (version > VERSION)
    throw new SoulgraphError("data-too-new", "a newer version has written the folder", path);
  if (!matches(log, SUMMED_BYTES, log.subarray(0, SUMMED_BYTES)))
    throw damaged("has a header that agrees with its checksum");
  const base = Number(log.readBigUInt64BE(MAGIC.length + 4));
  const network = log.toString("latin1", MAGIC.length + 12, SUMMED_BYTES).replace(/\0+$/, "");
  return { base, network };
}

/**
 * @typedef {(operation: Operation, bytes: number, valueAt: number) => void} Receive an operation,
 *   what it takes in the log, and where its value begins
 */

/**
 * @param {Operation[]} operations at least one
 * @param {Receive} placed with places from the entry's beginning
 */
export function encodeEntry(operations, placed) {
  const keys = operations.map(({ key }) => encodeKey(key));
  let size = ENTRY_BYTES;
  operations.forEach(({ value }, i) => {
    size += operationBytes(/** @type {Buffer} */ (keys[i]).length, value?.length ?? 0);
  });
  const entry = Buffer.alloc(size);
  let at = ENTRY_BYTES;
  operations.forEach((operation, i) => {
    const { store, value } = operation;
    const key = /** @type {Buffer} */ (keys[i]);
    at = entry.writeUInt8(STORES.indexOf(store), at);
    at = entry.writeUInt16BE(key.length, at);
    at += key.copy(entry, at);
    at = entry.writeUInt32BE(value ? value.length : DELETED, at);
    placed(operation, operationBytes(key.length, value?.length ?? 0), at);
    if (value) entry.set(value, at);
    at += value?.length ?? 0;
  });
  entry.writeUInt32BE(size - ENTRY_BYTES);
  checksum(entry.subarray(ENTRY_BYTES)).copy(entry, 4);
  return entry;
}

/**
 * @param {number} keyBytes
 * @param {number} valueBytes
 */
export function operationBytes(keyBytes, valueBytes) {
  return 1 + 2 + keyBytes + 4 + valueBytes;
}

/**
 * Hands on every operation up to the first entry that isn't whole.
 *
 * @param {Buffer} log
 * @param {Receive} receive
 * @returns {number} where the last whole entry ends
 */
export function readEntries(log, receive) {
  let at = HEADER_BYTES;
  while (at + ENTRY_BYTES < log.length) {
    const start = at + ENTRY_BYTES;
    const end = start + log.readUInt32BE(at);
    if (end > log.length || !matches(log, at + 4, log.subarray(start, end))) break;
    for (let next = start; next < end; ) next = readOperation(log, next, receive);
    at = end;
  }
  return at;
}

/**
 * Its bounds were checked when it was written, and the checksum says that it is the same.
 *
 * @param {Buffer} log
 * @param {number} start
 * @param {Receive} receive
 */
function readOperation(log, start, receive) {
  const store = /** @type {StoreName} */ (STORES[log.readUInt8(start)]);
  const keyAt = start + 3;
  const lengthAt = keyAt + log.readUInt16BE(start + 1);
  const key = store === "meta" ? log.toString("utf8", keyAt, lengthAt) : log.readDoubleBE(keyAt);
  const length = log.readUInt32BE(lengthAt);
  const valueAt = lengthAt + 4;
  const end = length === DELETED ? valueAt : valueAt + length;
  const value = length === DELETED ? null : new Uint8Array(log.subarray(valueAt, end));
  receive({ store, key, value }, end - start, valueAt);
  return end;
}

/** @param {number | string} key */
export function encodeKey(key) {
  if (typeof key === "string") return Buffer.from(key);
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(key);
  return bytes;
}

/** @param {Uint8Array} bytes */
function checksum(bytes) {
  return createHash("sha256").update(bytes).digest().subarray(0, CHECKSUM_BYTES);
}

/**
 * @param {Buffer} log
 * @param {number} at
 * @param {Uint8Array} bytes
 */
function matches(log, at, bytes) {
  return checksum(bytes).equals(log.subarray(at, at + CHECKSUM_BYTES));
}
