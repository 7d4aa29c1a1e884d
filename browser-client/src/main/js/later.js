import { loadMore, loadQueries, loadTogether } from "./assets.js";
import { CborReader } from "./cbor.js";
import { cannotLoad } from "./engine-loader.js";
import { SoulgraphError } from "./errors.js";

const LOADERS = { queries: loadQueries, more: loadMore, together: loadTogether };

/**
 * @typedef {object} Parts
 * @property {import("./queries/queries.js").Queries} queries
 * @property {import("./more/more.js").More} more
 * @property {import("./together/together.js").Together} together
 *
 * @typedef {keyof Parts} Name
 */

/** The parts of a database that few pages need: who doesn't use them doesn't load them. */
export class Later {
  /** @type {Partial<Parts>} those that are there */
  parts = {};
  /** @type {Partial<Record<Name, Promise<any>>>} */
  #loading = {};
  #session;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  /**
   * @template {Name} N
   * @param {N} name
   * @returns {Promise<Parts[N]>}
   */
  load(name) {
    this.#loading[name] ??= this.#load(name);
    return /** @type {Promise<any>} */ (this.#loading[name]);
  }

  /**
   * @template T
   * @param {(fn: (value: T) => void) => () => void} on
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {AsyncGenerator<T, void, void>}
   */
  async *updates(on, options) {
    yield* (await this.load("more")).updates(on, options);
  }

  close() {
    for (const part of Object.values(this.parts)) part.close();
  }

  /** @param {Name} name */
  async #load(name) {
    try {
      const { start } = await LOADERS[name]();
      return (this.parts[name] = /** @type {any} */ (start(this.#session, { SoulgraphError, CborReader })));
    } catch (error) {
      delete this.#loading[name];
      throw cannotLoad(error);
    }
  }
}
