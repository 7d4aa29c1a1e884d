import { SoulgraphError } from "./errors.js";
import { until } from "./wait.js";

/** @typedef {import("./soulgraph.js").Wait} Wait */

/** As in `engine.d.ts`. */
export const ALL = 0;
export const PREFIX = 2;
export const SOUL = 3;

const EARLIER = 1;
const NOW = 2;
/** Somebody who comes back at once, as pages do when they draw anew, finds the scope still open. */
const LINGER_MS = 5_000;
const ONCE_MAX_MS = 10_000;

/**
 * @typedef {object} Scope
 * @property {number} kind
 * @property {string} name
 * @property {number} users
 * @property {ReturnType<typeof setTimeout>} [timer]
 */

/**
 * Reading is driven by interest: what somebody reads or watches is asked for, and let go of when
 * nobody does.
 */
export class Scopes {
  #session;
  /** @type {Map<string, Scope>} */
  open = new Map();

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  /**
   * @param {number} kind
   * @param {string} name
   * @returns {() => void} to be called once
   */
  use(kind, name) {
    const key = `${kind} ${name}`;
    let scope = this.open.get(key);
    if (!scope) {
      this.#session.core.ask((engine) => engine.openScope(kind, name));
      scope = { kind, name, users: 0 };
      this.open.set(key, scope);
      this.#session.tabs.together?.use(kind, name, true);
    }
    clearTimeout(scope.timer);
    scope.users++;
    return () => {
      if (--scope.users > 0) return;
      scope.timer = setTimeout(() => {
        this.open.delete(key);
        this.#session.core.tell((engine) => engine.closeScope(kind, name));
        this.#session.tabs.together?.use(kind, name, false);
      }, LINGER_MS);
    };
  }

  /** Whether what isn't here yet may still come soon. */
  get reachable() {
    return this.#session.transport.reachable;
  }

  /**
   * Whether an absence is a fact: a relay was asked once, or there is none to ask.
   *
   * @param {number} kind
   * @param {string} name
   */
  known(kind, name) {
    return !this.#session.transport.configured || this.#state(kind, name) >= EARLIER;
  }

  /**
   * Resolves when it makes no sense to wait longer before reading: a relay has been asked, or none
   * can be and there is something to show.
   *
   * @param {number} kind
   * @param {string} name
   * @param {() => boolean} isHere
   * @param {Wait} wait
   */
  async settled(kind, name, isHere, { signal, timeoutMs = ONCE_MAX_MS }) {
    const enough = () => this.known(kind, name) || isHere();
    const check = () =>
      !this.#session.transport.configured ||
      this.#state(kind, name) === NOW ||
      (!this.#session.transport.reachable && enough());
    const release = this.use(kind, name);
    try {
      await until((fn) => this.#session.turns.onAny(fn), check, { signal, timeoutMs }, enough);
    } finally {
      release();
    }
  }

  /**
   * @param {string | undefined} prefix undefined: everything in use
   * @param {Wait} wait
   */
  async caughtUp(prefix, wait) {
    if (!this.#session.transport.configured) {
      throw new SoulgraphError(
        "relay-unreachable",
        "this database was opened without a relay",
        "",
        false,
      );
    }
    const release = prefix === undefined ? () => {} : this.use(...scopeOf(prefix));
    const check = () => {
      if (prefix !== undefined) return this.#state(...scopeOf(prefix)) === NOW;
      const all = [...this.open.values()];
      return all.length > 0
        ? all.every(({ kind, name }) => this.#state(kind, name) === NOW)
        : this.#session.transport.online;
    };
    try {
      await until((fn) => this.#session.turns.onAny(fn), check, wait);
    } finally {
      release();
    }
  }

  close() {
    for (const { timer } of this.open.values()) clearTimeout(timer);
    this.open.clear();
  }

  /**
   * @param {number} kind
   * @param {string} name
   */
  #state(kind, name) {
    return this.#session.core.ask((engine) => engine.scopeState(kind, name));
  }
}

/**
 * @param {string} prefix
 * @returns {[number, string]}
 */
export function scopeOf(prefix) {
  return prefix === "" ? [ALL, ""] : [PREFIX, prefix];
}
