/** What the page tells in passing (toasts), in place (errors) and until it is over (notices). */
import { byId, el, iconButton } from "./dom.js";

const TOAST_MS = 6000;

/** @param {{label: string, run: () => void}} [action] such as undo */
export function toast(message, action) {
  const element = el("div", { class: "toast", "data-testid": "toast" }, el("span", {}, message));
  const dismiss = () => {
    clearTimeout(gone);
    element.remove();
    if (byId("toasts").childElementCount === 0) byId("toasts").hidePopover();
  };
  const gone = setTimeout(dismiss, TOAST_MS);
  if (action) {
    element.append(
      el(
        "button",
        {
          type: "button",
          class: "quiet",
          onclick: () => {
            dismiss();
            action.run();
          },
        },
        action.label,
      ),
    );
  }
  element.append(iconButton("close", "Dismiss", dismiss));
  const place = byId("toasts");
  place.replaceChildren(element);
  // Shown anew, it lies above a dialog that was opened since.
  place.hidePopover();
  place.showPopover();
}

/** An error in words, with its code: what the API's errors and all others have in common. */
export function describeError(error) {
  if (error?.rule) {
    const value = error.value ? `: ${error.value}` : "";
    return {
      words: `${error.rule.charAt(0).toUpperCase()}${error.rule.slice(1)}${value}`,
      code: error.code,
    };
  }
  return { words: error?.message ?? String(error), code: error?.code ?? error?.name ?? "error" };
}

/** A line that stays empty until something goes wrong beside it. */
export function errorLine() {
  const element = el("p", { class: "error", role: "alert", "data-testid": "error", hidden: true });
  return {
    element,
    show(error) {
      fillError(element, error);
    },
    clear() {
      element.hidden = true;
      element.replaceChildren();
    },
  };
}

export function fillError(element, error) {
  const { words, code } = describeError(error);
  element.replaceChildren(`${words} `, el("code", { class: "code" }, code));
  element.dataset.code = code;
  element.hidden = false;
}

/** Shows, changes or (with null) takes away the notice of that name below the top bar. */
export function notice(name, words) {
  const place = byId("notices");
  const old = [...place.children].find((child) => child.dataset.notice === name);
  if (words === null) {
    old?.remove();
  } else if (!old) {
    const element = el(
      "div",
      { class: "notice", "data-notice": name, "data-testid": `notice-${name}` },
      el("span", {}, words),
    );
    element.append(iconButton("close", "Dismiss", () => (element.hidden = true)));
    place.append(element);
  } else if (old.firstChild.textContent !== words) {
    old.firstChild.textContent = words;
    old.hidden = false;
  }
}
