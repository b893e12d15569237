import { remember } from "./remember.js";

/** Light, dark or as the system: `<theme-choice label="Theme" light="Light" dark="Dark" system="System">`. It draws its own buttons. */
class ThemeChoice extends HTMLElement {
  connectedCallback() {
    const group = document.createElement("div");
    group.className = "segments";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", this.getAttribute("label") ?? "");
    const chosen = /(?:^|; )grid-theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1] ?? "system";
    for (const theme of ["light", "dark", "system"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = this.getAttribute(theme);
      button.dataset.theme = theme;
      button.setAttribute("aria-pressed", String(theme === chosen));
      button.addEventListener("click", () => this.#choose(group, theme));
      group.append(button);
    }
    this.replaceChildren(group);
  }

  /** @param {HTMLElement} group @param {string} theme */
  #choose(group, theme) {
    remember("grid-theme", theme);
    for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.theme === theme));
    document.dispatchEvent(new CustomEvent("grid-theme-chosen"));
  }
}

if (!customElements.get("theme-choice")) customElements.define("theme-choice", ThemeChoice);
