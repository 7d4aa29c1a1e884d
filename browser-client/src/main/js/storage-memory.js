/** @typedef {import("./ports.js").Storage} Storage */

/**
 * Keeps nothing: the core has everything in memory anyway, so "durable" here means as long as the
 * page lives.
 *
 * @implements {Storage}
 */
export class MemoryStorage {
  /** @readonly */
  kind = /** @type {const} */ ("memory");

  async load() {
    return { records: [], pending: [], meta: [] };
  }

  async write() {}

  async readIdentity() {
    return undefined;
  }

  /** @param {import("./ports.js").Identity} candidate */
  async claimIdentity(candidate) {
    return candidate;
  }

  async replaceIdentity() {}

  close() {}
}
