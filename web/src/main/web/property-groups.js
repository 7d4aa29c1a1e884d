/** In which order and under which headings a node's properties are shown. Pure. */

/** Fewer dotted keys than this with one beginning are easier to read than a heading to open. */
const GROUP_MIN = 5;

/**
 * `name.common`, `name.official`, … are shown together, folded where they are many; what gives the node its label
 * comes first and is never folded.
 *
 * @param {string[]} keys
 * @param {string | null} labelKey
 * @returns {{name: string | null, keys: string[]}[]} a null name: not folded
 */
export function groupProperties(keys, labelKey) {
  const sorted = [...keys].sort((a, b) => (a < b ? -1 : 1));
  const plain = labelKey === null ? [] : [labelKey];
  const dotted = new Map();
  for (const key of sorted) {
    if (key === labelKey) continue;
    const dot = key.indexOf(".");
    const name = dot > 0 ? key.slice(0, dot) : null;
    if (name === null) plain.push(key);
    else dotted.set(name, [...(dotted.get(name) ?? []), key]);
  }
  const folded = [];
  for (const [name, members] of dotted) {
    if (members.length < GROUP_MIN) plain.push(...members);
    else folded.push({ name, keys: members });
  }
  return [{ name: null, keys: plain }, ...folded];
}

/**
 * Who points here, by the name of the link: many neighbours under few names.
 *
 * @param {{soul: string, label: string}[]} incoming
 * @returns {{label: string, souls: string[]}[]}
 */
export function groupIncoming(incoming) {
  const byLabel = new Map();
  for (const { soul, label } of incoming) byLabel.set(label, [...(byLabel.get(label) ?? []), soul]);
  return [...byLabel]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, souls]) => ({ label, souls: [...new Set(souls)].sort() }));
}
