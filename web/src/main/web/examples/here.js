import { open } from "/soulgraph.js";

const relay = location.origin.replace(/^http/, "ws") + "/gossip";
const room = new URLSearchParams(location.search).get("room") ?? "examples/here";
const db = await open({ relays: [relay], name: "examples" });

const here = db.presence(room);
const field = document.querySelector("#field");
const people = document.querySelector("#people");
const name = document.querySelector("#name");
name.value = sessionStorage.name ?? `Guest ${Math.floor(Math.random() * 1000)}`;
let place = { x: 0.5, y: 0.5 };

const say = () => here.set({ name: name.value, ...place });
name.oninput = () => {
  sessionStorage.name = name.value;
  say();
};
name.disabled = false;
field.onpointermove = (event) => {
  const { left, top, width, height } = field.getBoundingClientRect();
  place = { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  say();
};
say();

// What others say is theirs: anything may be in it.
const number = (value) => Math.min(1, Math.max(0, Number(value) || 0));
here.on((present) => {
  const shown = present.map(({ author, instance, value, own }) => ({
    id: author + instance,
    name: String(value?.name ?? "?").slice(0, 20) + (own ? " (me)" : ""),
    x: number(value?.x),
    y: number(value?.y),
  }));
  people.replaceChildren(
    ...shown.map((each) => Object.assign(document.createElement("li"), { textContent: each.name })),
  );
  const known = new Map([...field.children].map((mark) => [mark.id, mark]));
  for (const each of shown) {
    const mark = known.get(each.id) ?? field.appendChild(document.createElement("span"));
    known.delete(each.id);
    mark.id = each.id;
    mark.textContent = each.name;
    mark.style.left = `${each.x * 100}%`;
    mark.style.top = `${each.y * 100}%`;
  }
  for (const gone of known.values()) gone.remove();
});
