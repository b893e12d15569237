// A dialog over the page, and what is typed into it: kept in the tab's session storage with every letter, so that neither a reload nor a lost connection
// takes it away. Nothing of it leaves the browser before the form is sent.

const STORE = "grid-incident-draft";

/** @typedef {Record<string, string>} Values */
/** @typedef {{ key: string, path: string, values: Values }} Draft */
/** @typedef {{ invokeMethodAsync(name: string, ...args: unknown[]): Promise<unknown> }} DotNet */

/**
 * What a kept text means for a form of this key on this page; null when it is none of its.
 * @param {string | null} text
 * @param {string} key
 * @param {string} path
 * @returns {Values | null}
 */
export function draftOf(text, key, path) {
  if (text === null) return null;
  try {
    const draft = /** @type {Draft} */ (JSON.parse(text));
    return draft.key === key && draft.path === path && typeof draft.values === "object" ? draft.values : null;
  } catch {
    return null;
  }
}

/**
 * Names and values of a form's fields, as they stand in the browser.
 * @param {Iterable<{ name: string, value: string, type?: string, checked?: boolean }>} fields
 * @returns {Values}
 */
export function valuesOf(fields) {
  /** @type {Values} */
  const values = {};
  for (const field of fields) {
    if (!field.name || ((field.type === "radio" || field.type === "checkbox") && !field.checked)) continue;
    values[field.name] = field.value;
  }
  return values;
}

/**
 * What was typed before the page was loaded again, or null.
 * @param {string} key
 */
export const kept = (key) => draftOf(sessionStorage.getItem(STORE), key, location.pathname);

/**
 * Opens the dialog and watches its form.
 * @param {HTMLDialogElement} dialog
 * @param {string | null} key Names what is kept; null keeps nothing.
 * @param {DotNet} page Is told when the reader presses Escape.
 */
export function open(dialog, key, page) {
  const listening = new AbortController();
  const fields = () => /** @type {NodeListOf<HTMLInputElement>} */ (dialog.querySelectorAll("input, select, textarea"));
  const values = () => valuesOf(fields());
  const keep = () => {
    if (key === null) return;
    try {
      sessionStorage.setItem(STORE, JSON.stringify({ key, path: location.pathname, values: values() }));
    } catch {
      // Storage is full or forbidden: typing goes on, only a reload would lose it.
    }
  };
  dialog.addEventListener("input", keep, { signal: listening.signal });
  dialog.addEventListener("change", keep, { signal: listening.signal });
  dialog.addEventListener(
    "cancel",
    (event) => {
      event.preventDefault();
      // Without a connection there is nobody to tell; the dialog stays, and with it what was typed.
      page.invokeMethodAsync("OnEscape").catch(() => undefined);
    },
    { signal: listening.signal },
  );
  dialog.showModal();

  return {
    values,
    keep,
    forget() {
      if (key !== null) sessionStorage.removeItem(STORE);
    },
    close() {
      listening.abort();
      // Gives the focus back to where it was.
      if (dialog.open) dialog.close();
    },
  };
}
