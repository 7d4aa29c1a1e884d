import { checkText } from "./cbor.js";
import { SoulgraphError } from "./errors.js";

/** What stands for a node wherever a value can stand: the soul is all that a link needs. */
export class Handle {
  /** Empty where it isn't known yet. */
  get soul() {
    return "";
  }
}

/**
 * The rest of a soul's rules is the core's affair; these would be lost on the way to it.
 *
 * @param {unknown} soul
 * @returns {string}
 */
export function checkSoul(soul) {
  if (typeof soul !== "string" || soul === "")
    throw new SoulgraphError("soul-invalid", "a soul is a non-empty text", soul);
  checkText(soul, "soul-invalid");
  return soul;
}
