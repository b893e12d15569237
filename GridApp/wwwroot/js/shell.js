// The shell's own behaviour, by delegation and custom elements, so that it works on static and interactive pages alike and survives every render.
import "./circuit-start.js";
import "./theme-choice.js";
import "./grid-clock.js";
import { remember } from "./remember.js";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** What the page uses of Blazor's script. @returns {{reconnect(): Promise<boolean>} | undefined} */
const blazor = () => /** @type {any} */ (window).Blazor;

/** @param {string} name @returns {HTMLElement | null} */
const byId = (name) => document.getElementById(name);

/** @type {Record<string, (source: HTMLElement, event: Event) => void>} */
const actions = {
  // A fragment alone would go to the base address; so the focus is moved by hand.
  skip(_source, event) {
    event.preventDefault();
    event.stopPropagation();
    byId("content")?.focus();
  },
  rail(source) {
    const open = document.documentElement.dataset.rail !== "open";
    document.documentElement.dataset.rail = open ? "open" : "closed";
    source.setAttribute("aria-expanded", String(open));
    remember("grid-rail", open ? "open" : "closed");
  },
  async reconnect() {
    try {
      // False: the server answered, but no longer knows this page.
      if ((await blazor()?.reconnect()) === false) location.reload();
    } catch {
      // Still unreachable: the notice stays and says so.
    }
  },
  reload() {
    location.reload();
  },
  select(source) {
    if (source instanceof HTMLInputElement) source.select();
  },
  async copy(source) {
    const from = byId(source.dataset.from ?? "");
    if (!(from instanceof HTMLInputElement)) return;
    try {
      await navigator.clipboard.writeText(from.value);
      source.textContent = source.dataset.said ?? "";
    } catch {
      // No clipboard (plain HTTP, or refused): the text is selected, and the keys do it.
      from.select();
    }
  },
};

document.addEventListener(
  "click",
  (event) => {
    const source = /** @type {Element} */ (event.target).closest?.("[data-shell]");
    if (source instanceof HTMLElement) actions[source.dataset.shell ?? ""]?.(source, event);
    // A link leads away from the sheet or menu that it stands in; the page changes without a load that would close it.
    const opened = /** @type {Element} */ (event.target).closest?.("a")?.closest("[popover]");
    if (opened instanceof HTMLElement) opened.hidePopover();
  },
  { capture: true },
);

// Pressing a result must not take the focus from its combobox: the list would close before the button is up, and the click would be lost. Blazor's own
// preventDefault does nothing here, since it listens to an event only once somebody handles it on the server.
document.addEventListener("mousedown", (event) => {
  if (/** @type {Element} */ (event.target).closest?.('[role="listbox"]')) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "k" && (isMac ? event.metaKey : event.ctrlKey) && !event.shiftKey && !event.altKey) {
    const search = byId("search");
    if (!search) return;
    event.preventDefault();
    search.focus();
    if (search instanceof HTMLInputElement) search.select();
  }
  if (event.target instanceof HTMLInputElement && event.target.getAttribute("role") === "combobox") {
    // The arrows walk through the results, the caret stays; Escape leaves the field, which on a phone lies over the top bar.
    if (event.key === "ArrowDown" || event.key === "ArrowUp") event.preventDefault();
    if (event.key === "Escape") event.target.blur();
  }
});

// A page that keeps its state in the URL by script is not known to the server: a form that comes back here takes the address as it is now.
document.addEventListener("submit", (event) => {
  const back = /** @type {HTMLFormElement} */ (event.target).querySelector?.("input[data-shell-here]");
  if (back instanceof HTMLInputElement) back.value = location.pathname + location.search;
});

// Blazor tells the notice about the connection by classes; the live mark in the top bar follows the same.
const notice = byId("components-reconnect-modal");
if (notice) {
  const follow = () => {
    const lost = ["show", "failed", "rejected"].some((state) => notice.classList.contains(`components-reconnect-${state}`));
    document.documentElement.dataset.connection = lost ? "lost" : "held";
  };
  new MutationObserver(follow).observe(notice, { attributes: true, attributeFilter: ["class"] });
}

if (isMac) document.documentElement.dataset.keys = "mac";
