import { open } from "/soulgraph.js";

const relay = location.origin.replace(/^http/, "ws") + "/gossip";
const room = new URLSearchParams(location.search).get("room") ?? "examples/todo";
const db = await open({ relays: [relay], name: "examples" });

const items = db.set(room);
const list = document.querySelector("#items");
const left = document.querySelector("#left");

const form = document.querySelector("#add");
form.onsubmit = (event) => {
  event.preventDefault();
  const title = form.elements.title.value.trim();
  if (title) items.add({ title, done: false, at: Date.now() });
  form.reset();
};
form.elements.title.disabled = false;

// What changed is handed over step by step, so a list of thousands costs no more than a short one.
items.query({ order: "at" }).changes(({ steps, total }) => {
  for (const step of steps) {
    if (step.type === "remove") list.children[step.index].remove();
    else if (step.type === "update") list.children[step.index].replaceWith(line(step.node));
    else {
      if (step.type === "move") list.children[step.from].remove();
      list.insertBefore(line(step.node), list.children[step.index] ?? null);
    }
  }
  const open = list.querySelectorAll("input:not(:checked)").length;
  left.textContent = total === 0 ? "Nothing to do yet." : `${open} of ${total} left`;
});

function line(item) {
  const node = db.get(item.$soul);
  const tick = Object.assign(document.createElement("input"), { type: "checkbox" });
  tick.checked = !!item.done;
  tick.onchange = () => node.put({ done: tick.checked });
  const label = document.createElement("label");
  label.append(tick, " ", String(item.title));
  const remove = Object.assign(document.createElement("button"), { textContent: "Delete" });
  remove.setAttribute("aria-label", `Delete ${item.title}`);
  remove.onclick = () => items.remove(node);
  const line = document.createElement("li");
  line.append(label, remove);
  return line;
}
