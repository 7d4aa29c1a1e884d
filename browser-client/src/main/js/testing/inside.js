// What is made once for each world, with the world's time and chance in place of the surrounding's. The build makes a
// function of this module and all that it imports; see made.d.ts.
import { loadRelay } from "../assets.js";
import { plain } from "../core.js";
import { openBouncyCastle, openEngine } from "../engine-loader.js";
import { openIdentity } from "../identity.js";
import { MemoryStorage } from "../storage-memory.js";

export { openDatabase } from "../open.js";

/**
 * A node in memory, on the same engine as the databases.
 *
 * @param {import("../soulgraph.js").Engine | "auto"} wanted
 * @param {string} network
 * @param {Uint8Array} seed its key
 * @param {Pick<import("../engine.js").Host, "send" | "disconnect" | "fail">} answers
 * @returns {Promise<import("./relay.js").Relay>}
 */
export async function openRelay(wanted, network, seed, answers) {
  const { build } = await openEngine(wanted);
  const module = await loadRelay(build);
  const { signer } = await openIdentity(
    /** @type {any} */ (new MemoryStorage()),
    () => openBouncyCastle(build),
    seed,
  );
  const relay = module.create(
    {
      ...answers,
      now: () => Date.now(),
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      sign: (token, message) => {
        signer.sign(plain(message)).then((signature) => relay.signed(token, signature));
      },
      later: (token) => {
        setTimeout(() => relay.signed(token, null));
      },
      verify: (token, key, signature, message) => {
        signer
          .verify(plain(key), plain(signature), plain(message))
          .catch(() => false)
          .then((valid) => relay.verified(token, valid));
      },
    },
    network,
    signer.publicKey,
  );
  return relay;
}
