import { SoulgraphError } from "./errors.js";

/** @typedef {import("./engine.js").Engine} Engine */

/**
 * Calls into the compiled core. It reports a broken rule through `host.fail` before the call
 * returns: asked by the application, that becomes an exception; while it was told something from
 * outside, a problem in the status.
 */
export class Core {
  /** @type {Engine | null} */
  #engine = null;
  #asking = false;
  /** @type {SoulgraphError | null} */
  #failure = null;
  #problem;

  /** @param {(error: SoulgraphError) => void} problem */
  constructor(problem) {
    this.#problem = problem;
  }

  /** @param {() => Engine} create */
  open(create) {
    this.#engine = this.#guard(create);
  }

  close() {
    this.#engine = null;
  }

  /**
   * @template T
   * @param {(engine: Engine) => T} question
   * @returns {T}
   */
  ask(question) {
    const engine = this.#engine;
    if (!engine) throw new SoulgraphError("closed", "the database is closed");
    return this.#guard(() => question(engine));
  }

  /**
   * From outside: never throws, and is nothing once the database is closed.
   *
   * @param {(engine: Engine) => void} message
   */
  tell(message) {
    if (!this.#engine) return;
    try {
      message(this.#engine);
    } catch (error) {
      this.#problem(failed(error));
      throw error;
    }
  }

  /**
   * As `host.fail`.
   *
   * @param {string} code
   * @param {string} rule
   * @param {string} value
   * @param {boolean} retryable
   */
  failed(code, rule, value, retryable) {
    const error = new SoulgraphError(code, rule, value, retryable);
    if (this.#asking) this.#failure ??= error;
    else this.#problem(error);
  }

  /** @param {string} soul */
  read(soul) {
    const bytes = this.ask((engine) => engine.read(soul));
    return bytes && plain(bytes);
  }

  /** @param {string} prefix */
  souls(prefix) {
    return plain(this.ask((engine) => engine.souls(prefix)));
  }

  /**
   * @template T
   * @param {() => T} call
   * @returns {T}
   */
  #guard(call) {
    const outer = this.#asking;
    this.#asking = true;
    this.#failure = null;
    try {
      const answer = call();
      if (this.#failure) throw this.#failure;
      return answer;
    } catch (error) {
      throw error instanceof SoulgraphError ? error : failed(error);
    } finally {
      this.#asking = outer;
      this.#failure = null;
    }
  }
}

/** @param {unknown} error what should not happen: a trap in Wasm, an exception that nobody named */
function failed(error) {
  return new SoulgraphError("internal", "the core failed", error);
}

/**
 * Compiled Java hands out signed bytes.
 *
 * @param {Uint8Array} bytes
 */
export function plain(bytes) {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
