/**
 * What the page has already. Modules that are loaded later must not bring it a second time: an
 * error, or a link, would be of another class than the one that is known.
 *
 * @typedef {typeof import("../errors.js").SoulgraphError} Errors
 *
 * @typedef {typeof import("../cbor.js").CborReader} Reader
 */

/** @type {Errors} */
export let SoulgraphError;

/** @type {Reader} */
export let CborReader;

/** @param {{ SoulgraphError: Errors, CborReader: Reader }} classes */
export function borrow(classes) {
  ({ SoulgraphError, CborReader } = classes);
}
