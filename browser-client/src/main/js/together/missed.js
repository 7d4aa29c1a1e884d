/**
 * What other tabs have written into the storage that all share.
 *
 * @param {IDBDatabase} database
 * @param {ReadonlySet<number>} known the keys of the records that needn't be read
 * @param {boolean} raise the epoch: who led until now can't write any more
 * @returns {Promise<import("../ports.js").Missed>}
 */
export async function readMissed(database, known, raise) {
  const transaction = database.transaction(
    ["records", "pending", "meta", "identity"],
    raise ? "readwrite" : "readonly",
  );
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  const [records, pending, meta, identity] = /** @type {const} */ ([
    transaction.objectStore("records"),
    transaction.objectStore("pending"),
    transaction.objectStore("meta"),
    transaction.objectStore("identity"),
  ]);
  const epoch = ((await answer(identity.get("epoch"))) ?? 0) + Number(raise);
  if (raise) identity.put(epoch, "epoch");
  const keys = /** @type {number[]} */ (await answer(records.getAllKeys()));
  const missing = keys.filter((key) => !known.has(key));
  /** @type {[number, Uint8Array | null][]} */
  const read = await Promise.all(
    missing.map(async (key) => /** @type {[number, any]} */ ([key, await answer(records.get(key))])),
  );
  const there = new Set(keys);
  for (const key of known) if (!there.has(key)) read.push([key, null]);
  const rest = await Promise.all([entries(pending), entries(meta)]);
  await done;
  return { epoch, records: read, pending: rest[0], meta: rest[1] };
}

/**
 * @param {IDBObjectStore} store
 * @returns {Promise<[any, Uint8Array][]>}
 */
async function entries(store) {
  const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
  return keys.map((key, index) => [key, values[index]]);
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
