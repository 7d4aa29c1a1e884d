/** Wiring: opens the database and keeps drawing, list and inspector in step with it. */
import { byId, setText } from "./dom.js";
import { chooseDrawn } from "./drawn.js";
import { createGraphView } from "./graph-view.js";
import { wireHelp } from "./help.js";
import { createInspector } from "./inspector.js";
import { wireKeys } from "./keys.js";
import { learnKinds } from "./kinds.js";
import { buildModel, homeOf } from "./model.js";
import { createNewNodeDialog } from "./new-node.js";
import { wireNodeList } from "./node-list.js";
import { fillError } from "./notices.js";
import { keepOfflineCopy } from "./offline-copy.js";
import { hashOfSoul, openOptions, soulOfHash } from "./options.js";
import { wirePending } from "./pending.js";
import { writeSample } from "./sample.js";
import { startsOffline, wireStatusBar } from "./status-bar.js";
import { wireThemeButton } from "./theme-button.js";
import { createWrites } from "./writes.js";

/** A bulk change isn't flashed: everything would. */
const FLASHED_MAX = 60;
/** How long a page without data waits for a relay before it says that there is none. */
const EMPTY_AFTER_MS = 2500;

const snapshots = new Map();
let model = buildModel(snapshots);
let selected = soulOfHash(location.hash);
/** Whether the first nodes, or the certainty that there are none, have come. */
let known = false;
let changed = new Set();
let scheduled = false;
/** When the next changes may be shown. */
let restUntil = 0;

const graph = createGraphView(byId("graph"), { onSelect: select });
const list = wireNodeList({ onSelect: select, onSearch: render });
wireThemeButton(byId("theme-button"), () => graph.retheme());
wireHelp();
start().catch(showFailure);

async function start() {
  const { open } = await import("/soulgraph.js");
  const db = await open({ ...openOptions(location), offline: startsOffline() });
  window.soulgraph = db;
  const writes = createWrites(db);
  const inspector = createInspector({
    writes,
    onNavigate: select,
    model: () => model,
    snapshot: (soul) => snapshots.get(soul),
  });
  const newNode = createNewNodeDialog({ writes, onNavigate: select });
  view.inspector = inspector;
  wireStatusBar(db);
  wirePending(db, writes);
  wireActions(db, writes, newNode);
  wireKeys({
    list,
    graph,
    inspector,
    newNode: openNewNode(newNode),
    back: () => select(null),
    selected: () => selected,
  });
  db.query().on(receive);
  waitForRelay(db);
  db.query()
    .once({ local: true }) // by then all that a query needs has been loaded, and is kept too
    .then(keepOfflineCopy)
    .catch((error) => console.warn("The page is not kept for offline use:", error));
}

/** What exists only once the database is open. */
const view = { inspector: null };

function receive(nodes, { put, removed }) {
  for (const snapshot of put) {
    snapshots.set(snapshot.$soul, snapshot);
    if (known) changed.add(snapshot.$soul);
  }
  for (const soul of removed) snapshots.delete(soul);
  if (nodes.length > 0) known = true;
  schedule();
}

/** The first change is shown at once; a flood is shown in turns, with as much time between as one takes. */
function schedule() {
  if (scheduled) return;
  scheduled = true;
  setTimeout(showChanges, Math.max(0, restUntil - performance.now()));
}

function showChanges() {
  const began = performance.now();
  scheduled = false;
  model = buildModel(snapshots);
  learnKinds(model);
  render();
  const flashed = [...changed].map((soul) => homeOf(model, soul));
  changed = new Set();
  if (flashed.length <= FLASHED_MAX) graph.flash(flashed);
  const ended = performance.now();
  restUntil = ended + (ended - began);
}

function render() {
  if (selected !== null) selected = homeOf(model, selected);
  const matches = list.matches();
  list.show(model, selected);
  const drawn = chooseDrawn(model, selected, matches);
  const some = model.nodes.size > 0;
  byId("opening").hidden = known;
  byId("empty").hidden = some || !known;
  byId("stage-tools").hidden = !some;
  // Before the drawing, which takes what room the inspector leaves.
  view.inspector?.show(known ? selected : null);
  if (some || known)
    graph.show({ model, drawn, selected, matches: matches ? new Set(matches) : null });
  showNote(drawn);
  const label = selected === null ? null : (model.nodes.get(selected)?.label ?? selected);
  document.title = label === null ? "Soulgraph" : `${label} · Soulgraph`;
}

function showNote({ mode, note, souls }) {
  byId("stage-note").hidden = note === "";
  byId("stage-note").dataset.mode = mode;
  byId("graph").dataset.drawn = souls.size;
  setText(byId("stage-words"), note);
  byId("whole-graph").hidden = mode === "best";
  setText(byId("whole-graph"), mode === "matches" ? "Clear the search" : "Show all");
}

function select(soul) {
  if (soul !== selected)
    history.pushState(null, "", hashOfSoul(soul) || location.pathname + location.search);
  selected = soul;
  showPanel("graph");
  render();
}

function followAddress() {
  selected = soulOfHash(location.hash);
  render();
}

function wireActions(db, writes, newNode) {
  const openDialog = openNewNode(newNode);
  byId("new-node-button").disabled = false;
  byId("new-node-button").addEventListener("click", openDialog);
  byId("first-node").addEventListener("click", openDialog);
  byId("add-sample").addEventListener("click", async () => {
    byId("empty-error").hidden = true;
    try {
      await writes.commit((tx) => writeSample(tx, db));
    } catch (error) {
      fillError(byId("empty-error"), error);
    }
  });
  byId("whole-graph").addEventListener("click", () => {
    if (selected !== null) select(null);
    else list.clear();
  });
  byId("zoom-in").addEventListener("click", () => graph.zoomBy(1.3));
  byId("zoom-out").addEventListener("click", () => graph.zoomBy(1 / 1.3));
  byId("zoom-fit").addEventListener("click", () => graph.fit());
  byId("rearrange").addEventListener("click", () => graph.rearrange());
  byId("tab-graph").addEventListener("click", () => showPanel("graph"));
  byId("tab-list").addEventListener("click", () => showPanel("list"));
  byId("search").addEventListener("focus", () => showPanel("list"));
  addEventListener("popstate", followAddress);
  addEventListener("hashchange", followAddress);
}

/** The soul of a new node begins as the selected one's does. */
function openNewNode(dialog) {
  return () =>
    dialog.open(selected?.includes("/") ? selected.slice(0, selected.lastIndexOf("/")) : "");
}

/** On a phone one of the two is seen at a time. */
function showPanel(panel) {
  document.body.dataset.panel = panel;
  byId("tab-graph").setAttribute("aria-pressed", String(panel === "graph"));
  byId("tab-list").setAttribute("aria-pressed", String(panel === "list"));
}

/** A page that finds nothing waits a moment for a relay before it says that nothing is there. */
async function waitForRelay(db) {
  const { relays, state } = db.status.value;
  if (relays.length > 0 && state !== "offline") {
    byId("opening-words").textContent = "Catching up…";
    await db.synced(undefined, { timeoutMs: EMPTY_AFTER_MS }).catch(() => {});
  }
  known = true;
  showChanges();
  graph.settle();
}

function showFailure(error) {
  console.error(error);
  document.documentElement.dataset.state = "failed";
  byId("opening").classList.add("failed");
  byId("opening-words").textContent = "The database could not be opened.";
  fillError(byId("opening-error"), error);
  byId("status-words").textContent = "Not open";
  byId("status-chip").dataset.state = "failed";
}
