/**
 * Chooses one of those who stand by a queue of requests for a lock: when its holder ends, however
 * it ends, the next has it at once. Who doesn't answer any more can be overthrown.
 */
export class Election {
  #locks;
  #name;
  #elected;
  #deposed;
  /** @type {(() => void) | null} */
  #leave = null;

  /**
   * @param {Pick<LockManager, "request">} locks
   * @param {string} name
   * @param {() => void} elected
   * @param {() => void} deposed another one has overthrown this
   */
  constructor(locks, name, elected, deposed) {
    this.#locks = locks;
    this.#name = name;
    this.#elected = elected;
    this.#deposed = deposed;
  }

  stand(steal = false) {
    this.leave();
    const request = new AbortController();
    let end = () => request.abort();
    const leave = () => end();
    this.#leave = leave;
    const held = () => {
      if (request.signal.aborted) return;
      return new Promise((resolve) => {
        end = () => resolve(undefined);
        this.#elected();
      });
    };
    this.#locks
      .request(this.#name, steal ? { steal } : { signal: request.signal }, held)
      .catch(() => {}) // left before it came to its turn, or overthrown
      .then(() => {
        if (this.#leave !== leave) return;
        this.#leave = null;
        this.#deposed();
      });
  }

  /** As leader or in the queue. */
  leave() {
    const leave = this.#leave;
    this.#leave = null;
    leave?.();
  }
}
