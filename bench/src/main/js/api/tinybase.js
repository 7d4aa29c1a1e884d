// A row for each node; its persister for IndexedDB keeps it.
import { createStore } from "tinybase";
import { createIndexedDbPersister } from "tinybase/persisters/persister-indexed-db";
import { measure } from "./measure.js";

let store;
let persister;

measure({
  async open(kept) {
    store = createStore();
    persister = kept ? createIndexedDbPersister(store, "bench") : null;
    await persister?.load();
  },
  put(soul, record) {
    store.setPartialRow("people", soul, record);
  },
  async done() {},
  read(souls, key) {
    let length = 0;
    for (const soul of souls) length += store.getCell("people", soul, key).length;
    return length;
  },
  watch(soul, fn) {
    const listener = store.addRowListener("people", soul, () =>
      fn(store.getCell("people", soul, "name")),
    );
    return () => store.delListener(listener);
  },
  first: async (soul, key) => store.getCell("people", soul, key),
  saved: () => persister.save(),
  async close() {
    await persister?.destroy();
  },
});
