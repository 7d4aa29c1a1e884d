/** Making and updating elements, without a framework. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * `el("button", { class: "primary", onclick: save, "data-soul": soul }, "Save")`. Functions become listeners, null and
 * false leave an attribute out, true makes it empty.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export function iconButton(name, label, onclick, attributes = {}) {
  return el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      onclick,
      ...attributes,
    },
    icon(name),
  );
}

/**
 * Brings a container's children in step with a list, keeping the elements of items that stay: focus, an edit in
 * progress and scroll positions survive a live change.
 *
 * @param {(item: any) => string} keyOf
 * @param {(item: any) => Element & {update?: (item: any) => void}} make
 */
export function keyed(container, items, keyOf, make) {
  const old = new Map();
  for (const child of container.children) old.set(child.itemKey, child);
  let next = container.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let child = old.get(key);
    old.delete(key);
    if (!child) {
      child = make(item);
      child.itemKey = key;
    } else {
      child.update?.(item);
    }
    if (child === next) next = next.nextElementSibling;
    else container.insertBefore(child, next);
  }
  for (const child of old.values()) child.remove();
}

export function byId(id) {
  return document.getElementById(id);
}

/** Sets text only where it differs: a live region speaks on every change. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No secure context, or refused: the old way still works there.
    const area = el("textarea", { class: "sr", readonly: true });
    area.value = text;
    // Beside an open dialog nothing can be selected.
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}
