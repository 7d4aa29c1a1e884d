/** Which part of the graph is drawn, and what the page says about it. Pure. */
import { count } from "./values.js";

/** Up to here everything is drawn. */
export const DRAWN_MAX = 300;
/** Up to here a selection is only highlighted in place; beyond, its neighbourhood is drawn alone. */
export const IN_PLACE_MAX = 40;
/** Nobody reads more neighbours than this around one node. */
export const RING_MAX = 150;
const START_MAX = 120;
const MATCHES_MAX = 60;

/**
 * @param {string | null} selected a soul
 * @param {string[] | null} matches souls found by the search, best first; null without one
 * @returns {{mode: "all" | "focus" | "matches" | "best", souls: Set<string>, note: string}}
 */
export function chooseDrawn(model, selected, matches = null) {
  const total = model.nodes.size;
  if (selected !== null && model.nodes.has(selected) && total > IN_PLACE_MAX)
    return neighbourhood(model, selected);
  if (total <= DRAWN_MAX) return { mode: "all", souls: new Set(model.nodes.keys()), note: "" };
  if (matches !== null && matches.length > 0) return around(model, matches);
  return bestLinked(model);
}

function neighbourhood(model, selected) {
  const all = [...model.neighbours.get(selected)].sort((a, b) => byDegree(model, a, b));
  const near = all.slice(0, RING_MAX);
  const shown =
    near.length < all.length
      ? `${near.length} of its ${all.length.toLocaleString("en")}`
      : `its ${near.length}`;
  const noun = all.length === 1 ? "neighbour" : "neighbours";
  const around = all.length === 0 ? "no links yet" : `${shown} ${noun}`;
  return {
    mode: "focus",
    souls: new Set([selected, ...near]),
    note: `${model.nodes.get(selected).label} and ${around}, of ${count(model.count, "node")}`,
  };
}

function around(model, matches) {
  const souls = new Set(matches.filter((soul) => model.nodes.has(soul)).slice(0, MATCHES_MAX));
  const found = souls.size;
  for (const soul of [...souls]) {
    for (const near of model.neighbours.get(soul)) if (souls.size < DRAWN_MAX) souls.add(near);
  }
  const shown =
    found < matches.length
      ? `The first ${found} of ${count(matches.length, "match", "matches")}`
      : count(found, "match", "matches");
  return {
    mode: "matches",
    souls,
    note: `${shown} and what they link to, of ${count(model.count, "node")}`,
  };
}

function bestLinked(model) {
  const best = [...model.nodes.keys()].sort((a, b) => byDegree(model, a, b)).slice(0, START_MAX);
  return {
    mode: "best",
    souls: new Set(best),
    note: `The ${best.length} best-linked of ${count(model.count, "node")}. Search or pick one to see its surroundings.`,
  };
}

function byDegree(model, a, b) {
  return model.nodes.get(b).degree - model.nodes.get(a).degree || (a < b ? -1 : 1);
}
