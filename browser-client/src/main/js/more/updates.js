/**
 * The values that a source's `on` would be called with, one after the other. Who takes their time
 * gets the latest and not those before it.
 *
 * @template T
 * @param {(fn: (value: T) => void) => () => void} on
 * @param {{ signal?: AbortSignal }} [options] what ends it
 * @returns {AsyncGenerator<T, void, void>}
 */
export async function* updates(on, { signal } = {}) {
  /** @type {T[]} */
  let latest = [];
  let wake = () => {};
  const end = () => wake();
  const stop = on((value) => {
    latest = [value];
    wake();
  });
  signal?.addEventListener("abort", end);
  try {
    while (!signal?.aborted) {
      if (latest.length > 0) yield /** @type {T} */ (latest.pop());
      else await new Promise((resolve) => (wake = () => resolve(undefined)));
    }
  } finally {
    signal?.removeEventListener("abort", end);
    stop();
  }
}
