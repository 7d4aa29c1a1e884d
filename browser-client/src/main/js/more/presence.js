import { SoulgraphError } from "../later/borrowed.js";
import { SOUL } from "../scopes.js";
import { watch } from "../watch.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../collections.js").Present<any>} Present
 */

/** A pointer that moves says so at most this often. */
const PAUSE_MS = 100;

/** Who is at a soul now. While nobody watches, only what is said here is known. */
export class Presence {
  /** @type {Map<string, Present>} by author and instance */
  #present = new Map();
  /** @type {readonly Present[] | undefined} */
  #list;
  /** @type {Set<() => import("../turns.js").Call>} */
  looks = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** @type {string | undefined} what is still to be said */
  #unsaid;
  #session;

  /**
   * @param {string} soul
   * @param {Session} session
   */
  constructor(soul, session) {
    this.soul = soul;
    this.#session = session;
  }

  get value() {
    return (this.#list ??= Object.freeze([...this.#present.values()]));
  }

  /** @param {unknown} value */
  set(value) {
    const text = JSON.stringify(value);
    if (text === undefined)
      throw new SoulgraphError("value-unsupported", "one's presence is what JSON can hold", value);
    if (this.#pause) this.#unsaid = text;
    else this.#say(text);
  }

  leave() {
    clearTimeout(this.#pause);
    this.#pause = this.#unsaid = undefined;
    this.#tell(null);
  }

  /**
   * @param {(present: readonly Present[]) => void} fn
   * @param {{ signal?: AbortSignal }} [options]
   */
  on(fn, options) {
    const { core, scopes, tabs } = this.#session;
    return watch(
      () => this.value,
      fn,
      (look) => {
        const release = scopes.use(SOUL, this.soul);
        if (!this.looks.size) {
          core.ask((engine) => engine.attend(this.soul, true));
          tabs.together?.attend(this.soul, true);
        }
        this.looks.add(look);
        return () => {
          release();
          this.looks.delete(look);
          if (this.looks.size) return;
          core.tell((engine) => engine.attend(this.soul, false));
          tabs.together?.attend(this.soul, false);
          this.replace(this.value.filter(({ own }) => own));
        };
      },
      options,
    );
  }

  /** @param {[string, string, string | null, boolean]} said as `host.present` */
  heard([author, instance, text, own]) {
    const who = author + instance;
    try {
      if (text === null) this.#present.delete(who);
      else {
        const value = JSON.parse(text);
        this.#present.set(who, Object.freeze({ author, instance, value, own }));
      }
    } catch {
      return; // said by a program of another kind
    }
    this.#changed();
  }

  /** @param {readonly Present[]} present */
  replace(present) {
    this.#present = new Map(present.map((each) => [each.author + each.instance, each]));
    this.#changed();
  }

  #changed() {
    if (this.#list) queueMicrotask(() => this.looks.forEach((look) => look()?.()));
    this.#list = undefined;
  }

  /** @param {string | null} text */
  #tell(text) {
    const { core, tabs } = this.#session;
    const { soul } = this;
    if (!tabs.together?.present(soul, text)) core.ask((engine) => engine.present(soul, text, null));
  }

  /** @param {string} text */
  #say(text) {
    this.#tell(text);
    this.#pause = setTimeout(() => {
      const unsaid = this.#unsaid;
      this.#pause = this.#unsaid = undefined;
      if (unsaid !== undefined) this.#say(unsaid);
    }, PAUSE_MS);
  }
}

/** One for each soul. */
export class Presences {
  /** @type {Map<string, Presence>} */
  bySoul = new Map();
  #session;

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
  }

  /** @param {string} soul */
  get(soul) {
    const known = this.bySoul.get(soul) ?? new Presence(soul, this.#session);
    this.bySoul.set(soul, known);
    return known;
  }

  /**
   * @param {string} soul
   * @param {[string, string, string | null, boolean]} said
   */
  heard(soul, said) {
    this.bySoul.get(soul)?.heard(said);
  }
}
