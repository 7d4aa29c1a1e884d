import { checkFunction, report } from "./errors.js";

/**
 * Calls `fn` with what `read` gives: in a microtask, if it is known by then, and whenever it
 * differs from the last time.
 *
 * @template T
 * @param {() => T} read
 * @param {(value: T) => void} fn
 * @param {(look: () => import("./turns.js").Call) => () => void} start subscribes `look` to whatever
 *   may change the answer
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
    return () => {
      try {
        if (!stopped) fn(value);
      } catch (error) {
        report(error);
      }
    };
  };
  return lifetime(start(look), () => (stopped = true), look, signal);
}

/**
 * @param {() => void} unsubscribe
 * @param {() => void} stopped
 * @param {() => import("./turns.js").Call} look
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
  queueMicrotask(() => done || look()?.());
  return stop;
}

/**
 * Watching that begins when what it needs has been loaded.
 *
 * @template T
 * @param {Promise<T>} loading
 * @param {unknown} fn what the application gave
 * @param {(loaded: T) => () => void} start
 * @param {{ signal?: AbortSignal }} [options]
 */
export function watchLater(loading, fn, start, { signal } = {}) {
  checkFunction(fn);
  if (signal?.aborted) return () => {};
  let stopped = false;
  let leave = () => {};
  loading
    .then((loaded) => {
      if (!stopped) leave = start(loaded);
    })
    .catch((error) => {
      if (error.code !== "closed") report(error); // while it was loaded: nothing is left to watch
    });
  return lifetime(
    () => leave(),
    () => (stopped = true),
    () => {},
    signal,
  );
}
