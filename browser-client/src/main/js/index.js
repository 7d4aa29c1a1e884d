import { Database } from "./database.js";
import { readOptions } from "./options.js";
import { Session } from "./session.js";

export { SoulgraphError } from "./errors.js";

/** @type {typeof import("./soulgraph.js").open} */
export async function open(options = {}) {
  const settings = readOptions(options);
  const session = new Session(settings);
  await session.open(settings);
  return new Database(session);
}
