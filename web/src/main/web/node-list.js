/** Search and list: the way to every node that needs no pointer and no drawing. */
import { byId, el, keyed, setText } from "./dom.js";
import { findNodes } from "./find.js";
import { kindClass } from "./kinds.js";
import { count } from "./values.js";

/** Enough to scroll through; the search finds the rest. */
const LISTED_MAX = 400;

/** @param {{onSelect: (soul: string) => void, onSearch: (matches: string[] | null) => void}} callbacks */
export function wireNodeList({ onSelect, onSearch }) {
  const input = byId("search");
  const list = byId("node-list");
  let model = null;
  let selected = null;
  let found = [];

  function refresh() {
    found = model ? findNodes(model, input.value) : [];
    const listed = found.slice(0, LISTED_MAX);
    keyed(list, listed, (node) => node.soul, makeItem);
    for (const item of list.children) markCurrent(item);
    setText(byId("node-count"), countWords());
    byId("node-count").dataset.count = model ? model.count : "";
    byId("node-count").dataset.links = model ? model.linkCount : "";
  }

  function countWords() {
    if (!model) return "";
    const all = `${count(model.count, "node")} · ${count(model.linkCount, "link")}`;
    if (input.value.trim() !== "")
      return `${found.length.toLocaleString("en")} of ${count(model.count, "node")}`;
    return found.length > LISTED_MAX ? `${all} · the first ${LISTED_MAX} listed` : all;
  }

  function makeItem(node) {
    const dot = el("span", { class: "dot", "aria-hidden": "true" });
    const label = el("span", { class: "label" });
    const soul = el("span", { class: "soul" });
    const degree = el("span", { class: "degree" });
    const button = el(
      "button",
      { type: "button", onclick: () => onSelect(node.soul) },
      dot,
      el("span", { class: "names" }, label, soul),
      degree,
    );
    const item = el("li", { "data-testid": "node-item", "data-soul": node.soul }, button);
    let before = null;
    item.update = (now) => {
      if (before?.label === now.label && before.degree === now.degree) return;
      before = now;
      dot.className = kindClass(now.soul);
      setText(label, now.label);
      setText(soul, now.soul);
      setText(degree, now.degree === 0 ? "" : String(now.degree));
      degree.title = count(now.degree, "neighbour");
    };
    item.update(node);
    return item;
  }

  function markCurrent(item) {
    const current = item.dataset.soul === selected;
    if (current) item.firstChild.setAttribute("aria-current", "true");
    else item.firstChild.removeAttribute("aria-current");
  }

  function search() {
    refresh();
    list.scrollTop = 0;
    onSearch(input.value.trim() === "" ? null : found.map((node) => node.soul));
  }

  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found.length > 0) onSelect(found[0].soul);
    else if (event.key === "ArrowDown") list.querySelector("button")?.focus();
    else if (event.key === "Escape" && input.value === "") input.blur();
    else if (event.key === "Escape") clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("keydown", (event) => {
    const item = event.target.closest("li");
    const to = {
      ArrowDown: item?.nextElementSibling,
      ArrowUp: item?.previousElementSibling,
      Home: list.firstElementChild,
      End: list.lastElementChild,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    (to?.firstChild ?? input).focus();
  });

  function clear() {
    input.value = "";
    search();
  }

  return {
    clear,
    focus() {
      input.focus();
      input.select();
    },
    show(nextModel, nextSelected) {
      const moved = selected !== nextSelected;
      model = nextModel;
      selected = nextSelected;
      refresh();
      if (moved) list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    },
    /** What the search finds now, for the drawing; null when nothing is searched. */
    matches: () => (input.value.trim() === "" ? null : found.map((node) => node.soul)),
  };
}
