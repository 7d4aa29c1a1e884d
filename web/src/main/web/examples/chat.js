import { open } from "/soulgraph.js";

const relay = location.origin.replace(/^http/, "ws") + "/gossip";
const room = new URLSearchParams(location.search).get("room") ?? "examples/chat";
const db = await open({ relays: [relay], name: "examples" });

const messages = db.set(room);
const list = document.querySelector("#messages");
/** Where each message of this tab is: kept here, or on the node's disk. */
const receipts = new Map();

const form = document.querySelector("#say");
form.onsubmit = async (event) => {
  event.preventDefault();
  const text = form.elements.text.value.trim();
  form.reset();
  if (!text) return;
  const { node, receipt } = await messages.add({ text, from: db.author, at: Date.now() });
  receipts.set(node.soul, receipt);
  try {
    await receipt.when("relayed");
  } finally {
    mark(node.soul);
  }
};
form.elements.text.disabled = false;

// The last hundred, as they were said.
messages.query({ order: { key: "at", desc: true }, limit: 100 }).on((found) => {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  list.replaceChildren(...found.map(line).reverse());
  if (atEnd) list.scrollTop = list.scrollHeight;
});

function line(message) {
  const own = message.from === db.author;
  const line = document.createElement("li");
  line.id = message.$soul;
  line.className = own ? "own" : "";
  const from = Object.assign(document.createElement("b"), {
    textContent: own ? "me" : String(message.from).slice(-6),
  });
  const state = document.createElement("small");
  line.append(from, " ", String(message.text), " ", state);
  state.textContent = stateOf(message.$soul);
  return line;
}

function stateOf(soul) {
  const receipt = receipts.get(soul);
  return receipt ? (receipt.error?.code ?? receipt.state) : "";
}

function mark(soul) {
  const state = document.getElementById(soul)?.querySelector("small");
  if (state) state.textContent = stateOf(soul);
}
