/** @typedef {import("./ports.js").Signer} Signer */

const KEYS_MAX = 1_000;
const ALGORITHM = "Ed25519";
/** What stands before the seed in an Ed25519 key's PKCS #8 form. */
const PKCS8_PREFIX = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/**
 * A signature over `rhizome` whose R has a torsion part: providers that clear the cofactor accept
 * it.
 */
const PROBE_KEY = "YvINqtfTTWaxULOR2YPmIGy65x1Z1df2av7+1qJnuck=";
const PROBE_SIGNATURE =
  "shQpSM7xoDmWmkp4mPz8OnemQmGLXtXaBI2AM91JYrHxNTafO646n0sG9Fb3CJBwQ1p3G+E/i7FYGyo7v1Y4Ag==";

/**
 * Whether WebCrypto has Ed25519 here and gives the verdicts that all replicas must agree on.
 */
export async function hasEd25519() {
  try {
    const key = await importPublic(fromBase64(PROBE_KEY));
    return !(await crypto.subtle.verify(
      ALGORITHM,
      key,
      source(fromBase64(PROBE_SIGNATURE)),
      new TextEncoder().encode("rhizome"),
    ));
  } catch {
    return false;
  }
}

/**
 * The signing key, which can't be exported any more, and the public key that belongs to it.
 *
 * @param {Uint8Array} seed
 */
export async function importSeed(seed) {
  const pkcs8 = new Uint8Array([...PKCS8_PREFIX, ...seed]);
  const readable = await crypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, true, ["sign"]);
  const { x } = await crypto.subtle.exportKey("jwk", readable);
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, false, ["sign"]);
  pkcs8.fill(0);
  return { key, publicKey: fromBase64(/** @type {string} */ (x)) };
}

/** @implements {Signer} */
export class WebCryptoSigner {
  /** @readonly */
  kind = /** @type {const} */ ("webcrypto");
  publicKey;
  #key;
  /** @type {Map<string, Promise<CryptoKey>>} least recently used first */
  #imported = new Map();

  /**
   * @param {CryptoKey} key
   * @param {Uint8Array} publicKey
   */
  constructor(key, publicKey) {
    this.#key = key;
    this.publicKey = publicKey;
  }

  /** @param {Uint8Array} message */
  async sign(message) {
    return new Uint8Array(await crypto.subtle.sign(ALGORITHM, this.#key, source(message)));
  }

  /**
   * @param {Uint8Array} key
   * @param {Uint8Array} signature
   * @param {Uint8Array} message
   */
  async verify(key, signature, message) {
    return crypto.subtle.verify(
      ALGORITHM,
      await this.#import(key),
      source(signature),
      source(message),
    );
  }

  /** @param {Uint8Array} key */
  #import(key) {
    const name = String.fromCharCode(...key);
    const imported = this.#imported.get(name) ?? importPublic(key);
    this.#imported.delete(name);
    this.#imported.set(name, imported);
    if (this.#imported.size > KEYS_MAX) {
      for (const oldest of this.#imported.keys()) {
        this.#imported.delete(oldest);
        break;
      }
    }
    return imported;
  }
}

/** @param {Uint8Array} key */
function importPublic(key) {
  return crypto.subtle.importKey("raw", source(key), ALGORITHM, false, ["verify"]);
}

/**
 * No bytes here are ever shared with another thread, which is all that the types want to know.
 *
 * @param {Uint8Array} bytes
 */
function source(bytes) {
  return /** @type {Uint8Array<ArrayBuffer>} */ (bytes);
}

/** @param {string} text base64 or base64url */
function fromBase64(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
}
