import { plain } from "./core.js";

/**
 * @typedef {import("./ports.js").Signer} Signer
 * @typedef {import("./assets.js").BouncyCastle} BouncyCastle
 */

/**
 * Where WebCrypto has no Ed25519: slower, and the seed lies in memory.
 *
 * @implements {Signer}
 */
export class BouncyCastleSigner {
  /** @readonly */
  kind = /** @type {const} */ ("bouncycastle");
  publicKey;
  #provider;
  #seed;

  /**
   * @param {BouncyCastle} provider
   * @param {Uint8Array} seed
   */
  constructor(provider, seed) {
    this.#provider = provider;
    this.#seed = seed;
    this.publicKey = plain(provider.publicKey(seed));
  }

  /** @param {Uint8Array} message */
  async sign(message) {
    return plain(this.#provider.sign(this.#seed, message));
  }

  /**
   * @param {Uint8Array} key
   * @param {Uint8Array} signature
   * @param {Uint8Array} message
   */
  async verify(key, signature, message) {
    return this.#provider.verify(key, signature, message);
  }
}
