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

document.addEventListener("DOMContentLoaded", async () => {
  await picture();
  const script = document.createElement('script');
  script.src = /** @type {HTMLLinkElement} */ (document.querySelector('link[data-circuit]')).href;
  script.setAttribute('autostart', 'false');
  script.addEventListener('load', () => /** @type {any} */ (window).Blazor.start());
  document.body.append(script);
});
