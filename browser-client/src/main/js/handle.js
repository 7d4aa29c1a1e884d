import { SoulgraphError } from "./errors.js";
import { ruleBroken } from "./soul.js";

/** What stands for a node wherever a value can stand: the soul is all that a link needs. */
export class Handle {
  /** Empty where it isn't known yet. */
  get soul() {
    return "";
  }
}

/**
 * @param {unknown} soul
 * @returns {string}
 */
export function checkSoul(soul) {
  if (typeof soul !== "string") throw new SoulgraphError("soul-invalid", "a soul is a text", soul);
  const rule = ruleBroken(soul);
  if (rule) throw new SoulgraphError("soul-invalid", rule, soul);
  return soul;
}
