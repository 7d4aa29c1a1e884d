/** Colours by kind, which is a soul's first segment. */

const COLOURS = 8;
const known = new Map();

/** Kinds seen for the first time get the next colours, the commonest first; none changes while the page is open. */
export function learnKinds(model) {
  const seen = new Map();
  for (const { kind } of model.nodes.values())
    if (!known.has(kind)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
  const fresh = [...seen].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  for (const [kind] of fresh) known.set(kind, known.size % COLOURS);
}

export function kindIndex(kind) {
  return known.get(kind) ?? 0;
}

/** The class that gives an element's dot its colour. */
export function kindClass(soul) {
  return `dot kind-${kindIndex(soul.split("/", 1)[0])}`;
}
