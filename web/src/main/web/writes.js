/** Every write of this page goes through here, so that one that a relay refuses can be tried again. */

/** Only this page's own writes can be repeated; the database remembers receipts, not intentions. */
const REMEMBERED_MAX = 500;

export function createWrites(db) {
  const repeatable = new Map();

  async function commit(write) {
    const receipt = await db.commit(write);
    repeatable.set(receipt.id, write);
    if (repeatable.size > REMEMBERED_MAX) repeatable.delete(repeatable.keys().next().value);
    return receipt;
  }

  return {
    commit,
    put: (soul, patch) => commit((tx) => tx.put(db.get(soul), patch)),
    link: (soul, key, target) => commit((tx) => tx.put(db.get(soul), { [key]: db.get(target) })),
    add: (set, value) => commit((tx) => tx.add(db.set(set), value)),
    remove: (set, value) => commit((tx) => tx.remove(db.set(set), value)),
    /** Deletes all properties of these nodes: what is left of a node without any is nothing. */
    clear: (snapshots) =>
      commit((tx) => {
        for (const snapshot of snapshots) {
          const patch = Object.fromEntries(Object.keys(snapshot).map((key) => [key, null]));
          tx.put(db.get(snapshot.$soul), patch);
        }
      }),
    /** Writes what these snapshots hold, links and bytes included, as new changes. */
    restore: (snapshots) =>
      commit((tx) =>
        snapshots.forEach((snapshot) => tx.put(db.get(snapshot.$soul), { ...snapshot })),
      ),
    canRepeat: (receipt) => repeatable.has(receipt.id),
    async repeat(receipt) {
      await commit(repeatable.get(receipt.id));
      await receipt.drop();
    },
    node: (soul) => db.get(soul),
  };
}
