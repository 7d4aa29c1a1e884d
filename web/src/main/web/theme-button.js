/** The button that goes through auto, light, dark, and remembers. theme.js applies what it sets. */
import { icon } from "./dom.js";

const CHOICES = ["auto", "light", "dark"];
const WORDS = { auto: "as the system", light: "light", dark: "dark" };

/** @param {() => void} onTheme called whenever colours have changed */
export function wireThemeButton(button, onTheme) {
  const root = document.documentElement;
  const show = () => {
    const choice = root.dataset.themeChoice;
    button.replaceChildren(icon(choice));
    button.setAttribute("aria-label", `Theme: ${WORDS[choice]}`);
    button.title = `Theme: ${WORDS[choice]}`;
  };
  button.addEventListener("click", () => {
    const next = CHOICES[(CHOICES.indexOf(root.dataset.themeChoice) + 1) % CHOICES.length];
    root.dataset.themeChoice = next;
    remember(next);
    show();
  });
  new MutationObserver(onTheme).observe(root, { attributeFilter: ["data-theme"] });
  show();
}

function remember(choice) {
  try {
    if (choice === "auto") localStorage.removeItem("soulgraph.theme");
    else localStorage.setItem("soulgraph.theme", choice);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
}
