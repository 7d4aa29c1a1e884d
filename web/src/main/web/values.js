/** What a property holds, and how people type and read it. Pure: knows neither the page nor the database. */

/** A handle on another node: what reading a link gives. */
export function isLink(value) {
  return typeof value === "object" && value !== null && typeof value.soul === "string";
}

/** One of `link`, `text`, `number`, `boolean`, `bytes`, `opaque`. */
export function kindOf(value) {
  if (isLink(value)) return "link";
  if (value instanceof Uint8Array) return "bytes";
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  return "opaque";
}

/** Whether two values read the same, links by what they point to. */
export function sameValue(a, b) {
  if (isLink(a) && isLink(b)) return a.soul === b.soul;
  return a === b;
}

export function lastSegment(soul) {
  return soul.slice(soul.lastIndexOf("/") + 1);
}

export function parentSoul(soul) {
  const cut = soul.lastIndexOf("/");
  return cut < 0 ? "" : soul.slice(0, cut);
}

/** A value as one line of text. */
export function formatValue(value) {
  switch (kindOf(value)) {
    case "link":
      return value.soul;
    case "bytes":
      return `${count(value.length, "byte")} · ${base64url(value.subarray(0, 24))}${value.length > 24 ? "…" : ""}`;
    case "opaque":
      return `a kind this release doesn't know (${count(value?.cbor?.length ?? 0, "byte")})`;
    default:
      return String(value);
  }
}

/**
 * Reads what somebody typed for a new property, by the command line's rules: `@soul` is a link, what parses as a
 * JSON scalar is that scalar, anything else is text. Quotes force text: `"42"`.
 *
 * @returns {{kind: string, value?: string | number | boolean, soul?: string}} `soul` for links, else `value`
 */
export function parseTyped(typed) {
  if (typed.startsWith("@") && typed.length > 1) return { kind: "link", soul: typed.slice(1) };
  const scalar = jsonScalar(typed);
  return scalar === undefined
    ? { kind: "text", value: typed }
    : { kind: kindOf(scalar), value: scalar };
}

/** Reads an edit of a property that keeps its kind; undefined where the text doesn't fit it. */
export function parseAs(kind, typed) {
  if (kind === "text") return typed;
  const scalar = jsonScalar(typed.trim());
  return kindOf(scalar) === kind ? scalar : undefined;
}

/** A string, number or boolean in JSON; undefined for all else (null is no value: it deletes). */
export function jsonScalar(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === "number") return lawfulNumber(text, value) ? value : undefined;
    return typeof value === "string" || typeof value === "boolean" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How a set spells a plain value as a key: its JSON, with what keys can't hold escaped. */
export function elementKey(value) {
  return JSON.stringify(value).replace(
    /[\x7f-\x9f]/g,
    (c) => `\\u00${c.charCodeAt(0).toString(16)}`,
  );
}

/** An integer beyond what a double can hold would silently change; it stays text. */
function lawfulNumber(text, value) {
  const integer = /^-?\d+$/.test(text.trim());
  return (
    Number.isFinite(value) && !Object.is(value, -0) && (!integer || Number.isSafeInteger(value))
  );
}

/** `z6MkhaXg…t2Vq`: enough to tell two keys apart. */
export function shortKey(key) {
  return key.length > 16 ? `${key.slice(0, 8)}…${key.slice(-4)}` : key;
}

const NUMBERS = new Intl.NumberFormat("en");

export function count(number, noun, plural = `${noun}s`) {
  return `${NUMBERS.format(number)} ${number === 1 ? noun : plural}`;
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
