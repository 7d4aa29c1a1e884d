/** Finding nodes by soul or label. Pure. */

/** Lower case without accents, so that `osterreich` finds Österreich. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * @param {string} typed
 * @param {import("./model.js").Model} model
 * @returns {import("./model.js").Node[]} those that match, best first; all, by label, if nothing
 *     was typed
 */
export function findNodes(model, typed) {
  const wanted = fold(typed.trim());
  const found = [];
  for (const node of model.nodes.values()) {
    if (node.missing) continue;
    const rank = wanted === "" ? 0 : rankOf(node, wanted);
    if (rank !== null) found.push({ node, rank, text: fold(node.label) });
  }
  found.sort(
    (a, b) => a.rank - b.rank || compare(a.text, b.text) || compare(a.node.soul, b.node.soul),
  );
  return found.map((entry) => entry.node);
}

function rankOf(node, wanted) {
  const label = fold(node.label);
  const soul = fold(node.soul);
  if (label === wanted || soul === wanted) return 0;
  if (soul.endsWith(`/${wanted}`)) return 1;
  if (label.startsWith(wanted)) return 2;
  if (label.includes(wanted)) return 3;
  return soul.includes(wanted) ? 4 : null;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
