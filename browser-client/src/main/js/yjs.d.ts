/** Text together: a Y.Doc whose updates are changes of a database, and its awareness by presence. */
import type { Awareness } from "y-protocols/awareness";
import type { Doc } from "yjs";
import type { Database } from "./soulgraph.js";

export class SoulgraphProvider {
  /**
   * Keeps the document under a soul from now on, which is its alone. What it holds already is written too.
   *
   * @param options `awareness`: one that exists; else it is made
   */
  constructor(db: Database, soul: string, doc: Doc, options?: { awareness?: Awareness });
  readonly doc: Doc;
  readonly awareness: Awareness;
  /** Resolves once a relay has been asked, or none can be and what is here has been read. */
  readonly synced: Promise<void>;
  /** Writes what waits to be written, up to a quarter of a second; resolves once it is durable in this browser. */
  flush(): Promise<void>;
  /** Flushes, and lets go of document and database. So does the document's own `destroy`. */
  destroy(): Promise<void> | undefined;
}
