import { SoulgraphError } from "./errors.js";

/** @typedef {import("./soulgraph.js").Wait} Wait */

/**
 * Resolves once the check holds; it is asked now and whenever the subscription calls. A check that
 * throws rejects.
 *
 * @param {(fn: () => void) => () => void} subscribe
 * @param {() => boolean} check
 * @param {Wait} [wait]
 * @param {() => boolean} [enough] whether at the end of `timeoutMs` what is there will do
 * @returns {Promise<void>}
 */
export function until(subscribe, check, { signal, timeoutMs } = {}, enough = () => false) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) throw aborted(signal);
    if (check()) return resolve();

    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    /** @param {() => void} settle */
    const end = (settle) => {
      unsubscribe();
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      settle();
    };
    const onAbort = () => end(() => reject(aborted(signal)));
    const unsubscribe = subscribe(() => {
      try {
        if (check()) end(resolve);
      } catch (error) {
        end(() => reject(error));
      }
    });
    signal?.addEventListener("abort", onAbort);
    if (timeoutMs !== undefined && timeoutMs !== Infinity) {
      timer = setTimeout(() => {
        end(
          enough()
            ? resolve
            : () =>
                reject(new SoulgraphError("timeout", "no answer in time", `${timeoutMs} ms`, true)),
        );
      }, timeoutMs);
    }
  });
}

/** @param {AbortSignal | undefined} signal */
function aborted(signal) {
  return new SoulgraphError("aborted", "the caller stopped waiting", signal?.reason?.message);
}
