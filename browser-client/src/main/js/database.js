import { checkFunction, SoulgraphError } from "./errors.js";
import { checkSoul } from "./handle.js";
import { listOf } from "./list-ref.js";
import { queryOf } from "./live-query.js";
import { presenceOf } from "./presence-ref.js";
import { setOf } from "./set-ref.js";
import { StatusView } from "./status.js";
import { Tx } from "./tx.js";

/** What applications hold; everything it does is done by the session behind it. */
export class Database {
  #session;
  author;
  status;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
    this.author = session.author;
    this.status = new StatusView(session.board);
  }

  get offline() {
    return this.#session.transport.offline;
  }

  set offline(offline) {
    this.#session.goOffline(!!offline);
  }

  /** @param {string} soul */
  get(soul) {
    return this.#session.nodes.get(soul);
  }

  /** @param {string} soul */
  set(soul) {
    return setOf(this.#session, checkSoul(soul));
  }

  /** @param {import("./soulgraph.js").QuerySpec<any>} [spec] */
  query(spec = {}) {
    return queryOf(this.#session, spec);
  }

  /** @param {string} soul */
  list(soul) {
    return listOf(this.#session, checkSoul(soul));
  }

  /** @param {import("./soulgraph.js").HistoryOptions} [options] */
  async history(options = {}) {
    return (await this.#session.later.load("more")).history(options);
  }

  /** @param {string} soul */
  presence(soul) {
    return presenceOf(this.#session, checkSoul(soul));
  }

  /** @param {(tx: Tx) => void} write */
  async commit(write) {
    checkFunction(write);
    const { later, nodes, writer } = this.#session;
    return writer.commit((writes) => {
      const tx = new Tx(writes, nodes);
      try {
        const result = /** @type {any} */ (write(tx));
        if (typeof result?.then === "function") {
          throw new SoulgraphError(
            "commit-invalid",
            "commit takes a synchronous function",
          );
        }
      } finally {
        tx.close();
      }
      if (tx.steps.length === 0) return undefined;
      return later.load("more").then((more) => more.draw(writes, tx.steps));
    });
  }

  /**
   * @param {string} [scope]
   * @param {import("./soulgraph.js").Wait} [wait]
   */
  async synced(scope, wait) {
    if (scope) checkSoul(scope);
    await this.#session.scopes.caughtUp(scope, wait ?? {});
  }

  async pending() {
    return this.#session.pending();
  }

  async exportSeed() {
    return this.#session.exportSeed();
  }

  close() {
    return this.#session.close();
  }
}
