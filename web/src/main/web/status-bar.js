/** The top bar: connection, storage, identity, the offline switch; and what the details tell. */
import { byId, copyText, el, icon, keyed, setText } from "./dom.js";
import { describeError, notice, toast } from "./notices.js";
import { count, shortKey } from "./values.js";

const STATES = {
  connecting: "Connecting",
  online: "Online",
  behind: "Catching up",
  offline: "Offline",
};
/** Survives a reload, but a new tab starts connected. */
const OFFLINE = "soulgraph.offline";

export function wireStatusBar(db) {
  wireOfflineSwitch(db);
  wireAuthor(db.author);
  db.status.on((status) => {
    showState(db, status);
    showPending(status);
    showWarnings(status);
    showDetails(db, status);
  });
}

export function startsOffline() {
  try {
    return sessionStorage.getItem(OFFLINE) === "1";
  } catch {
    return false;
  }
}

function wireOfflineSwitch(db) {
  const box = byId("offline-switch");
  box.checked = db.offline;
  box.disabled = false;
  box.addEventListener("change", () => {
    db.offline = box.checked;
    try {
      sessionStorage.setItem(OFFLINE, box.checked ? "1" : "0");
    } catch {
      // Storage may be forbidden; then a reload connects again.
    }
  });
}

function wireAuthor(author) {
  const chip = byId("author-chip");
  chip.replaceChildren(icon("key"), shortKey(author));
  chip.dataset.key = author;
  chip.setAttribute("aria-label", `Copy your public key, ${author}`);
  chip.hidden = false;
  chip.addEventListener("click", () => copyKey(author));
}

async function copyKey(author) {
  toast((await copyText(author)) ? "Public key copied" : `Your public key: ${author}`);
}

/** Offline by the switch and without an answer are one state to the database, two to its user. */
function stateWords(db, { state, relays }) {
  if (relays.length === 0) return "This browser only";
  return state === "offline" && !db.offline ? "No connection" : STATES[state];
}

function showState(db, status) {
  document.documentElement.dataset.state = status.state;
  document.documentElement.dataset.engine = status.engine;
  byId("status-chip").dataset.state = status.relays.length === 0 ? "alone" : status.state;
  setText(byId("status-words"), stateWords(db, status));
  setText(byId("round-trip"), status.state === "offline" ? "" : milliseconds(status.roundTripMs));
}

function milliseconds(value) {
  if (value === undefined || value < 0) return "";
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}

function showPending({ pending }) {
  setText(byId("pending-count"), pending.toLocaleString("en"));
  byId("pending-chip").hidden = pending === 0 && byId("pending-chip").dataset.refused !== "true";
}

function showWarnings({ storage, clockSkewMs }) {
  byId("memory-chip").hidden = storage !== "memory";
  const skewed = clockSkewMs !== undefined && clockSkewMs !== 0;
  notice("clock", skewed ? skewWords(clockSkewMs) : null);
}

function skewWords(skewMs) {
  const seconds = Math.abs(skewMs) / 1000;
  const far =
    seconds < 120
      ? `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`
      : `${Math.round(seconds / 60)} min`;
  return `This machine's clock is ${far} ${skewMs > 0 ? "ahead of" : "behind"} the relays'. Soulgraph corrects for it; better set the clock right.`;
}

const CRYPTO = {
  webcrypto: "WebCrypto",
  bouncycastle: "Bouncy Castle (this page is no secure context)",
};
const ENGINES = { wasm: "WebAssembly", fallback: "JavaScript fallback" };

function showDetails(db, status) {
  const rows = [
    ["Connection", stateWords(db, status)],
    ["Round trip", milliseconds(status.roundTripMs) || "not measured"],
    ["Pending writes", count(status.pending, "write")],
    ["Storage", status.storage === "memory" ? "memory" : "IndexedDB"],
    [
      "Engine",
      ENGINES[status.engine] ?? status.engine,
      { "data-testid": "engine", "data-engine": status.engine },
    ],
    ["Signatures", CRYPTO[status.crypto] ?? status.crypto, { "data-testid": "crypto" }],
  ];
  const parts = [
    el("h2", {}, "Connection"),
    status.storage === "memory" ? memoryWarning() : null,
    el("dl", { class: "facts" }, ...rows.map(([name, value, hooks]) => fact(name, value, hooks))),
    el("h3", {}, count(status.relays.length, "relay")),
    relayList(status.relays),
    el("h3", {}, "Your public key"),
    keyLine(db.author),
    status.error ? lastError(status.error) : null,
  ];
  // Only what differs is replaced: the copy button keeps its focus while the round-trip time ticks.
  keyed(
    byId("details"),
    parts.filter(Boolean).map((element, i) => ({ element, i })),
    ({ element, i }) => `${i}:${element.outerHTML}`,
    ({ element }) => element,
  );
}

function fact(name, value, hooks = {}) {
  return el("div", {}, el("dt", {}, name), el("dd", hooks, value));
}

function memoryWarning() {
  return el(
    "p",
    { class: "callout" },
    "This browser keeps nothing on disk here, because storage is forbidden, full or was not asked for. What you write lives in this page: once a relay has acknowledged it, it is safe there; until then closing the page loses it.",
  );
}

function relayList(relays) {
  if (relays.length === 0)
    return el("p", { class: "soft" }, "None: this database is for this browser alone.");
  return el(
    "ul",
    { class: "relays" },
    ...relays.map((relay) =>
      el(
        "li",
        { "data-state": relay.state },
        el("span", { class: "dot", "aria-hidden": "true" }),
        el("span", { class: "mono" }, relay.url),
        el(
          "span",
          { class: "soft" },
          [STATES[relay.state], milliseconds(relay.roundTripMs)].filter(Boolean).join(" · "),
        ),
        relay.node
          ? el("span", { class: "mono soft", title: relay.node }, shortKey(relay.node))
          : null,
      ),
    ),
  );
}

function keyLine(author) {
  return el(
    "p",
    { class: "key-line" },
    el("code", {}, author),
    el(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": "Copy your public key",
        onclick: () => copyKey(author),
      },
      icon("copy"),
    ),
  );
}

function lastError(error) {
  const { words, code } = describeError(error);
  return el(
    "p",
    { class: "error", "data-testid": "status-error", "data-code": code },
    `${words} `,
    el("code", { class: "code" }, code),
  );
}
