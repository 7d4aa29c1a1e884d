// What the cases-*.js share: each case is run alone, in a fresh page, with both engines.
import { open, SoulgraphError } from "./soulgraph.js";

/** @param {Record<string, (open: typeof import("./soulgraph.js").open) => Promise<void>>} all */
export function cases(all) {
  globalThis.names = Object.keys(all);
  globalThis.run = (name, engine) => all[name]((options) => open({ engine, ...options }));
}

export function is(actual, expected) {
  const [a, e] = [actual, expected].map((value) => JSON.stringify(value));
  if (a !== e) throw new Error(`${a} is not ${e}`);
}

/** The code that a call is refused with. */
export async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return error instanceof SoulgraphError ? error.code : String(error);
  }
  return "nothing";
}

/** Resolves with what an observer is called with once that fits. */
export const seen = (observable, fits) =>
  new Promise((resolve) => {
    const stop = observable.on((value) => {
      if (!fits(value)) return;
      queueMicrotask(() => stop());
      resolve(value);
    });
  });

export const turn = () => new Promise((resolve) => setTimeout(resolve));

/** Resolves once the check holds; what is loaded when it is first used takes a while. */
export async function until(check) {
  while (!check()) await turn();
}
