// Not a module: it runs before the first paint, so that a remembered theme doesn't flash the other one.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let remembered = null;
  try {
    remembered = localStorage.getItem("soulgraph.theme");
  } catch {
    // Storage may be forbidden; the system's theme it is.
  }
  root.dataset.themeChoice = remembered === "light" || remembered === "dark" ? remembered : "auto";
  const apply = () => {
    const choice = root.dataset.themeChoice;
    root.dataset.theme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
  };
  apply();
  dark.addEventListener("change", apply);
  new MutationObserver(apply).observe(root, { attributeFilter: ["data-theme-choice"] });
})();
