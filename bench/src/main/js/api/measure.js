// What is measured of each database in a page, through an adapter that uses it as its manual says:
//
//   open(kept)            in memory, or (kept) in the browser's storage
//   put(soul, record)     writes a node, without waiting
//   done(soul, record)    resolves when all that was put is there: signed, where it signs, and readable
//   acked(soul, record)   writes a node and resolves when it is kept; absent where that can't be told
//   read(souls, key)      the sum of the lengths of one field of each, one after the other
//   watch(soul, fn)       calls fn after each change with the node's name
//   first(soul, key)      resolves with a field of a database that was just opened
//   saved()               resolves when all is in the browser's storage
//   close()

const soulOf = (i) => `people/n${String(i).padStart(6, "0")}`;

export const recordOf = (i) => ({
  age: 18 + (i % 60),
  bio: `Lives in street ${(i * 7) % 1009} and likes maps`,
  city: `City ${i % 97}`,
  name: `Person ${i}`,
  score: Math.round(i * 137) / 1000,
});

/** The souls of so many nodes, in an order that is no order, the same each time. */
function shuffled(nodes, count) {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return soulOf(state % nodes);
  });
}

async function filled(adapter, nodes, kept) {
  await adapter.open(kept);
  for (let i = 0; i < nodes; i++) adapter.put(soulOf(i), recordOf(i));
  await adapter.done(soulOf(nodes - 1), recordOf(nodes - 1));
}

export function measure(adapter) {
  globalThis.bench = {
    /** Puts a second, none waited for: from the first call until all are there. */
    async unawaited(puts, properties) {
      await adapter.open(false);
      const records = Array.from({ length: puts }, (_, i) => {
        const { name, ...more } = recordOf(i);
        return properties === 1 ? { name } : { name, ...more };
      });
      const souls = records.map((_, i) => soulOf(i));
      const began = performance.now();
      for (let i = 0; i < puts; i++) adapter.put(souls[i], records[i]);
      await adapter.done(souls.at(-1), records.at(-1));
      const ms = performance.now() - began;
      await check(souls[puts >> 1], records[puts >> 1]);
      await adapter.close();
      return (puts / ms) * 1000;
    },

    /** Puts a second, each waited for until it is in the browser's storage. */
    async awaited(puts, properties) {
      if (!adapter.acked) return null;
      await adapter.open(true);
      const base = Math.floor(performance.timeOrigin + performance.now());
      const began = performance.now();
      let done = 0;
      let ms = 0;
      for (; done < puts && ms < 2000; ms = performance.now() - began) {
        const { name, ...more } = recordOf(++done);
        await adapter.acked(`awaited/${base}/${done}`, properties === 1 ? { name } : { name, ...more });
      }
      await adapter.close();
      return (done / ms) * 1000;
    },

    /** Reads a second of one field of any of so many nodes. */
    async reads(nodes, count) {
      await filled(adapter, nodes, false);
      const souls = shuffled(nodes, count);
      await adapter.read(souls.slice(0, 1000), "name");
      const began = performance.now();
      const length = await adapter.read(souls, "name");
      const ms = performance.now() - began;
      if (length < 8 * count) throw new Error("something wasn't read");
      await adapter.close();
      return (count / ms) * 1000;
    },

    /** Microseconds from a put's call until a listener is called with its value. */
    async notify(count) {
      await filled(adapter, 100, false);
      const soul = soulOf(7);
      let heard;
      let awaited;
      const stop = adapter.watch(soul, (name) => name === awaited && heard(performance.now()));
      const times = [];
      for (let i = 0; i < count; i++) {
        const name = (awaited = `told ${i}`);
        const told = new Promise((resolve) => (heard = resolve));
        const began = performance.now();
        adapter.put(soul, { name });
        times.push((await told) - began);
        await adapter.done(soul, { name });
        if (i % 20 === 0) await new Promise((resolve) => setTimeout(resolve));
      }
      stop?.();
      await adapter.close();
      times.sort((a, b) => a - b);
      // The browser's clock is coarse: so a mean, without the tenths at both ends.
      const middle = times.slice(Math.floor(count / 10), Math.ceil((count * 9) / 10));
      return (middle.reduce((sum, ms) => sum + ms, 0) / middle.length) * 1000;
    },

    /** Fills the browser's storage for the two that follow. */
    async fill(nodes) {
      if (adapter.fill) return adapter.fill(nodes);
      await filled(adapter, nodes, true);
      await adapter.saved();
      await adapter.close();
    },

    /** Milliseconds from the call that opens a filled database until a node of it is shown. */
    async opens(nodes) {
      const began = performance.now();
      await adapter.open(true);
      const name = await adapter.first(soulOf(nodes >> 1), "name");
      const ms = performance.now() - began;
      if (name !== recordOf(nodes >> 1).name) throw new Error(`opened with ${name}`);
      return ms;
    },
  };

  async function check(soul, record) {
    const length = await adapter.read([soul], "name");
    if (length !== record.name.length) throw new Error(`${soul} isn't there`);
  }
}
