/**
 * Accounts with a name and a password: the author's key lies where everybody can read it, encrypted
 * by a key made of the password. Who guesses the password has the account: as with GUN's.
 */
import { NodeChain } from "./chain.js";
import { openBox, sealBox } from "./password.js";

/**
 * @typedef {import("../soulgraph.js").Database} Database
 * @typedef {import("./chain.js").Ack} Ack
 *
 * @typedef {{ alias: string; pub: string }} Account
 */

const PASSWORD_MIN = 8;
/** Anybody can claim a name: so many claims are tried. */
const CLAIMS_MAX = 16;
const WAIT = { timeoutMs: 5_000 };

/**
 * Where those are found who call themselves so.
 *
 * @param {string} alias
 */
export const aliasSoul = (alias) => `aliases/${encodeURIComponent(alias).replace(/^!/, "%21")}`;

/** `gun.user()`: whoever has signed in, and their node, which nobody else can write to. */
export class User extends NodeChain {
  /** @type {{ db: Database; account: Account } | null} */
  #session = null;
  #recalls = false;

  /** @param {import("./gun.js").Root} root */
  constructor(root) {
    super(
      root,
      async () => `~${this.#signedIn().account.pub}`,
      async () => this.#signedIn().db,
    );
  }

  /** @returns {Account | undefined} */
  get is() {
    return this.#session?.account;
  }

  #signedIn() {
    if (!this.#session) throw new TypeError("Nobody has signed in");
    return this.#session;
  }

  /**
   * @param {string} alias
   * @param {string} password of 8 characters at least
   * @param {(ack: any) => void} [cb]
   */
  create(alias, password, cb) {
    return this.#attempt(cb, async () => {
      if (!alias) throw new TypeError("No user name!");
      if (String(password).length < PASSWORD_MIN) throw new TypeError("Password too short!");
      if ((await this.#claims(alias)).length > 0) throw new TypeError("User already created!");
      const seed = crypto.getRandomValues(new Uint8Array(32));
      const box = await sealBox(seed, password);
      const maker = await this.root.openAs({ suffix: "/key", seed, storage: "memory" });
      const pub = maker.author;
      await maker.close();
      const db = await this.root.openAs({ suffix: `~${pub}`, seed });
      await db.commit((tx) => {
        tx.put(`~${pub}`, { alias, pub });
        tx.put(`~${pub}/auth`, box);
        tx.put(aliasSoul(alias), { [`~${pub}`]: db.get(`~${pub}`) });
      });
      remember(this.root.dbName, { alias, pub });
      return this.#enter(db, { alias, pub });
    });
  }

  /**
   * @param {string} alias
   * @param {string} password
   * @param {(ack: any) => void} [cb]
   */
  auth(alias, password, cb) {
    return this.#attempt(cb, async () => {
      for (const pub of await this.#claims(alias)) {
        const seed = await this.#seedOf(pub, password);
        if (!seed) continue;
        const db = await this.root.openAs({ suffix: `~${pub}`, seed });
        remember(this.root.dbName, { alias, pub });
        return this.#enter(db, { alias, pub });
      }
      throw new TypeError("Wrong user or password.");
    });
  }

  /**
   * Whoever was signed in when this tab was loaded last.
   *
   * @param {{ sessionStorage?: boolean }} [options]
   * @param {(ack: any) => void} [cb]
   */
  recall({ sessionStorage: recalls = false } = {}, cb) {
    this.#recalls = recalls;
    const kept = recalls && globalThis.sessionStorage?.getItem(`${this.root.dbName}/recall`);
    if (!kept) return this;
    return this.#attempt(cb, async () => {
      const account = /** @type {Account} */ (JSON.parse(kept));
      const db = await this.root.openAs({ suffix: `~${account.pub}` });
      if (db.author === account.pub) return this.#enter(db, account);
      await db.close();
      throw new TypeError("This browser has forgotten the account's key: sign in again.");
    });
  }

  leave() {
    const session = this.#session;
    this.#session = null;
    globalThis.sessionStorage?.removeItem(`${this.root.dbName}/recall`);
    session?.db.close();
    return this;
  }

  async close() {
    await this.#session?.db.close();
  }

  /**
   * @param {Database} db
   * @param {Account} account
   */
  #enter(db, account) {
    void this.#session?.db.close();
    this.#session = { db, account };
    if (this.#recalls)
      sessionStorage.setItem(`${this.root.dbName}/recall`, JSON.stringify(account));
    const ack = { ok: 0, pub: account.pub, soul: `~${account.pub}`, put: { ...account } };
    this.root.tell("auth", ack);
    return ack;
  }

  /** @param {string} alias */
  async #claims(alias) {
    const here = remembered(this.root.dbName).filter((account) => account.alias === alias);
    const node = await (await this.root.db()).get(aliasSoul(alias)).once(WAIT).catch(() => null);
    const keys = Object.keys(node ?? {}).filter((key) => /^~z6Mk\w+$/.test(key));
    const all = new Set([...here.map(({ pub }) => pub), ...keys.map((key) => key.slice(1))]);
    return [...all].slice(0, CLAIMS_MAX);
  }

  /**
   * @param {string} pub
   * @param {string} password
   */
  async #seedOf(pub, password) {
    const db = await this.root.db();
    const box = await db.get(`~${pub}/auth`).once(WAIT).catch(() => null);
    const seed = box && (await openBox(box, password));
    if (seed || !remembered(this.root.dbName).some((account) => account.pub === pub)) return seed;
    // Made here, and no relay has it yet.
    const own = await this.root.openAs({ suffix: `~${pub}` });
    const kept = await own.get(`~${pub}/auth`).once({ local: true });
    await own.close();
    return kept && openBox(kept, password);
  }

  /**
   * @param {((ack: any) => void) | undefined} cb
   * @param {() => Promise<any>} act
   */
  #attempt(cb, act) {
    act().then(
      (ack) => cb?.(ack),
      (error) => (cb ? cb({ err: error.message }) : console.error(error)),
    );
    return this;
  }
}

/**
 * @param {string} name
 * @returns {Account[]}
 */
function remembered(name) {
  return JSON.parse(globalThis.localStorage?.getItem(`${name}/accounts`) ?? "[]");
}

/**
 * @param {string} name
 * @param {Account} account
 */
function remember(name, account) {
  const others = remembered(name).filter(({ pub }) => pub !== account.pub);
  const all = [account, ...others].slice(0, CLAIMS_MAX);
  globalThis.localStorage?.setItem(`${name}/accounts`, JSON.stringify(all));
}
