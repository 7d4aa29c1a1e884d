// The released package, without a relay: everything is signed and kept all the same.
import { open } from "/soulgraph.js";
import { measure } from "./measure.js";

let db;
let last;

measure({
  async open(kept) {
    db = await open({ storage: kept ? "auto" : "memory" });
  },
  put(soul, record) {
    last = db.get(soul).put(record);
  },
  async done() {
    const { state } = await last;
    if (state !== "local") throw new Error(`a put is ${state}`);
  },
  acked: (soul, record) => db.get(soul).put(record),
  read(souls, key) {
    let length = 0;
    for (const soul of souls) length += db.get(soul).value[key].length;
    return length;
  },
  watch: (soul, fn) => db.get(soul).on((value) => fn(value?.name)),
  first: (soul, key) =>
    new Promise((resolve) => db.get(soul).on((value) => value && resolve(value[key]))),
  /** As they come from a relay, in commits of a thousand nodes. */
  async fill(nodes) {
    const played = await import("/played.js");
    db = await open({ relays: ["ws://played.test"] });
    await played.online(db);
    const stop = db.query({ prefix: "people", limit: 1 }).on(() => {});
    for (let i = 0; i < nodes; i += 1000) {
      const frame = await (await fetch(`/people-${i}`)).arrayBuffer();
      played.deliver(frame);
      if (i % 10_000 === 0) await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const soul = `people/n${String(nodes - 1).padStart(6, "0")}`;
    await new Promise((resolve) => db.get(soul).on((value) => value?.score && resolve()));
    stop();
    if (db.status.value.storage !== "indexeddb") throw new Error("nothing was kept");
    await db.close();
  },
  close: () => db.close(),
});
