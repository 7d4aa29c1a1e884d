// Yjs over the same data, bundled as an application would ship it.
import * as Y from "yjs";

/** A document with a nested map a record, as updates of both encodings. */
globalThis.makeUpdates = (records) => {
  const doc = new Y.Doc();
  const people = doc.getMap("people");
  doc.transact(() => {
    for (const [soul, properties] of Object.entries(records)) {
      const person = new Y.Map();
      for (const [key, value] of Object.entries(properties)) person.set(key, value);
      people.set(soul, person);
    }
  });
  return { v1: Y.encodeStateAsUpdate(doc), v2: Y.encodeStateAsUpdateV2(doc) };
};

/** Milliseconds until an empty document has taken the update; `expected`: the last record. */
globalThis.applyUpdate = (version, update, expected) => {
  const apply = version === "v1" ? Y.applyUpdate : Y.applyUpdateV2;
  const doc = new Y.Doc();
  const began = performance.now();
  apply(doc, update);
  const took = performance.now() - began;
  const people = doc.getMap("people");
  if (people.size !== expected.nodes || people.get(expected.soul).get("name") !== expected.name)
    throw new Error("Yjs has lost something");
  doc.destroy();
  return took;
};
