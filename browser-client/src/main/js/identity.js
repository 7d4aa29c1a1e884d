/**
 * This browser's key. The seed is never kept bare where the browser can wrap it: the signing key is
 * stored in a form that can't be exported, the seed encrypted by another such key.
 */
import { BouncyCastleSigner } from "./crypto-bouncycastle.js";
import { WebCryptoSigner, hasEd25519, importSeed } from "./crypto-webcrypto.js";
import { SoulgraphError } from "./errors.js";

/**
 * @typedef {import("./ports.js").Identity} Identity
 * @typedef {import("./ports.js").Signer} Signer
 * @typedef {import("./assets.js").BouncyCastle} BouncyCastle
 */

const SEED_BYTES = 32;
const NONCE_BYTES = 12;

/**
 * @param {import("./store.js").Store} store
 * @param {() => Promise<BouncyCastle>} loadBouncyCastle
 * @param {Uint8Array} [given] the seed that it must be
 * @returns {Promise<{ signer: Signer, identity: Identity }>}
 */
export async function openIdentity(store, loadBouncyCastle, given) {
  const wrapping = !!globalThis.crypto.subtle;
  const native = wrapping && (await hasEd25519());
  const provider = native ? null : await loadBouncyCastle();

  /** @param {Uint8Array} seed */
  const identityOf = async (seed) => {
    const { key, publicKey } = provider
      ? { key: undefined, publicKey: provider.publicKey(seed) }
      : await importSeed(seed);
    const kept = wrapping ? await wrap(seed) : { seed };
    return /** @type {Identity} */ ({
      publicKey: new Uint8Array(publicKey),
      ...(key && { key }),
      ...kept,
    });
  };

  let identity = await store.readIdentity();
  if (given || !identity) {
    const seed = given ?? crypto.getRandomValues(new Uint8Array(SEED_BYTES));
    const wanted = await identityOf(seed);
    identity ??= await store.claimIdentity(wanted);
    if (given && String(identity.publicKey) !== String(wanted.publicKey))
      throw new SoulgraphError(
        "identity-invalid",
        "a database keeps its first author",
      );
  }
  // Made by a browser that could do less than this one can now: the same key, kept better.
  if ((native && !identity.key) || (wrapping && identity.seed)) {
    identity = await identityOf(await seedOf(identity));
    await store.replaceIdentity(identity);
  }
  const signer = provider
    ? new BouncyCastleSigner(provider, await seedOf(identity))
    : new WebCryptoSigner(/** @type {CryptoKey} */ (identity.key), identity.publicKey);
  return { signer, identity };
}

/** @param {Uint8Array} seed */
async function wrap(seed) {
  const wrapping = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    wrapping,
    /** @type {Uint8Array<ArrayBuffer>} */ (seed),
  );
  return { wrapping, wrapped: new Uint8Array([...iv, ...new Uint8Array(sealed)]) };
}

/**
 * @param {Identity} identity
 * @returns {Promise<Uint8Array>}
 */
export async function seedOf({ seed, wrapping, wrapped }) {
  if (seed) return seed;
  if (!wrapping || !wrapped || !crypto.subtle) {
    throw new SoulgraphError(
      "identity-invalid",
      "here is no WebCrypto to unwrap the key",
    );
  }
  const iv = wrapped.slice(0, NONCE_BYTES);
  const sealed = wrapped.slice(NONCE_BYTES);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, wrapping, sealed));
}
