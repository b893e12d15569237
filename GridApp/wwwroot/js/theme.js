// Runs in the head, before anything is painted: the chosen theme, or the system's. Afterwards it follows the choice and the system.
// Whoever draws with tokens by script listens to "grid-theme" on the document and reads them again.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  /** @returns {string} light, dark or system */
  const choice = () => /(?:^|; )grid-theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1] ?? "system";

  const apply = () => {
    const chosen = choice();
    const theme = chosen === "system" ? (system.matches ? "dark" : "light") : chosen;
    if (root.dataset.theme === theme) return;
    root.dataset.theme = theme;
    document.dispatchEvent(new CustomEvent("grid-theme", { detail: theme }));
  };

  apply();
  system.addEventListener("change", apply);
  document.addEventListener("grid-theme-chosen", apply);
})();
