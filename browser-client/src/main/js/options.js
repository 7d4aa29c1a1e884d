import { SoulgraphError } from "./errors.js";
import { isPlainObject } from "./flatten.js";
import { relayUrl } from "./relay.js";

/**
 * @param {import("./soulgraph.js").OpenOptions} options
 * @param {import("./ports.js").StorageProvider} [automatic] what `storage: "auto"` stands for here
 */
export function readOptions(options, automatic) {
  if (!isPlainObject(options))
    throw new SoulgraphError("input-invalid", "open takes an object of options", options);
  const {
    relays = [],
    name = "default",
    network = "main",
    engine = "auto",
    storage = "auto",
    offline = false,
    durability = "strict",
    seed,
    ...unknown
  } = options;
  for (const option of Object.keys(unknown))
    throw new SoulgraphError("input-invalid", "open has no such option", option);
  if (!Array.isArray(relays))
    throw new SoulgraphError("relay-invalid", "relays is a list of addresses", relays);
  if (typeof name !== "string" || name === "")
    throw new SoulgraphError("input-invalid", "name is a non-empty text", name);
  if (typeof network !== "string" || !/^[a-z0-9-]{1,32}$/.test(network)) {
    throw new SoulgraphError(
      "network-invalid",
      "a network's name is 1 to 32 of a-z, 0-9 and -",
      network,
    );
  }
  oneOf("engine", engine, ["auto", "wasm", "fallback"]);
  let provider = storage === "auto" ? automatic : undefined;
  if (storage instanceof Object && typeof storage.open === "function") provider = storage;
  else oneOf("storage", storage, ["auto", "memory"]);
  oneOf("offline", offline, [true, false]);
  oneOf("durability", durability, ["strict", "relaxed"]);
  if (seed !== undefined && !(seed instanceof Uint8Array && seed.length === 32))
    throw new SoulgraphError("input-invalid", "a seed is a Uint8Array of 32 bytes", typeof seed);
  return {
    relays: relays.map(relayUrl),
    name,
    network,
    engine,
    storage: provider,
    offline,
    durability,
    seed,
  };
}

/**
 * @param {string} option
 * @param {unknown} value
 * @param {unknown[]} allowed
 */
function oneOf(option, value, allowed) {
  if (!allowed.includes(value))
    throw new SoulgraphError("input-invalid", `${option} is one of ${allowed.join(", ")}`, value);
}
