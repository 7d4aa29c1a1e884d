// Without SEA, so nothing is signed; Radisk over IndexedDB keeps it.
import Gun from "gun/gun";
import "gun/lib/radix";
import "gun/lib/radisk";
import "gun/lib/store";
import "gun/lib/rindexed";
import { measure } from "./measure.js";

let gun;

measure({
  async open(kept) {
    const more = kept ? { store: globalThis.RindexedDB({ file: "bench" }), radisk: true } : { radisk: false };
    gun = new Gun({ localStorage: false, peers: [], axe: false, multicast: false, ...more });
  },
  put(soul, record) {
    gun.get(soul).put(record);
  },
  done: (soul, { name }) =>
    new Promise((resolve) => {
      gun.get(soul).get("name").on((value, key, message, event) => {
        if (value !== name) return;
        event.off();
        resolve();
      });
    }),
  acked: (soul, record) =>
    new Promise((resolve, reject) => {
      gun.get(soul).put(record, ({ err }) => (err ? reject(new Error(err)) : resolve()));
    }),
  async read(souls, key) {
    let length = 0;
    let left = souls.length;
    await new Promise((resolve) => {
      for (const soul of souls)
        gun.get(soul).get(key).once((value) => {
          length += value.length;
          if (--left === 0) resolve();
        });
    });
    return length;
  },
  watch(soul, fn) {
    gun.get(soul).on((value) => fn(value.name));
    return null;
  },
  first: (soul, key) =>
    new Promise((resolve) => gun.get(soul).get(key).on((value) => value && resolve(value))),
  /** Acknowledged, some hundreds at once. */
  async fill(nodes) {
    const { recordOf } = await import("./measure.js");
    await this.open(true);
    for (let i = 0; i < nodes; i += 500)
      await Promise.all(
        Array.from({ length: Math.min(500, nodes - i) }, (_, j) =>
          this.acked(`people/n${String(i + j).padStart(6, "0")}`, recordOf(i + j)),
        ),
      );
  },
  async close() {},
});
