import { useCallback, useMemo, useRef, useSyncExternalStore } from "react";
import { listOf, read, watch } from "./source.js";

/** @typedef {import("./source.js").Source} Source */

// On a server, and in a page until what came from there has been taken over.
const unknown = () => undefined;
const nothing = () => () => {};

/** @param {any} ref */
export function useNode(ref) {
  return useCurrent(ref);
}

/** @type {typeof import("../react.js").useStatus} */
export function useStatus(db) {
  return useCurrent(db?.status);
}

/**
 * @param {any} from a database, or the set itself
 * @param {string} [soul]
 */
export function useSet(from, soul) {
  return useKept(useMemo(() => (from && "set" in from ? from.set(soul) : from), [from, soul]));
}

/**
 * @param {any} from a database, or the list itself
 * @param {string} [soul]
 */
export function useList(from, soul) {
  return useKept(useMemo(() => (from && "list" in from ? from.list(soul) : from), [from, soul]));
}

/**
 * @param {any} from a database, or the query itself
 * @param {import("../soulgraph.js").QuerySpec} [spec]
 */
export function useQuery(from, spec) {
  const kept = useEqual(spec);
  return useKept(useMemo(() => (from && "query" in from ? from.query(kept) : from), [from, kept]));
}

/**
 * A source whose value is the same object until it changes.
 *
 * @param {Source | null | undefined} source
 */
function useCurrent(source) {
  const subscribe = useCallback(
    (/** @type {() => void} */ tell) => watch(source, () => tell()),
    [source],
  );
  return useSyncExternalStore(subscribe, () => read(source), unknown);
}

/** @param {Source | null | undefined} source */
function useKept(source) {
  const list = source && listOf(source);
  return useSyncExternalStore(list?.subscribe ?? nothing, list?.get ?? unknown, unknown);
}

/**
 * The first of all equal values: components write their specifications anew with each drawing.
 *
 * @template T
 * @param {T} value
 * @returns {T}
 */
function useEqual(value) {
  const first = useRef(value);
  if (!equal(first.current, value)) first.current = value;
  return first.current;
}

/**
 * Plain objects and lists by what is in them, all else by identity.
 *
 * @param {any} a
 * @param {any} b
 * @returns {boolean}
 */
function equal(a, b) {
  if (Object.is(a, b)) return true;
  if (!isPlain(a) || !isPlain(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}

/** @param {any} value */
function isPlain(value) {
  return Array.isArray(value) || (value && Object.getPrototypeOf(value) === Object.prototype);
}
