/**
 * Places in a list: texts that sort as the elements do. An element lies at its place's digits and
 * its own id after them, so no two lie at the same, and there is room between any two.
 */

const DIGITS = "0123456789abcdefghijklmnopqrstuv";
const BASE = BigInt(DIGITS.length);
/** Room for half a billion elements before and after the first without another digit. */
const DIGITS_MIN = 6;
export const DIGITS_MAX = 200;
export const PLACE = /^[0-9a-v]{1,200}$/;
export const ID = /^[0-9a-v]{13}$/;

/**
 * Places for several new elements in a row; null: there is no room, which takes hundreds of inserts
 * at one point.
 *
 * @param {string | undefined} before where the element before them lies, its id included
 * @param {string | undefined} after where the one after them lies
 * @param {number} count
 * @returns {string[] | null}
 */
export function placesBetween(before, after, count) {
  for (let digits = DIGITS_MIN; digits <= DIGITS_MAX; digits++) {
    const whole = BASE ** BigInt(digits);
    const low = before === undefined ? -1n : numberOf(before, digits);
    const high = after === undefined ? whole : numberOf(after, digits);
    const room = high - low - 1n;
    if (room < BigInt(count)) continue;
    // At either end of the list the next places are as near as can be: most lists grow there, and
    // halving what is left would use up a digit with every fifth element.
    const one = BigInt(count);
    let first = low + 1n;
    let step = 1n;
    if (before === undefined && after === undefined) first = whole / 2n;
    else if (before === undefined) first = high - one;
    else if (after !== undefined) {
      step = (room + 1n) / (one + 1n);
      first = low + step;
    }
    return Array.from({ length: count }, (_, index) => textOf(first + step * BigInt(index), digits));
  }
  return null;
}

/**
 * @param {string} text
 * @param {number} digits how many of them count
 */
function numberOf(text, digits) {
  let number = 0n;
  for (let i = 0; i < digits; i++)
    number = number * BASE + BigInt(i < text.length ? DIGITS.indexOf(text.charAt(i)) : 0);
  return number;
}

/**
 * @param {bigint} number
 * @param {number} digits
 */
function textOf(number, digits) {
  return number.toString(DIGITS.length).padStart(digits, "0");
}

/** 8 random bytes as 13 digits. */
export function newId() {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return textOf((BigInt(high) << 32n) | BigInt(low), 13);
}
