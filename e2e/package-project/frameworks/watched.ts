import type { Database } from "soulgraph";

export const watched = { calls: 0, now: 0 };

/** Counts who begins to watch anything, and who still does. */
export function countWatchers(db: Database): void {
  for (const handle of [db.get("x"), db.set("x"), db.query(), db.status]) {
    const kind = Object.getPrototypeOf(handle);
    const on = kind.on;
    kind.on = function (...given: unknown[]) {
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
}
