// Values, souls, keys, changes and their ids (sections 2, 3 and 7), and who may write when.
import { createHash } from "node:crypto";
import { BYTES, MAP, Reader, Refusal, SIMPLE, TAG, TEXT, UINT, encode, refuse } from "./cbor.mjs";

const DOMAIN = "soulgraph/leaf";
const MAX_STATE = (1n << 63n) - 1n;
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

export const sha256 = (...parts) => {
  const hash = createHash("sha256");
  parts.forEach((part) => hash.update(part));
  return hash.digest();
};

/** The 34 bytes of a key as text, like did:key. */
export function authorText(multicodec) {
  let text = "";
  for (let n = BigInt(`0x${Buffer.from(multicodec).toString("hex")}`); n > 0n; n /= 58n) {
    text = BASE58[Number(n % 58n)] + text;
  }
  return `z${text}`;
}

export function checkAuthor(bytes) {
  if (bytes.length !== 34 || bytes[0] !== 0xed || bytes[1] !== 0x01) {
    refuse("author-invalid", "an author is ed01 and 32 bytes");
  }
  return bytes;
}

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

function checkName(code, text, maxBytes) {
  const bytes = Buffer.byteLength(text);
  if (bytes === 0 || bytes > maxBytes || CONTROL.test(text)) refuse(code, "length or characters");
  return text;
}

export function checkSoul(text) {
  checkName("soul-invalid", text, 512);
  const segments = text.split("/");
  const expiring = segments.filter((each) => each.startsWith("!"));
  if (segments.length > 16 || segments.includes("")) refuse("soul-invalid", "segments");
  if (expiring.length > 1 || expiring.some((each) => !/^![0-9]{13}$/.test(each))) {
    refuse("soul-invalid", "one expiry of 13 digits");
  }
  return text;
}

export function checkKey(kind, key) {
  if (kind > 1) refuse("unsupported", "kinds 0 and 1 are known");
  if (kind === 0) checkName("key-invalid", key, 640);
  else if (key !== "") refuse("key-invalid", "an erase's key is empty");
  return key;
}

export function checkKeyOwner(key, author) {
  if (key.startsWith("~") && key.split("/")[0] !== `~${authorText(author)}`) {
    refuse("key-not-own", "a ~KEY key is KEY's");
  }
}

/** Reads a value: its bytes and its kind. */
export function readValue(reader) {
  const { major, initial } = reader;
  const bytes = reader.item(16, true);
  if (bytes.length > 65536) refuse("value-too-large", "a value has at most 64 KiB");
  return { bytes, kind: kindOf(major, initial, bytes) };
}

function kindOf(major, initial, bytes) {
  if (major === TEXT) return "text";
  if (major === BYTES) return "bytes";
  if (major === TAG) return isLink(bytes) ? "link" : "opaque";
  if (major !== SIMPLE) return "opaque";
  if (initial === 0xf4 || initial === 0xf5) return "bool";
  return initial === 0xf6 ? "null" : initial >= 0xf9 ? "number" : "opaque";
}

function isLink(bytes) {
  const reader = new Reader(bytes);
  if (reader.head().argument !== 39n || reader.major !== TEXT) return false;
  return lawful(() => checkSoul(reader.text()));
}

export function lawful(check) {
  try {
    check();
    return true;
  } catch (e) {
    if (e instanceof Refusal) return false;
    throw e;
  }
}

/** Reads an extension map and returns its bytes. */
export function readExtensions(reader) {
  const start = reader.at;
  if (reader.major !== MAP) refuse("extensions-invalid", "extensions are a map");
  const pairs = reader.count(reader.head().argument);
  if (pairs > 16) refuse("extensions-invalid", "at most 16 entries");
  for (let i = 0, last = -1n; i < pairs; i++) {
    const { major, argument } = reader.head();
    if (major !== UINT || argument >= 1n << 32n) refuse("extensions-invalid", "keys below 2^32");
    if (argument <= last) refuse("not-canonical", "keys ascend");
    if (argument % 2n === 0n) refuse("unsupported", "a critical extension is known");
    last = argument;
    reader.item(63, false);
  }
  if (reader.at - start > 4096) refuse("extensions-invalid", "at most 4 KiB");
  return reader.bytes.subarray(start, reader.at);
}

export function readState(reader) {
  const { major, argument } = reader.head();
  if (major !== UINT || argument > MAX_STATE) refuse("state-invalid", "a state is below 2^63");
  return argument;
}

export function checkReach(kind, value) {
  if (kind === 1 && value.kind !== "null" && value.bytes[0] !== 0xf5) {
    refuse("value-invalid", "an erase's value is null or true");
  }
}

/** Reads a change that stands alone. */
export function decodeChange(bytes) {
  if (bytes.length > 73728) refuse("change-too-large", "a change has at most 72 KiB");
  const reader = new Reader(bytes);
  reader.arrayOf(9);
  if (reader.text() !== DOMAIN) refuse("frame-malformed", `a change begins with ${DOMAIN}`);
  if (reader.uint(MAX_STATE) !== 1n) refuse("unsupported", "version 1 is known");
  const kind = Number(reader.uint(MAX_STATE));
  if (kind > 1) refuse("unsupported", "kinds 0 and 1 are known");
  const author = checkAuthor(reader.byteString());
  const state = readState(reader);
  const soul = checkSoul(reader.text());
  const key = checkKey(kind, reader.text());
  const value = readValue(reader);
  const extensions = readExtensions(reader);
  reader.finish();
  checkReach(kind, value);
  return { kind, author, state, soul, key, value, extensions, id: idOf(bytes) };
}

/** A change's canonical bytes; value and extensions are encoded already. */
export function encodeChange({ kind, author, state, soul, key, value, extensions }) {
  const head = [DOMAIN, 1, kind, author, state, soul, key].map(encode);
  return Buffer.concat([Buffer.of(0x89), ...head, value.bytes, extensions]);
}

/** The RFC 6962 leaf hash. */
export const idOf = (bytes) => sha256(Buffer.of(0), bytes);

/** What becomes of a well-formed change at a wall clock: "merged", "deferred", or it is refused. */
export function judge(change, nowMs) {
  const first = change.soul.split("/")[0];
  if (first.startsWith("~")) {
    if (first !== `~${authorText(change.author)}`) refuse("not-owner", "~KEY is KEY's");
  } else if (/^[\u0000-\u007f]/.test(first) && !/^[A-Za-z0-9]/.test(first)) {
    refuse("space-reserved", "punctuation is reserved");
  } else if (change.kind === 1) {
    refuse("not-owner", "only in ~KEY is anything erased");
  }
  const expiry = change.soul.split("/").find((each) => each.startsWith("!"));
  if (expiry !== undefined && BigInt(expiry.slice(1)) <= nowMs) refuse("expired", "a soul lives");
  const aheadMs = (change.state >> 16n) - nowMs;
  if (aheadMs > 600_000n) refuse("future", "at most 10 min ahead");
  return aheadMs > 5_000n ? "deferred" : "merged";
}
