// A page that holds what one node has, and then meets another one.

import { open } from "/soulgraph.js";

let db;

/** Becomes a replica of the first node. Gives the milliseconds that it took. */
globalThis.fill = async (relay, engine, scope) => {
  db = await open({ relays: [relay], storage: "memory", engine, offline: true });
  const took = await meet(scope, []);
  db.offline = true;
  return took;
};

/**
 * Milliseconds from connecting until the scope is the same as the node's and the souls that were missing are here,
 * whichever takes longer.
 */
globalThis.meet = async (scope, missing) => {
  const began = performance.now();
  db.offline = false;
  await db.synced(scope);
  await Promise.all(missing.map(async (soul) => {
    if (!(await db.get(soul).once({ local: true }))) throw new Error("not here: " + soul);
  }));
  return performance.now() - began;
};
