/** The drawing: keeps the canvas in step with the model, moves the camera, tells what was clicked. */
import cytoscape from "./vendor/cytoscape.esm.min.mjs";
import { graphStyle, readTokens } from "./graph-style.js";
import { kindIndex } from "./kinds.js";
import { IN_PLACE_MAX } from "./drawn.js";
import { boundsOf, createLayout, ringsAround } from "./layout.js";

const ZOOM_MIN = 0.08;
const ZOOM_MAX = 3;
/** A handful of nodes isn't blown up to fill the canvas. */
const ZOOM_FIT_MAX = 1.25;
const FLASH_MS = 1100;
const MOVE_MS = 420;
/** Beyond, moving nodes jump: animating hundreds of them stutters. */
const ANIMATED_MAX = 160;
const EDGE_NAMES_MAX = 40;
/** The note above the drawing lies over it. */
const NOTE_HEIGHT = 44;

/**
 * @param {HTMLElement} container
 * @param {{onSelect: (soul: string | null) => void}} callbacks
 */
export function createGraphView(container, { onSelect }) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const layout = createLayout();
  const cy = cytoscape({
    container,
    style: graphStyle(readTokens(), calm.matches),
    minZoom: ZOOM_MIN,
    maxZoom: ZOOM_MAX,
    boxSelectionEnabled: false,
    autounselectify: true,
  });
  let shown = null;
  let targets = new Map();
  /** Where the user put nodes on the rings around the selected one. */
  let held = new Map();
  let cameraIsUsers = false;

  cy.on("tap", (event) => {
    if (event.target === cy) onSelect(null);
    else if (event.target.isNode()) onSelect(event.target.id());
  });
  cy.on("mouseover mouseout", "node", (event) => {
    event.target.toggleClass("hover", event.type === "mouseover");
    container.classList.toggle("over-node", event.type === "mouseover");
  });
  cy.on("dragfree", "node", (event) => {
    const place = { ...event.target.position() };
    targets.set(event.target.id(), place);
    if (shown?.drawn.mode === "focus") held.set(event.target.id(), place);
    else layout.pin(event.target.id(), place);
  });
  cy.on("dragpan scrollzoom pinchzoom", () => (cameraIsUsers = true));
  new ResizeObserver(() => {
    cy.resize();
    if (shown && !cameraIsUsers) show(shown, true);
  }).observe(container);

  /**
   * @param {{model: import("./model.js").Model, drawn: {mode: string, souls: Set<string>},
   *     selected: string | null, matches: Set<string> | null}} next
   */
  function show(next, resized = false) {
    const before = shown;
    shown = next;
    const sceneChanged = !before || sceneOf(before) !== sceneOf(next);
    if (sceneChanged) held = new Map();
    targets = placesOf(next);
    const animate = before && !resized && !calm.matches && targets.size <= ANIMATED_MAX;
    cy.batch(() => {
      syncNodes(next, animate);
      syncEdges(next);
      mark(next);
    });
    if (sceneChanged) cameraIsUsers = false;
    const grown = before?.drawn.souls.size !== next.drawn.souls.size;
    if (!cameraIsUsers && (sceneChanged || grown || resized)) frame(animate);
  }

  function placesOf({ model, drawn, selected }) {
    if (drawn.mode !== "focus") {
      layout.arrange(model, drawn.souls);
      return new Map([...drawn.souls].map((soul) => [soul, layout.places.get(soul)]));
    }
    const others = [...drawn.souls].filter((soul) => soul !== selected);
    const { width, height } = container.getBoundingClientRect();
    const wide = height > 0 ? width / height : 1;
    const rings = ringsAround(selected, others, model.neighbours, layout.places, wide);
    for (const [soul, place] of held) if (rings.has(soul)) rings.set(soul, place);
    return rings;
  }

  function syncNodes({ model, drawn }, animate) {
    cy.nodes().forEach((node) => {
      if (!drawn.souls.has(node.id())) node.remove();
    });
    for (const soul of drawn.souls) {
      const data = nodeData(model.nodes.get(soul), drawn);
      const node = cy.getElementById(soul);
      const place = targets.get(soul);
      if (node.empty()) cy.add({ group: "nodes", data, position: { ...place } });
      else {
        node.data(data);
        moveTo(node, place, animate);
      }
    }
  }

  function moveTo(node, place, animate) {
    const { x, y } = node.position();
    node.stop(true);
    if (Math.hypot(x - place.x, y - place.y) < 0.5 || node.grabbed()) return;
    if (animate)
      node.animate({ position: { ...place } }, { duration: MOVE_MS, easing: "ease-out-cubic" });
    else node.position({ ...place });
  }

  function syncEdges({ model, drawn }) {
    cy.edges().forEach((edge) => {
      if (!model.edges.has(edge.id())) edge.remove();
    });
    for (const [id, edge] of model.edges) {
      if (!drawn.souls.has(edge.source) || !drawn.souls.has(edge.target)) continue;
      const known = cy.getElementById(id);
      if (known.empty()) cy.add({ group: "edges", data: { id, ...edge } });
      else if (known.data("both") !== edge.both) known.data("both", edge.both);
    }
  }

  function mark({ drawn, selected, matches }) {
    cy.elements().removeClass("chosen near between faded named match");
    if (cy.edges().length <= EDGE_NAMES_MAX) cy.edges().addClass("named");
    if (matches)
      cy.nodes().forEach((node) => void node.toggleClass("match", matches.has(node.id())));
    const chosen = selected === null ? cy.collection() : cy.getElementById(selected);
    if (chosen.empty()) return;
    chosen.addClass("chosen");
    const near = chosen.connectedEdges();
    near.addClass("near");
    if (near.length <= EDGE_NAMES_MAX) near.addClass("named");
    if (drawn.mode === "focus")
      cy.edges().difference(near).removeClass("named").addClass("between");
    else cy.elements().difference(chosen.closedNeighborhood()).addClass("faded");
  }

  /** Brings everything that is drawn (or its selected part) into view. */
  function frame(animate) {
    const souls = [...targets.keys()];
    const { width, height } = container.getBoundingClientRect();
    if (souls.length === 0 || width === 0 || height === 0) return;
    const box = boundsOf(souls, targets);
    const free = height - NOTE_HEIGHT;
    const zoom = Math.min((width - 40) / (box.width + 110), free / (box.height + 90), ZOOM_FIT_MAX);
    const pan = {
      x: width / 2 - (zoom * (box.left + box.right)) / 2,
      y: NOTE_HEIGHT + free / 2 - (zoom * (box.top + box.bottom + 24)) / 2,
    };
    cy.stop(true);
    if (animate) cy.animate({ zoom, pan }, { duration: MOVE_MS, easing: "ease-in-out-cubic" });
    else cy.viewport({ zoom, pan });
  }

  function rearrange() {
    layout.forget();
    if (shown) show({ ...shown, again: (shown.again ?? 0) + 1 });
  }

  function zoomBy(factor) {
    cameraIsUsers = true;
    const { width, height } = container.getBoundingClientRect();
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: width / 2, y: height / 2 } });
  }

  return {
    show,
    zoomBy,
    fit() {
      cameraIsUsers = false;
      frame(!calm.matches);
    },
    panBy(x, y) {
      cameraIsUsers = true;
      cy.panBy({ x, y });
    },
    /** Forgets where everything was, the user's moves included, and lays it out anew. */
    rearrange,
    /** All has arrived for now: what was put in place as it came is laid out together, if nobody has touched it. */
    settle() {
      if (layout.isMakeshift() && !cameraIsUsers) rearrange();
    },
    flash(souls) {
      for (const soul of souls) {
        const node = cy.getElementById(soul);
        if (node.empty()) continue;
        node.addClass("flash");
        setTimeout(() => node.removeClass("flash"), FLASH_MS);
      }
    },
    retheme() {
      cy.style(graphStyle(readTokens(), calm.matches));
    },
  };
}

/** Two pictures of one scene differ only by what came, went or moved; the camera stays. */
function sceneOf({ drawn, selected, again }) {
  const about =
    drawn.mode === "focus" ? selected : drawn.mode === "matches" ? [...drawn.souls] : null;
  return JSON.stringify([drawn.mode, about, again ?? 0]);
}

/** In a crowd the well-linked have the larger names, which stay legible when one looks from afar. */
function nodeData(node, { mode, souls }) {
  const crowded = mode !== "focus" && souls.size > IN_PLACE_MAX;
  const rank = Math.min(Math.sqrt(node.degree), 4);
  return {
    id: node.soul,
    label: node.label,
    missing: node.missing,
    kind: kindIndex(node.kind),
    size: Math.round(18 + 5 * rank),
    font: crowded ? 13 + 4 * rank : 12.5,
  };
}
