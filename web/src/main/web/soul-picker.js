/** A text field that offers the souls there are: type a name or a soul, pick, or keep what was typed. */
import { el, keyed } from "./dom.js";
import { findNodes } from "./find.js";

const OFFERED_MAX = 8;
let pickers = 0;

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.placeholder
 * @param {() => import("./model.js").Model} options.model
 * @param {string} [options.sign] put before a soul that was picked, and what asks for souls: with
 *     `@` plain values can be typed too
 */
export function createSoulPicker({ label, placeholder, model, sign = "" }) {
  const id = `souls-${++pickers}`;
  const options = el("ul", {
    class: "options",
    role: "listbox",
    id,
    "aria-label": label,
    hidden: true,
  });
  const input = el("input", {
    type: "text",
    class: "mono",
    role: "combobox",
    "aria-label": label,
    "aria-expanded": "false",
    "aria-controls": id,
    "aria-autocomplete": "list",
    placeholder,
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
  });
  const element = el("div", { class: "picker" }, input, options);
  let active = -1;

  function offer() {
    const typed = input.value;
    const asks = typed.startsWith(sign);
    const found = asks ? findNodes(model(), typed.slice(sign.length)).slice(0, OFFERED_MAX) : [];
    keyed(options, found, (node) => node.soul, makeOption);
    const settled = found.length === 1 && typed === sign + found[0].soul;
    open(found.length > 0 && !settled && document.activeElement === input);
  }

  function makeOption(node) {
    const option = el("li", {
      role: "option",
      id: `${id}-${node.soul}`,
      "data-soul": node.soul,
      "aria-selected": "false",
    });
    option.append(el("span", {}, node.label), el("span", { class: "soul" }, node.soul));
    // Before the field loses the focus, which would close the list.
    option.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      pick(option);
    });
    return option;
  }

  function open(yes) {
    options.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
    activate(-1);
  }

  function activate(index) {
    active = index;
    [...options.children].forEach((option, i) =>
      option.setAttribute("aria-selected", String(i === index)),
    );
    const option = options.children[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function pick(option) {
    input.value = sign + option.dataset.soul;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    open(false);
  }

  input.addEventListener("input", offer);
  input.addEventListener("focus", offer);
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (event) => {
    const total = options.children.length;
    if (options.hidden || total === 0) return;
    if (event.key === "ArrowDown") activate((active + 1) % total);
    else if (event.key === "ArrowUp") activate((active + total - (active < 0 ? 0 : 1)) % total);
    else if (event.key === "Enter" && active >= 0) pick(options.children[active]);
    else if (event.key === "Escape") open(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return { element, input };
}
