/**
 * Where each node is. New nodes come to lie beside what they link to; what the user moved never moves by itself, and
 * the rest only when so much is new that the old picture means nothing. Pure.
 */
import { settle } from "./forces.js";

/** So many new nodes at once are data arriving, not somebody at work. */
const BURST_MIN = 4;
const CELL_X = 116;
const CELL_Y = 70;
const RING_STEP = 150;
const RING_GAP = 104;

export function createLayout() {
  /** soul → {x, y}: kept for the session, also for what isn't drawn just now. */
  const places = new Map();
  const pinned = new Set();
  /** Placed while nothing linked to them: they may move once something does. */
  const loose = new Set();
  /** Where the rows of such nodes are, and how many came since all was laid out together. */
  let rows = null;
  let added = 0;

  function forget() {
    places.clear();
    pinned.clear();
    loose.clear();
    rows = null;
    added = 0;
  }

  return {
    places,
    forget,
    /** Whether nodes were only put beside others, and nobody has moved any. */
    isMakeshift: () => pinned.size === 0 && added > 0,
    pin(soul, place) {
      places.set(soul, place);
      pinned.add(soul);
      loose.delete(soul);
    },
    arrange(model, souls) {
      const linked = [];
      const alone = [];
      for (const soul of souls) (isLinked(model, souls, soul) ? linked : alone).push(soul);
      for (const soul of linked) if (loose.delete(soul)) places.delete(soul);
      const fresh = [...souls].filter((soul) => !places.has(soul)).length;
      if (fresh === 0) return;
      const first = fresh === souls.size;
      added += fresh;
      // What was laid out halfway, when a burst of data came, is laid out anew; never what
      // somebody has begun to arrange.
      const burst = fresh >= BURST_MIN && added * 4 > souls.size;
      if (pinned.size === 0 && (first || burst)) forget();
      settleLinked(model, linked, places, pinned);
      rows ??= rowsBelow(linked, alone.length, places);
      placeAlone(alone, rows, places, loose);
    },
  };
}

function isLinked(model, souls, soul) {
  for (const near of model.neighbours.get(soul)) if (souls.has(near)) return true;
  return false;
}

function settleLinked(model, linked, places, pinned) {
  const fresh = linked.filter((soul) => !places.has(soul));
  if (fresh.length === 0) return;
  const few = fresh.length * 4 <= linked.length - fresh.length;
  const isNew = new Set(fresh);
  const index = new Map(linked.map((soul, i) => [soul, i]));
  fresh.forEach((soul, i) => places.set(soul, startOf(model, soul, places, i)));
  const bodies = linked.map((soul) => ({
    ...places.get(soul),
    fixed: pinned.has(soul) || (few && !isNew.has(soul)),
  }));
  settle(bodies, pairs(model, linked, index), few ? 120 : linked.length > 150 ? 260 : 400);
  linked.forEach((soul, i) => places.set(soul, { x: bodies[i].x, y: bodies[i].y }));
}

/** Beside a placed neighbour, else on a spiral around the middle. */
function startOf(model, soul, places, i) {
  for (const near of model.neighbours.get(soul)) {
    const place = places.get(near);
    if (place) return { x: place.x + 50 * Math.cos(i * 2.4), y: place.y + 50 * Math.sin(i * 2.4) };
  }
  const radius = 30 * Math.sqrt(i + 1);
  return { x: radius * Math.cos(i * 2.4), y: radius * Math.sin(i * 2.4) };
}

function pairs(model, linked, index) {
  const links = [];
  for (const soul of linked) {
    for (const near of model.neighbours.get(soul)) {
      if (index.has(near) && index.get(soul) < index.get(near))
        links.push([index.get(soul), index.get(near)]);
    }
  }
  return links;
}

function rowsBelow(linked, aloneCount, places) {
  const box = boundsOf(linked, places);
  const columns = Math.max(
    4,
    Math.ceil(Math.sqrt(aloneCount * 1.8)),
    Math.floor(box.width / CELL_X),
  );
  const middle = (box.left + box.right) / 2;
  const left = middle - ((Math.min(columns, Math.max(aloneCount, 1)) - 1) * CELL_X) / 2;
  const height = CELL_Y * Math.ceil(aloneCount / columns);
  return {
    columns,
    left,
    top: linked.length > 0 ? box.bottom + CELL_Y * 1.5 : -height / 2,
    taken: 0,
  };
}

/** What nothing links to stands in rows below the rest. */
function placeAlone(alone, rows, places, loose) {
  for (const soul of alone) {
    if (places.has(soul)) continue;
    const column = rows.taken % rows.columns;
    const row = Math.floor(rows.taken / rows.columns);
    rows.taken++;
    places.set(soul, { x: rows.left + column * CELL_X, y: rows.top + row * CELL_Y });
    loose.add(soul);
  }
}

/** The rectangle around some nodes' middles; empty around the origin for none. */
export function boundsOf(souls, places) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const soul of souls) {
    const { x, y } = places.get(soul);
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  if (box.left === Infinity) return { left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0 };
  return { ...box, width: box.right - box.left, height: box.bottom - box.top };
}

/**
 * The selected node with all others on rings around it, those that are linked to each other side by side.
 *
 * @param {string[]} others
 * @param {Map<string, Set<string>>} neighbours
 * @param {number} wide the canvas's width by its height
 * @returns {Map<string, {x: number, y: number}>}
 */
export function ringsAround(center, others, neighbours, places, wide) {
  const middle = places.get(center) ?? { x: 0, y: 0 };
  const result = new Map([[center, middle]]);
  const stretch = Math.min(Math.max(wide, 0.72), 1.45);
  const rings = ringSizes(others.length);
  ringOrder(others, neighbours).forEach((soul, i) => {
    const ring = rings[i % rings.length];
    // Half a step aside: no line runs straight up or down through a label.
    const turn = ((i + 0.5) / others.length) * 2 * Math.PI - Math.PI / 2;
    result.set(soul, {
      x: middle.x + ring * stretch * Math.cos(turn),
      y: middle.y + ring * Math.sin(turn),
    });
  });
  return result;
}

/** From one to the next that it is linked to, beginning where there are fewest: most lines then run along the ring. */
function ringOrder(others, neighbours) {
  const left = new Set(others);
  const ties = (soul) => [...neighbours.get(soul)].filter((near) => left.has(near)).length;
  const loosest = (souls) => [...souls].sort((a, b) => ties(a) - ties(b) || (a < b ? -1 : 1))[0];
  const order = [];
  let current = null;
  while (left.size > 0) {
    const linked =
      current === null ? [] : [...neighbours.get(current)].filter((near) => left.has(near));
    current = loosest(linked.length > 0 ? linked : left);
    left.delete(current);
    order.push(current);
  }
  return order;
}

/** Neighbours alternate between rings, as many as it takes for each to have room for its label. */
function ringSizes(neighbours) {
  for (let rings = 1; ; rings++) {
    const radius = RING_STEP + (rings - 1) * 60;
    const room = (2 * Math.PI * radius) / RING_GAP;
    const needed = neighbours / rings;
    if (needed <= room * (1 + rings * 0.35) || rings >= 5) {
      const first = Math.max(RING_STEP, (needed * RING_GAP) / (2 * Math.PI));
      return Array.from({ length: rings }, (_, i) => first + i * 74);
    }
  }
}
