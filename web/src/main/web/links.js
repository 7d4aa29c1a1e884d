/** Links as chips that navigate: single ones, sets of them, and those that point here. */
import { el, icon, iconButton, keyed, setText } from "./dom.js";
import { kindClass } from "./kinds.js";
import { describeError, errorLine, toast } from "./notices.js";
import { createSoulPicker } from "./soul-picker.js";
import { formatValue, isLink, lastSegment, parseTyped } from "./values.js";

/** A node with thousands pointing to it is still a page that one can read. */
const CHIPS_MAX = 60;

/**
 * @param {{onNavigate: (soul: string) => void, model: () => import("./model.js").Model}} context
 * @param {(() => Promise<any>) | null} remove
 */
export function soulChip(soul, context, remove) {
  const dot = el("span", { "aria-hidden": "true" });
  const label = el("span", {});
  const open = el(
    "button",
    {
      type: "button",
      class: "open",
      title: soul,
      "data-testid": "link",
      "data-soul": soul,
      onclick: () => context.onNavigate(soul),
    },
    dot,
    label,
  );
  const chip = el("span", { class: "link-chip" }, open);
  if (remove) chip.append(removeButton(() => label.textContent, remove));
  chip.update = () => {
    const node = context.model().nodes.get(soul);
    setText(label, node?.label ?? lastSegment(soul));
    dot.className = kindClass(soul);
    chip.classList.toggle("missing", !node || node.missing);
  };
  chip.update();
  return chip;
}

function valueChip(value, remove) {
  return el(
    "span",
    { class: "link-chip plain", "data-testid": "element" },
    el("span", { class: "open" }, formatValue(value)),
    removeButton(() => formatValue(value), remove),
  );
}

function removeButton(label, remove) {
  const run = () => remove().catch((error) => toast(describeError(error).words));
  const button = iconButton("close", "Remove", run, {
    class: "icon-button remove",
    "data-testid": "link-remove",
  });
  button.setAttribute("aria-label", `Remove ${label()}`);
  return button;
}

/** A property that is a link: `boss → ● Bob`. */
export function linkRow({ key, soul }, context, remove) {
  const place = el("div", { class: "chips" });
  const row = el(
    "div",
    {
      class: "property link-row",
      "data-testid": "property-row",
      "data-key": key,
      "data-kind": "link",
    },
    el("div", { class: "key", title: key }, key),
    place,
  );
  row.update = (now) =>
    keyed(
      place,
      [now.soul],
      (target) => target,
      (target) => soulChip(target, context, () => remove(key, target)),
    );
  row.update({ soul });
  return row;
}

/**
 * A set below the node: its elements, and a field to add one.
 *
 * @param {{add: (set: string, typed: object) => Promise<any>, remove: (set: string, value: any) => Promise<any>}} actions
 */
export function setSection(set, context, actions) {
  const chips = el("div", { class: "chips" });
  const count = el("span", { class: "soft" });
  const picker = createSoulPicker({
    label: `Add to ${set.name}`,
    placeholder: "@soul or a value",
    model: context.model,
    sign: "@",
  });
  const error = errorLine();
  const form = el(
    "form",
    { class: "inline-form", hidden: true, onsubmit: submit },
    picker.element,
    el("button", { class: "quiet" }, "Add"),
  );
  const opener = iconButton("plus", `Add to ${set.name}`, () => {
    form.hidden = !form.hidden;
    if (!form.hidden) picker.input.focus();
  });
  const section = el(
    "div",
    { class: "set", "data-testid": "set", "data-key": set.name, "data-soul": set.soul },
    el("div", { class: "set-head" }, el("span", { class: "key" }, set.name), count, opener),
    chips,
    form,
    error.element,
  );

  async function submit(event) {
    event.preventDefault();
    if (picker.input.value === "") return;
    error.clear();
    try {
      await actions.add(set.soul, parseTyped(picker.input.value));
      picker.input.value = "";
    } catch (problem) {
      error.show(problem);
    }
  }

  section.update = (now) => {
    setText(count, String(now.elements.length));
    const shown = now.elements.slice(0, CHIPS_MAX * 4);
    keyed(
      chips,
      shown,
      (element) => element.key,
      ({ value }) => {
        const remove = () => actions.remove(set.soul, value);
        return isLink(value) ? soulChip(value.soul, context, remove) : valueChip(value, remove);
      },
    );
  };
  section.update(set);
  return section;
}

/** Who points here by one name. */
export function incomingRow({ label, souls }, context) {
  const chips = el("div", { class: "chips" });
  const row = el(
    "div",
    { class: "property link-row", "data-testid": "incoming", "data-key": label },
    el("div", { class: "key" }, icon("arrow"), label),
    chips,
  );
  row.update = (now) => {
    const shown = now.souls.slice(0, CHIPS_MAX).map((soul) => ({ soul }));
    if (now.souls.length > CHIPS_MAX)
      shown.push({ soul: null, more: now.souls.length - CHIPS_MAX });
    keyed(
      chips,
      shown,
      ({ soul, more }) => soul ?? `+${more}`,
      ({ soul, more }) =>
        soul === null
          ? el("span", { class: "soft" }, `and ${more} more`)
          : soulChip(soul, context, null),
    );
  };
  row.update({ souls });
  return row;
}
