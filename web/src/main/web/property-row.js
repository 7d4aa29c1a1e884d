/** One property: read, edited in place (its kind is kept), deleted. */
import { el, iconButton, setText } from "./dom.js";
import { errorLine } from "./notices.js";
import { formatValue, kindOf, parseAs, sameValue } from "./values.js";

const SIGNS = { text: "Aa", number: "12", boolean: "T/F", bytes: "01", opaque: "?" };
const WORDS = {
  text: "text",
  number: "number",
  boolean: "true or false",
  bytes: "bytes",
  opaque: "a kind this release doesn't know",
};
const CHANGED_MS = 1200;

/**
 * @param {{key: string, value: any}} property
 * @param {{save: (key: string, value: any) => Promise<void>, remove: (key: string, value: any) => Promise<void>}} actions
 */
export function propertyRow(property, actions) {
  const { key } = property;
  let { value } = property;
  let editing = false;
  const error = errorLine();
  const sign = el("span", { class: "sign" });
  const place = el("div", { class: "value" });
  const removal = iconButton(
    "trash",
    `Delete ${key}`,
    () => attempt(() => actions.remove(key, value)),
    { "data-testid": "property-delete" },
  );
  const row = el(
    "div",
    { class: "property", "data-testid": "property-row", "data-key": key },
    el("div", { class: "key", title: key }, key),
    sign,
    place,
    removal,
    error.element,
  );

  function read() {
    editing = false;
    const kind = kindOf(value);
    row.dataset.kind = kind;
    sign.title = WORDS[kind];
    setText(sign, SIGNS[kind]);
    place.replaceChildren(
      kind === "boolean" ? toggle() : kind === "text" || kind === "number" ? text() : fixed(),
    );
  }

  function fixed() {
    return el("span", { class: "fixed mono", "data-testid": "property-value" }, formatValue(value));
  }

  function text() {
    const shown = value === "" ? "empty text" : formatValue(value);
    const label = `${key}: ${shown}. Edit`;
    const classes = `read ${value === "" ? "soft" : ""}`;
    return el(
      "button",
      {
        type: "button",
        class: classes,
        "data-testid": "property-value",
        "aria-label": label,
        onclick: edit,
      },
      shown,
    );
  }

  function toggle() {
    const box = el("input", {
      type: "checkbox",
      role: "switch",
      "aria-label": key,
      "data-testid": "property-input",
    });
    box.checked = value;
    box.addEventListener("change", () =>
      attempt(() => actions.save(key, box.checked)).then((ok) => ok || (box.checked = value)),
    );
    return el(
      "label",
      { class: "switch" },
      box,
      el("span", { class: "track", "aria-hidden": "true" }),
      el("span", { "data-testid": "property-value" }, String(value)),
    );
  }

  function edit() {
    editing = true;
    const kind = kindOf(value);
    const field = el(kind === "text" ? "textarea" : "input", {
      class: "edit",
      rows: "1",
      "aria-label": key,
      "data-testid": "property-input",
      inputmode: kind === "number" ? "decimal" : null,
    });
    field.value = String(value);
    const before = field.value;
    const grow = () =>
      kind === "text" &&
      ((field.style.height = "auto"), (field.style.height = `${field.scrollHeight + 2}px`));
    field.addEventListener("input", grow);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") cancel(true);
      else if (event.key === "Enter" && !event.shiftKey) save(true);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    field.addEventListener("blur", () => editing && save(false));
    place.replaceChildren(field);
    grow();
    field.focus();
    field.select();

    async function save(refocus) {
      if (field.value === before) return cancel(refocus);
      const next = parseAs(kind, field.value);
      if (next === undefined) return error.show(notA(kind, field.value));
      if (!(await attempt(() => actions.save(key, next)))) return;
      value = next;
      cancel(refocus);
    }
  }

  function cancel(refocus) {
    error.clear();
    read();
    if (refocus) place.querySelector("button")?.focus();
  }

  async function attempt(run) {
    error.clear();
    try {
      await run();
      return true;
    } catch (problem) {
      error.show(problem);
      return false;
    }
  }

  /** What came in from elsewhere: never over an edit in progress. */
  row.update = (now) => {
    if (sameValue(now.value, value)) return;
    value = now.value;
    if (editing) return;
    read();
    row.classList.add("changed");
    setTimeout(() => row.classList.remove("changed"), CHANGED_MS);
  };
  read();
  return row;
}

function notA(kind, typed) {
  const rule = `this property holds a ${kind}; to change its kind, delete it and add it anew`;
  return { code: "kind", rule, value: typed.slice(0, 60), message: rule };
}
