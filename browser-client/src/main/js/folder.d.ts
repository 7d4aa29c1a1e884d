import type { StorageProvider } from "./soulgraph.js";

/**
 * A folder that keeps databases, in Node. What `put` resolves with has then been forced to the disk.
 *
 * Each name of a database is a folder in it, made where it is missing, for one process at a time: `open` rejects with
 * `data-in-use` while another has it. The key of the author lies there too, in a file that only its owner can read.
 *
 * @example
 * import { open } from "soulgraph";
 * import { folder } from "soulgraph/folder";
 * const db = await open({ storage: folder("data") });
 */
export function folder(path: string): StorageProvider;
