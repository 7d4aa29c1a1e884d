import { open } from "/soulgraph.js";

const relay = location.origin.replace(/^http/, "ws") + "/gossip";
const room = new URLSearchParams(location.search).get("room") ?? "examples/kanban";
const db = await open({ relays: [relay], name: "examples" });
const lists = [0, 1, 2].map((at) => db.list(`${room}/${at}`));
const columns = [...document.querySelectorAll("section")];
const shown = [[], [], []];
let dragged = null;

/** One commit takes the card out of one list and puts it into the other: nobody ever sees it twice. */
function move({ from, item }, to, index) {
  if (from === to) return lists[to].move(item, index);
  return db.commit((tx) => {
    tx.list(lists[from]).remove(item);
    tx.list(lists[to]).insert(index, item.node);
  });
}

columns.forEach((column, at) => {
  const [cards, form] = [column.querySelector("ol"), column.querySelector("form")];
  form.onsubmit = (event) => {
    event.preventDefault();
    lists[at].push({ title: form.elements.title.value });
    form.reset();
  };
  form.elements.title.disabled = false;
  column.ondragover = (event) => dragged && event.preventDefault();
  column.ondrop = (event) => {
    event.preventDefault();
    const above = (card) => card.getBoundingClientRect().bottom < event.clientY;
    const others = [...cards.children].filter((card) => card.id !== dragged.item.node.soul);
    move(dragged, at, others.filter(above).length);
    dragged = null;
  };
  lists[at].on((items = []) => {
    shown[at] = items.filter((item) => item.node);
    const { id, name } = document.activeElement.closest("li button") ?? {};
    cards.replaceChildren(...shown[at].map((item, index) => card(item, at, index)));
    if (name) document.getElementById(id)?.focus();
  });
});

function card(item, at, index) {
  const card = document.createElement("li");
  const [soul, title] = [item.node.soul, String(item.value?.title ?? "…")];
  Object.assign(card, { id: soul, draggable: true, textContent: title });
  card.ondragstart = () => (dragged = { from: at, item });
  const button = (name, sign, enabled, onclick) => {
    const made = { name, id: `${name} ${soul}`, ariaLabel: `${name} ${title}`, textContent: sign };
    card.append(Object.assign(document.createElement("button"), made, { disabled: !enabled, onclick }));
  };
  const to = (column, place) => () => move({ from: at, item }, column, place);
  button("Move left", "←", at > 0, () => to(at - 1, shown[at - 1].length)());
  button("Move up", "↑", index > 0, to(at, index - 1));
  button("Move down", "↓", index < shown[at].length - 1, to(at, index + 1));
  button("Move right", "→", at < 2, () => to(at + 1, shown[at + 1].length)());
  button("Delete", "×", true, () => lists[at].remove(item));
  return card;
}

const history = await db.history({ prefix: room });
const [undo, redo] = ["#undo", "#redo"].map((id) => document.querySelector(id));
undo.onclick = () => history.undo();
redo.onclick = () => history.redo();
history.on(() => {
  undo.disabled = !history.canUndo;
  redo.disabled = !history.canRedo;
});
