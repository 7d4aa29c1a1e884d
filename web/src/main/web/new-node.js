/** The dialog that makes a node: a soul and a first property. */
import { byId, el, iconButton } from "./dom.js";
import { errorLine } from "./notices.js";
import { parseTyped } from "./values.js";

/**
 * @param {{writes: ReturnType<typeof import("./writes.js").createWrites>,
 *     onNavigate: (soul: string) => void}} context
 */
export function createNewNodeDialog({ writes, onNavigate }) {
  const dialog = byId("new-node");
  const field = (testid, value, placeholder) =>
    el("input", {
      type: "text",
      id: `${testid}-field`,
      class: "mono",
      "data-testid": testid,
      value,
      placeholder,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      required: true,
    });
  const soul = field("new-soul", "", "people/alice");
  const key = field("new-key", "name", "name");
  const value = field("new-value", "", "Alice");
  value.classList.remove("mono");
  const error = errorLine();
  const labelled = (words, input) =>
    el("div", { class: "field" }, el("label", { for: input.id }, words), input);
  const form = el(
    "form",
    { onsubmit: submit },
    labelled("Soul", soul),
    el(
      "p",
      { class: "soft" },
      "The node's own name in the whole graph: segments parted by slashes.",
    ),
    el("div", { class: "pair" }, labelled("First property", key), labelled("Value", value)),
    el(
      "p",
      { class: "soft" },
      "Numbers, true and false are kept as such; @people/bob makes a link; quotes force text.",
    ),
    error.element,
    el(
      "div",
      { class: "actions" },
      el("button", { class: "primary", "data-testid": "new-create" }, "Create"),
      el("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
    ),
  );
  dialog.append(
    el(
      "header",
      { class: "dialog-head" },
      el("h2", { id: "new-node-title" }, "New node"),
      iconButton("close", "Close", () => dialog.close()),
    ),
    form,
  );

  async function submit(event) {
    event.preventDefault();
    error.clear();
    const typed = parseTyped(value.value);
    try {
      if (typed.kind === "link") await writes.link(soul.value, key.value, typed.soul);
      else await writes.put(soul.value, { [key.value]: typed.value });
      dialog.close();
      onNavigate(soul.value);
    } catch (problem) {
      error.show(problem);
    }
  }

  return {
    open(prefix) {
      error.clear();
      soul.value = prefix ? `${prefix}/` : "";
      key.value = "name";
      value.value = "";
      dialog.showModal();
      soul.focus();
    },
  };
}
