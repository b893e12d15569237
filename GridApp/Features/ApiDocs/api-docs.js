// Swagger UI in our own page: loaded when the page is opened, from this host, without evaluation of code.

/** @type {Promise<void> | undefined} */
let loaded;

/** @param {string} href */
function styleSheet(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}

/** @param {string} src @returns {Promise<void>} */
function script(src) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = src;
    element.onload = () => resolve();
    element.onerror = () => reject(new Error(`${src} could not be loaded.`));
    document.head.append(element);
  });
}

/**
 * Draws the document into the element.
 * @param {HTMLElement} element
 * @param {string} url of the OpenAPI document
 */
export async function show(element, url) {
  styleSheet("lib/swagger-ui/swagger-ui.css");
  styleSheet("css/api-docs.css");
  loaded ??= script("lib/swagger-ui/swagger-ui-bundle.js");
  await loaded;
  const stage = document.createElement("div");
  element.replaceChildren(stage);
  const swagger = /** @type {any} */ (window).SwaggerUIBundle;
  swagger({ domNode: stage, url, docExpansion: "list", defaultModelsExpandDepth: 0, displayRequestDuration: true, validatorUrl: null, supportedSubmitMethods: ["get"] });
}

/** @param {HTMLElement} element */
export function dispose(element) {
  element?.replaceChildren();
}
