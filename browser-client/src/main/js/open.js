import { Database } from "./database.js";
import { readOptions } from "./options.js";
import { Session } from "./session.js";

/**
 * @param {import("./soulgraph.js").OpenOptions | undefined} options
 * @param {import("./ports.js").Platform} platform
 * @returns {Promise<import("./soulgraph.js").Database>}
 */
export async function openDatabase(options = {}, { storage, connect }) {
  const settings = readOptions(options, storage);
  const session = new Session(settings, connect);
  await session.open(settings);
  return new Database(session);
}
