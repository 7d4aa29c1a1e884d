import { open } from "/soulgraph.js";

const relay = location.origin.replace(/^http/, "ws") + "/gossip";
const room = new URLSearchParams(location.search).get("room") ?? "examples/text";
const db = await open({ relays: [relay], name: "examples" });

const letters = db.list(room);
const editor = document.querySelector("textarea");
/** What the editor shows: the list's elements, a letter each. */
let shown = [];
const textOf = (items) => items.map(({ value }) => String(value)).join("");

/** What was typed lies between what both texts begin and end with. */
editor.oninput = () => {
  const now = Array.from(editor.value);
  const before = shown.map(({ value }) => String(value));
  let from = 0;
  while (from < now.length && now[from] === before[from]) from++;
  let same = 0;
  const most = Math.min(now.length, before.length) - from;
  while (same < most && now[now.length - 1 - same] === before[before.length - 1 - same]) same++;
  const gone = shown.slice(from, shown.length - same);
  const typed = now.slice(from, now.length - same);
  db.commit((tx) => {
    const list = tx.list(letters);
    gone.forEach((item) => list.remove(item));
    if (typed.length > 0) list.insert(from, ...typed);
  });
  shown = letters.value;
};

letters.on((items = []) => {
  editor.disabled = false;
  const text = textOf(items);
  if (text !== editor.value) {
    const [start, end] = [editor.selectionStart, editor.selectionEnd].map((at) => moved(at, items));
    editor.value = text;
    editor.setSelectionRange(start, end);
  }
  shown = items;
});

/** The caret stays behind the letter that it was behind. */
function moved(caret, items) {
  let left = caret;
  const behind = shown.filter(({ value }) => (left -= String(value).length) >= 0);
  const places = new Map(items.map(({ id }, at) => [id, at]));
  const last = behind.reverse().find(({ id }) => places.has(id));
  return last ? textOf(items.slice(0, places.get(last.id) + 1)).length : 0;
}
