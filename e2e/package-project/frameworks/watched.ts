import type { Database } from "soulgraph";

export const watched = { calls: 0, now: 0 };

/** Counts who begins to watch anything, and who still does. */
export function countWatchers(db: Database): void {
  for (const handle of [db.get("x"), db.status]) count(Object.getPrototypeOf(handle));
  // Each query and each set is an object of its own kind.
  for (const name of ["query", "set"] as const) {
    const make: any = db[name];
    const counted = new WeakSet<object>();
    (db as any)[name] = (...given: any[]): any => {
      const made = make.apply(db, given);
      if (!counted.has(made)) count(made);
      counted.add(made);
      return made;
    };
  }
}

function count(handle: any) {
  const on = handle.on;
  handle.on = function (...given: unknown[]) {
    const stop = on.apply(this, given);
    let over = false;
    watched.calls++;
    watched.now++;
    return () => {
      if (!over) watched.now--;
      over = true;
      stop();
    };
  };
}
