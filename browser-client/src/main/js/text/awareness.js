import {
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from "y-protocols/awareness";

/**
 * Who else has a document open, and where their cursors are, by presence: `[client, clock, state]`.
 *
 * @param {import("y-protocols/awareness").Awareness} awareness
 * @param {import("../soulgraph.js").Presence} presence
 * @returns {() => void} ends it
 */
export function share(awareness, presence) {
  const { clientID } = awareness;
  /** @type {Map<string, number>} a client's number by who has taken it first */
  const clients = new Map();

  const tell = () => {
    const state = awareness.getLocalState();
    const clock = awareness.meta.get(clientID)?.clock ?? 0;
    try {
      if (state) presence.set([clientID, clock, state]);
      else presence.leave();
    } catch {
      // More than a presence holds, or the database is closed: others see what was told before.
    }
  };

  /** @param {readonly import("../collections.js").Present[]} present */
  const hear = (present) => {
    const here = new Set();
    for (const { author, instance, value, own } of present) {
      if (own || !isState(value)) continue;
      const [client, clock, state] = value;
      const who = author + instance;
      const known = clients.get(who) ?? client;
      // Nobody moves another's cursor.
      const taken = [...clients].some(([other, number]) => number === client && other !== who);
      if (client === clientID || known !== client || taken) continue;
      clients.set(who, client);
      here.add(who);
      const said = { states: new Map([[client, state]]), meta: new Map([[client, { clock }]]) };
      const update = encodeAwarenessUpdate(/** @type {any} */ (said), [client]);
      applyAwarenessUpdate(awareness, update, presence);
    }
    for (const [who, client] of clients) {
      if (here.has(who)) continue;
      clients.delete(who);
      removeAwarenessStates(awareness, [client], presence);
    }
  };

  /** @param {Record<"added" | "updated" | "removed", number[]>} changes */
  const updated = ({ added, updated, removed }) => {
    if ([...added, ...updated, ...removed].includes(clientID)) tell();
  };
  awareness.on("update", updated);
  const stop = presence.on(hear);
  tell();
  return () => {
    stop();
    awareness.off("update", updated);
    removeAwarenessStates(awareness, [...clients.values(), clientID], presence);
    try {
      presence.leave();
    } catch {
      // The database is closed, and its connections have ended.
    }
  };
}

/**
 * @param {unknown} value what somebody says
 * @returns {value is [number, number, object]}
 */
function isState(value) {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [client, clock, state] = value;
  const whole = [client, clock].every((number) => Number.isSafeInteger(number) && number >= 0);
  return whole && typeof state === "object" && state !== null;
}
