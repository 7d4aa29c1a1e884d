import { compare } from "../queries/values.js";
import { ID, PLACE } from "./places.js";

/**
 * How a list is spelled as a node's properties: `item.ID` is an element, `place.ID` where it lies.
 * An element is where its place says, which is one property, so that the latest move holds whole;
 * and it is gone when its item is, whoever moves it meanwhile.
 *
 * @typedef {{ id: string, at: string, value: any }} Item
 */

export const itemKey = (/** @type {string} */ id) => `item.${id}`;
export const placeKey = (/** @type {string} */ id) => `place.${id}`;

const ITEM = "item.";

/**
 * A list's elements in their order.
 *
 * @param {any} properties
 * @returns {Item[]}
 */
export function itemsOf(properties) {
  const items = [];
  for (const key of Object.keys(properties ?? {})) {
    if (!key.startsWith(ITEM)) continue;
    const id = key.slice(ITEM.length);
    const place = properties[placeKey(id)];
    if (ID.test(id) && typeof place === "string" && PLACE.test(place))
      items.push({ id, at: place + id, value: properties[key] });
  }
  return items.sort((a, b) => compare(a.at, b.at));
}
