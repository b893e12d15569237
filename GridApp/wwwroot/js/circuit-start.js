// The circuit costs a slow machine as much as a picture does. A page whose script has begun to draw what the person came for (an element with data-picture="coming") gets its picture first.

const PATIENCE_MS = 1500;

/** @returns {Promise<void>} */
function picture() {
  const coming = () => document.querySelector('[data-picture="coming"]');
  if (!coming()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      observer.disconnect();
      clearTimeout(late);
      resolve();
    };
    const observer = new MutationObserver(() => {
      // Its frame is on the screen first.
      if (!coming()) requestAnimationFrame(() => setTimeout(done));
    });
    const late = setTimeout(done, PATIENCE_MS);
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-picture"] });
  });
}

document.addEventListener("DOMContentLoaded", () => {
  void picture().then(() => /** @type {any} */ (window).Blazor.start());
});
