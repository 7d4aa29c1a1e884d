// A nested map for each node, each put a transaction, as its manual has it; y-indexeddb keeps it.
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { measure } from "./measure.js";

let doc;
let people;
let persistence;

measure({
  async open(kept) {
    doc = new Y.Doc();
    people = doc.getMap("people");
    persistence = kept ? new IndexeddbPersistence("bench", doc) : null;
    await persistence?.whenSynced;
  },
  put(soul, record) {
    doc.transact(() => {
      let node = people.get(soul);
      if (!node) people.set(soul, (node = new Y.Map()));
      for (const [key, value] of Object.entries(record)) node.set(key, value);
    });
  },
  async done() {},
  read(souls, key) {
    let length = 0;
    for (const soul of souls) length += people.get(soul).get(key).length;
    return length;
  },
  watch(soul, fn) {
    const node = people.get(soul);
    const observe = () => fn(node.get("name"));
    node.observe(observe);
    return () => node.unobserve(observe);
  },
  async first(soul, key) {
    return people.get(soul).get(key);
  },
  /** As one update, the best case: it doesn't say when it has stored what it is given. */
  async fill(nodes) {
    const { recordOf } = await import("./measure.js");
    doc = new Y.Doc();
    people = doc.getMap("people");
    persistence = new IndexeddbPersistence("bench", doc);
    await persistence.whenSynced;
    doc.transact(() => {
      for (let i = 0; i < nodes; i++) {
        const node = new Y.Map();
        people.set(`people/n${String(i).padStart(6, "0")}`, node);
        for (const [key, value] of Object.entries(recordOf(i))) node.set(key, value);
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await persistence.destroy();
  },
  async close() {
    await persistence?.destroy();
    doc.destroy();
  },
});
