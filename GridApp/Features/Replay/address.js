/** The address bar says what is seen, and going back still leaves the page. @param {string} query without a question mark */
export function putAddress(query) {
  const url = `${location.pathname}?${query}`;
  // Blazor keeps its own notes in the history's state.
  if (`${location.pathname}${location.search}` !== url) history.replaceState(history.state, '', url);
}

/** The whole address of what a query says. @param {string} query without a question mark @returns {string} */
export function addressOf(query) {
  return `${location.origin}${location.pathname}?${query}`;
}

/** Hands an address on. @param {string} address @param {HTMLInputElement} field that shows it @param {HTMLElement} panel that the field is in @returns {Promise<boolean>} whether it is in the clipboard */
export async function shareAddress(address, field, panel) {
  field.value = address;
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch {
    // Without the clipboard (plain HTTP, or it was refused) the link is there to be copied by hand.
    panel.showPopover();
    field.select();
    return false;
  }
}
