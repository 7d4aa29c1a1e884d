/** A secret under a password: PBKDF2 with SHA-256, AES-GCM. */

/** As OWASP advised for PBKDF2 with SHA-256 in 2023; about a quarter of a second. */
const ITERATIONS = 600_000;
/** Records come from others: none makes this browser work for minutes. */
const ITERATIONS_MAX = 4 * ITERATIONS;
const NONCE_BYTES = 12;

/**
 * @param {Uint8Array} secret
 * @param {string} password
 */
export async function sealBox(secret, password) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const key = await keyOf(password, salt, ITERATIONS);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, source(secret));
  return { salt, iterations: ITERATIONS, box: new Uint8Array([...iv, ...new Uint8Array(sealed)]) };
}

/**
 * @param {Record<string, any>} record
 * @param {string} password
 * @returns {Promise<Uint8Array | null>} null where the password is another one, or the record is none
 */
export async function openBox({ salt, iterations, box }, password) {
  const lawful =
    salt instanceof Uint8Array &&
    box instanceof Uint8Array &&
    Number.isInteger(iterations) &&
    iterations >= 1 &&
    iterations <= ITERATIONS_MAX;
  if (!lawful) return null;
  const key = await keyOf(password, salt, iterations);
  const algorithm = { name: "AES-GCM", iv: box.slice(0, NONCE_BYTES) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, box.slice(NONCE_BYTES)));
  } catch {
    return null;
  }
}

/**
 * @param {string} password
 * @param {Uint8Array} salt
 * @param {number} iterations
 */
async function keyOf(password, salt, iterations) {
  if (!globalThis.crypto.subtle)
    throw new TypeError("Passwords need a secure page: https, or localhost");
  const bytes = new TextEncoder().encode(password);
  const secret = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt: source(salt), iterations },
    secret,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

/** @param {Uint8Array} bytes none of them is shared with another thread, which is what the types ask */
const source = (bytes) => /** @type {Uint8Array<ArrayBuffer>} */ (bytes);
