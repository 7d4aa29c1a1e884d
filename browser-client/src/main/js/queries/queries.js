import { borrow } from "../later/borrowed.js";
import { Live } from "./live.js";
import { LiveSet } from "./live-set.js";
import { prefixOrigin, setOrigin } from "./origins.js";
import { Source } from "./source.js";
import { identityOf, readSpec } from "./spec.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../soulgraph.js").Wait} Wait
 *
 * @typedef {object} Kept a source, and what keeps it up to date
 * @property {Source} source
 * @property {import("./origins.js").Origin} origin
 * @property {() => void} close
 *
 * @typedef {(use: import("./origins.js").Use) => import("./origins.js").Origin} Make
 *
 * @typedef {object} Held
 * @property {() => void} refresh
 * @property {import("./window.js").Window} window
 * @property {Session["turns"]} turns
 * @property {() => boolean} known whether there is anything to show, or nothing is the answer
 * @property {(wait: Wait) => Promise<void>} settled
 * @property {() => void} release
 */

/** Who asks again at once finds everything still there, sorted and indexed. */
const LINGER_MS = 5_000;

/** All queries of one database. Those of one prefix or set share what they read. */
export class Queries {
  #session;
  /** @type {Map<string, Kept>} */
  #kept = new Map();
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  #timers = new Set();

  /**
   * @param {Session} session
   * @param {Parameters<typeof borrow>[0]} classes
   */
  constructor(session, classes) {
    borrow(classes);
    this.#session = session;
  }

  /** @param {import("../live-query.js").Spec} given */
  live({ prefix = "", set, model, ...rest }) {
    const spec = readSpec(rest);
    const name = `${identityOf(model)} ${set ? `set ${set.soul}` : `prefix ${prefix}`}`;
    /** @param {import("./origins.js").Use} use */
    const make = (use) => {
      const origin = set
        ? setOrigin(this.#session, use, this.set(set.soul))
        : prefixOrigin(this.#session, use, prefix);
      if (!model) return origin;
      const { read } = origin;
      return { ...origin, read: (/** @type {string} */ soul) => model.read(read(soul)) };
    };
    return new Live(
      () => this.#hold(name, make, spec),
      () => this.#peek(name, make, spec),
    );
  }

  /** @param {string} soul */
  set(soul) {
    return new LiveSet(this.#session, soul);
  }

  close() {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { close } of this.#kept.values()) close();
    this.#kept.clear();
  }

  /**
   * @param {string} name
   * @param {Make} make
   * @param {import("./spec.js").Spec} spec
   * @returns {Held}
   */
  #hold(name, make, spec) {
    const { turns, scopes, writer } = this.#session;
    writer.flush(); // everybody sees their own writes at once
    const kept = this.#kept.get(name) ?? this.#keep(name, make(scopes.use.bind(scopes)));
    const { source, origin } = kept;
    const window = source.hold(spec);
    return {
      window,
      turns,
      refresh: () => {
        writer.flush();
        source.refresh();
      },
      known: () => window.length > 0 || scopes.known(...origin.scope),
      settled: (wait) => origin.settled(() => source.size > 0, wait),
      release: () => {
        const timer = setTimeout(() => {
          this.#timers.delete(timer);
          if (!source.release(spec) || this.#kept.get(name) !== kept) return;
          this.#kept.delete(name);
          kept.close();
        }, LINGER_MS);
        this.#timers.add(timer);
      },
    };
  }

  /**
   * @param {string} name
   * @param {import("./origins.js").Origin} origin
   */
  #keep(name, origin) {
    const source = new Source(origin);
    const ignore = this.#session.turns.onMark((soul) => source.changed(soul));
    const kept = {
      source,
      origin,
      close() {
        ignore();
        origin.close();
      },
    };
    this.#kept.set(name, kept);
    return kept;
  }

  /**
   * What is here now, without asking anybody for more.
   *
   * @param {string} name
   * @param {Make} make
   * @param {import("./spec.js").Spec} spec
   */
  #peek(name, make, spec) {
    if (this.#kept.has(name)) {
      const { window, known, release } = this.#hold(name, make, spec);
      release();
      return known() ? window.nodes : undefined;
    }
    const origin = make(() => () => {});
    const { nodes } = new Source(origin).hold(spec);
    return nodes.length > 0 || this.#session.scopes.known(...origin.scope) ? nodes : undefined;
  }
}

/**
 * @param {Session} session
 * @param {Parameters<typeof borrow>[0]} classes
 */
export function start(session, classes) {
  return new Queries(session, classes);
}
