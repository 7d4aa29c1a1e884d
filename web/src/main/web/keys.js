/** Shortcuts. Single letters work only where nothing is being typed. */
import { byId } from "./dom.js";

const PAN = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

export function wireKeys({ list, graph, inspector, newNode, back, selected }) {
  const actions = {
    "/": () => list.focus(),
    n: newNode,
    e: () => inspector.focusAdd(),
    "?": () => byId("help").showModal(),
    "+": () => graph.zoomBy(1.3),
    "=": () => graph.zoomBy(1.3),
    "-": () => graph.zoomBy(1 / 1.3),
    0: () => graph.fit(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (
      event.key === "Escape" &&
      selected() !== null &&
      !document.querySelector(".popover:popover-open")
    )
      return back();
    if (isTyping(event.target)) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  byId("graph").addEventListener("keydown", (event) => {
    const pan = PAN[event.key];
    if (!pan) return;
    event.preventDefault();
    graph.panBy(...pan);
  });
}

function isTyping(target) {
  return target.closest("textarea, select, input:not([type=checkbox]):not([type=radio])") !== null;
}
