import { checkFunction, report } from "./errors.js";

/**
 * Calls `fn` with what `read` gives: in a microtask, if it is known by then, and whenever it
 * differs from the last time.
 *
 * @template T
 * @param {() => T} read
 * @param {(value: T) => void} fn
 * @param {(look: () => void) => () => void} start subscribes `look` to whatever may change the
 * answer
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {() => void}
 */
export function watch(read, fn, start, { signal } = {}) {
  checkFunction(fn);
  if (signal?.aborted) return () => {};
  let stopped = false;
  /** @type {T | undefined} */
  let last;
  const look = () => {
    if (stopped) return;
    const value = read();
    if (value === last) return;
    last = value;
    try {
      fn(value);
    } catch (error) {
      report(error);
    }
  };
  return lifetime(start(look), () => (stopped = true), look, signal);
}

/**
 * @param {() => void} unsubscribe
 * @param {() => void} stopped
 * @param {() => void} look
 * @param {AbortSignal | undefined} signal
 */
export function lifetime(unsubscribe, stopped, look, signal) {
  let done = false;
  const stop = () => {
    if (done) return;
    done = true;
    signal?.removeEventListener("abort", stop);
    stopped();
    unsubscribe();
  };
  signal?.addEventListener("abort", stop);
  queueMicrotask(() => done || look());
  return stop;
}
