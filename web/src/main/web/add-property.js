/** The form that gives a node a property, a link, or an element of a set. */
import { el, setText } from "./dom.js";
import { errorLine } from "./notices.js";
import { createSoulPicker } from "./soul-picker.js";
import { parseTyped } from "./values.js";

const KINDS = {
  value: { words: "Property", key: "key, such as name", value: "value" },
  link: { words: "Link", key: "key, such as boss", value: "soul, such as people/bob" },
  set: { words: "Set", key: "set, such as friends", value: "@soul or a value" },
};

let forms = 0;

/**
 * @param {{model: () => import("./model.js").Model}} context
 * @param {(kind: "value" | "link" | "set", key: string, typed: {kind: string, value?: any, soul?: string}) => Promise<any>} add
 */
export function addPropertyForm(context, add) {
  const name = `add-${++forms}`;
  const key = el("input", {
    type: "text",
    class: "mono",
    "aria-label": "Key",
    "data-testid": "add-key",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
  });
  const fields = fieldsFor(context);
  const place = el("div", { class: "add-value" });
  const hint = el("span", { class: "hint soft", "data-testid": "add-hint" });
  const error = errorLine();
  const choices = Object.entries(KINDS).map(([kind, { words }]) => {
    const radio = el("input", {
      type: "radio",
      name,
      value: kind,
      "data-testid": `add-kind-${kind}`,
      onchange: () => choose(kind),
    });
    radio.checked = kind === "value";
    return el("label", {}, radio, el("span", {}, words));
  });
  const form = el(
    "form",
    { class: "add-property", "data-testid": "add-property", onsubmit: submit, oninput: explain },
    el("fieldset", { class: "segments", "aria-label": "What to add" }, ...choices),
    key,
    place,
    el(
      "div",
      { class: "add-foot" },
      hint,
      el("button", { class: "primary", "data-testid": "add-submit" }, "Add"),
    ),
    error.element,
  );
  let kind = "value";

  function choose(next) {
    kind = next;
    key.placeholder = KINDS[kind].key;
    place.replaceChildren(fields[kind].element);
    error.clear();
    explain();
  }

  function typed() {
    const text = fields[kind].input.value;
    return kind === "link" ? { kind: "link", soul: text.replace(/^@/, "") } : parseTyped(text);
  }

  function explain() {
    const empty = fields[kind].input.value === "";
    setText(hint, empty ? "" : wordsFor(kind, typed()));
  }

  async function submit(event) {
    event.preventDefault();
    error.clear();
    if (key.value === "") return key.focus();
    if (kind === "link" && fields.link.input.value === "") return fields.link.input.focus();
    try {
      await add(kind, key.value, typed());
      fields[kind].input.value = "";
      // A set's next element goes to the same set.
      if (kind !== "set") key.value = "";
      (kind === "set" ? fields.set.input : key).focus();
      explain();
    } catch (problem) {
      error.show(problem);
    }
  }

  choose("value");
  return form;
}

function fieldsFor(context) {
  const hooks = (field) => {
    field.input.dataset.testid = "add-value";
    return field;
  };
  const input = el("input", {
    type: "text",
    "aria-label": "Value",
    placeholder: KINDS.value.value,
    autocomplete: "off",
  });
  return {
    value: hooks({ element: input, input }),
    link: hooks(
      createSoulPicker({
        label: "Soul to link to",
        placeholder: KINDS.link.value,
        model: context.model,
      }),
    ),
    set: hooks(
      createSoulPicker({
        label: "Element",
        placeholder: KINDS.set.value,
        model: context.model,
        sign: "@",
      }),
    ),
  };
}

function wordsFor(kind, typed) {
  if (typed.kind === "link") return kind === "set" ? "a link, one of many" : "a link to that node";
  if (kind === "set") return `the ${typed.kind === "text" ? "text" : typed.kind} itself`;
  return { text: "saved as text", number: "saved as a number", boolean: "saved as true or false" }[
    typed.kind
  ];
}
