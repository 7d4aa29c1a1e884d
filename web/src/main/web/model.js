/**
 * From snapshots to what is drawn and listed: nodes, edges, sets, who points to whom. Pure.
 *
 * A set is a node whose properties are its elements: `@soul` → link for a node, the value's JSON text → value for a
 * plain value. A set below a node that exists (`country/AUT/borders` below `country/AUT`) is that node's affair: it is
 * not drawn itself, its links are drawn as edges of its owner, labelled by its last segment.
 */
import { elementKey, isLink, lastSegment, parentSoul } from "./values.js";

/**
 * @typedef {{soul: string, label: string, missing: boolean, kind: string, degree: number}} Node `missing`: linked to but
 *     not there; `degree`: how many neighbours
 * @typedef {{source: string, target: string, label: string, both: boolean}} Edge
 * @typedef {{key: string, value: any}} Element
 * @typedef {object} Model
 * @property {Map<string, Node>} nodes by soul
 * @property {Map<string, Edge>} edges
 * @property {Map<string, {name: string, soul: string, elements: Element[]}[]>} sets by their owner's soul
 * @property {Map<string, {soul: string, label: string}[]>} incoming who points to a soul
 * @property {Map<string, Set<string>>} neighbours
 * @property {Map<string, string>} homes a set's soul → its owner's
 * @property {number} count nodes that are there
 * @property {number} linkCount
 */

const LABEL_KEYS = ["name", "title", "label", "name.common"];

/** Snapshots are frozen and identical until they change, so each is taken apart once. */
const described = new WeakMap();

/**
 * @returns {{soul: string, label: string, labelKey: string | null, links: {key: string, soul: string}[],
 *     keys: string[], elements: {key: string, value: unknown}[] | null}} `elements`: only if it is a set
 */
export function describe(snapshot) {
  let description = described.get(snapshot);
  if (!description) {
    description = takeApart(snapshot);
    described.set(snapshot, description);
  }
  return description;
}

function takeApart(snapshot) {
  const soul = snapshot.$soul;
  const keys = Object.keys(snapshot);
  const labelKey =
    LABEL_KEYS.find((key) => typeof snapshot[key] === "string" && snapshot[key].trim()) ?? null;
  const links = keys
    .filter((key) => isLink(snapshot[key]))
    .map((key) => ({ key, soul: snapshot[key].soul }));
  const isSet = keys.length > 0 && keys.every((key) => isElement(key, snapshot[key]));
  return {
    soul,
    label: labelKey ? snapshot[labelKey].trim() : lastSegment(soul),
    labelKey,
    links,
    keys,
    elements: isSet ? keys.map((key) => ({ key, value: snapshot[key] })) : null,
  };
}

function isElement(key, value) {
  if (isLink(value)) return key === `@${value.soul}`;
  return typeof value !== "object" && key === elementKey(value);
}

/**
 * @param {Map<string, import("/soulgraph.js").Snapshot<any>>} snapshots by soul
 * @returns {Model}
 */
export function buildModel(snapshots) {
  const model = {
    nodes: new Map(),
    edges: new Map(),
    sets: new Map(),
    incoming: new Map(),
    neighbours: new Map(),
    homes: new Map(),
    count: 0,
    linkCount: 0,
  };
  for (const [soul, snapshot] of snapshots) {
    const owner = ownerOf(snapshots, soul, snapshot);
    if (owner === null) {
      addNode(model, soul, describe(snapshot).label, false);
      model.count++;
    } else {
      model.homes.set(soul, owner);
      const sets = model.sets.get(owner) ?? [];
      sets.push({ name: lastSegment(soul), soul, elements: describe(snapshot).elements });
      model.sets.set(owner, sets);
    }
  }
  for (const [soul, snapshot] of snapshots) addLinks(model, soul, describe(snapshot));
  for (const [soul, near] of model.neighbours) model.nodes.get(soul).degree = near.size;
  return model;
}

/** The node that a set is drawn as a part of, or null for what is a node of its own. */
function ownerOf(snapshots, soul, snapshot) {
  if (!describe(snapshot).elements) return null;
  const parent = snapshots.get(parentSoul(soul));
  return parent && !describe(parent).elements ? parentSoul(soul) : null;
}

function addLinks(model, soul, description) {
  const home = model.homes.get(soul);
  const source = home ?? soul;
  for (const link of description.links) {
    const target = model.homes.get(link.soul) ?? link.soul;
    // `posts: @people/alice/posts` on alice herself: the set's own edges already say it.
    if (target === source && model.homes.has(link.soul)) continue;
    const label = home === undefined && !description.elements ? link.key : lastSegment(soul);
    addEdge(model, source, target, label);
  }
}

function addNode(model, soul, label, missing) {
  model.nodes.set(soul, { soul, label, missing, kind: soul.split("/", 1)[0], degree: 0 });
  model.neighbours.set(soul, new Set());
  model.incoming.set(soul, []);
}

function addEdge(model, source, target, label) {
  if (!model.nodes.has(target)) addNode(model, target, lastSegment(target), true);
  model.linkCount++;
  model.incoming.get(target).push({ soul: source, label });
  if (source !== target) {
    model.neighbours.get(source).add(target);
    model.neighbours.get(target).add(source);
  }
  // Two links of one name in both directions (borders, knows) are one line with two arrowheads: half the ink.
  const back = model.edges.get(edgeId(target, label, source));
  if (back && source !== target) back.both = true;
  else model.edges.set(edgeId(source, label, target), { source, target, label, both: false });
}

function edgeId(source, label, target) {
  return JSON.stringify([source, label, target]);
}

/** Every soul that can be selected resolves to one that is drawn: a set's to its owner's. */
export function homeOf(model, soul) {
  return model.homes.get(soul) ?? soul;
}
