import { newId } from "./places.js";

const NAME_BYTES = 8;

/**
 * What tells this one's part of a counter from all others': two that wrote the same property would
 * overwrite each other's sum. It is a name that no other browser has, even with the same key, and,
 * as several tabs share that, a number of which each tab holds one for as long as it lives: so there
 * are as many parts as there ever were tabs at once, and not one for each visit.
 *
 * @param {import("../session.js").Session} session
 * @param {Promise<void>} closed
 * @returns {Promise<string>}
 */
export async function claimReplica({ store }, closed) {
  const locks = globalThis.navigator?.locks;
  // The nonce that this browser's copy of the key was wrapped with: random, and kept with it.
  const { wrapped } = (await store.readIdentity()) ?? {};
  if (!locks || !wrapped || store.kind === "memory") return newId();
  const name = [...wrapped.subarray(0, NAME_BYTES)].map(twoDigits).join("");
  for (let number = 0; ; number++) {
    const replica = `${name}g${number}`;
    const claimed = await new Promise((resolve) => {
      const held = locks.request(`soulgraph replica ${replica}`, { ifAvailable: true }, (lock) => {
        resolve(!!lock);
        return lock ? closed : undefined;
      });
      held.catch(() => resolve(false));
    });
    if (claimed) return replica;
  }
}

/** @param {number} byte */
const twoDigits = (byte) => byte.toString(16).padStart(2, "0");
