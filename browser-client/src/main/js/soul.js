/** A soul's rules, as in the core, so that what breaks them is refused by the call that says it. */

const MAX_BYTES = 512;
const MAX_SEGMENTS = 16;

/**
 * The first rule that a text breaks as a soul; undefined: it is one.
 *
 * @param {string} text
 */
export function ruleBroken(text) {
  if (/\p{Surrogate}/u.test(text)) return "a soul must be well-formed Unicode";
  if (/\p{Cc}/u.test(text)) return "a soul must hold no control characters";
  // A UTF-16 unit has three bytes at most: most souls needn't be measured.
  if (!text || (text.length * 3 > MAX_BYTES && new TextEncoder().encode(text).length > MAX_BYTES))
    return `a soul has 1 to ${MAX_BYTES} bytes`;
  const segments = text.split("/");
  if (segments.includes("")) return "a soul has no empty segment";
  if (segments.length > MAX_SEGMENTS) return `a soul has at most ${MAX_SEGMENTS} segments`;
  const expiries = segments.filter((segment) => segment[0] === "!");
  if (expiries.length > 1) return "a soul has one expiry segment at most";
  if (expiries[0] && !/^!\d{13}$/.test(expiries[0]))
    return "a segment that begins with ! is ! and 13 digits";
  return undefined;
}
