import { openDatabase } from "./open.js";
import { IndexedDbStorage } from "./storage-indexeddb.js";

export { SoulgraphError } from "./errors.js";

/** @type {typeof import("./soulgraph.js").open} */
export const open = (options) =>
  openDatabase(options, { storage: IndexedDbStorage, connect: (url) => new WebSocket(url) });
