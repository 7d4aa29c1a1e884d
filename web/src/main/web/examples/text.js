import { open } from "/soulgraph.js";

const relay = location.origin.replace(/^http/, "ws") + "/gossip";
const room = new URLSearchParams(location.search).get("room") ?? "examples/text";
const db = await open({ relays: [relay], name: "examples" });

const letters = db.list(room);
const editor = document.querySelector("textarea");
/** What the editor shows: the list's elements, a letter each. */
let shown = [];
/** Edits take their turns; until they are done, the editor is ahead of the list. */
let waiting = 0;
let written = Promise.resolve();
const textOf = (items) => items.map(({ value }) => String(value)).join("");

editor.oninput = () => {
  const text = editor.value;
  waiting++;
  written = written.then(() => write(Array.from(text))).finally(() => {
    if (--waiting === 0) show(letters.value);
  });
};

/** What was typed lies between what both texts begin and end with. */
async function write(now) {
  const before = shown.map(({ value }) => String(value));
  const most = Math.min(now.length, before.length);
  let from = 0;
  while (from < most && now[from] === before[from]) from++;
  let same = 0;
  while (same < most - from && now.at(-1 - same) === before.at(-1 - same)) same++;
  const end = shown.length - same;
  const typed = now.slice(from, now.length - same);
  // Others may have written meanwhile: it goes behind the letter that it is behind here.
  const at = letters.value.findIndex(({ id }) => id === shown[from - 1]?.id) + 1;
  const adding = typed.length > 0 ? letters.insert(at, ...typed) : { added: [] };
  await Promise.all(shown.slice(from, end).map((item) => letters.remove(item)));
  const added = (await adding).added.map(({ id }, index) => ({ id, value: typed[index] }));
  shown = [...shown.slice(0, from), ...added, ...shown.slice(end)];
}

letters.on((items = []) => {
  editor.disabled = false;
  if (waiting === 0) show(items);
});

function show(items) {
  const text = textOf(items);
  if (text !== editor.value) {
    const [start, end] = [editor.selectionStart, editor.selectionEnd].map((at) => moved(at, items));
    editor.value = text;
    editor.setSelectionRange(start, end);
  }
  shown = items;
}

/** The caret stays behind the letter that it was behind. */
function moved(caret, items) {
  let left = caret;
  const behind = shown.filter(({ value }) => (left -= String(value).length) >= 0);
  const places = new Map(items.map(({ id }, at) => [id, at]));
  const last = behind.reverse().find(({ id }) => places.has(id));
  return last ? textOf(items.slice(0, places.get(last.id) + 1)).length : 0;
}
