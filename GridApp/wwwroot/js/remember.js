/**
 * Keeps a small choice of the reader for a year, where the server sees it before it renders the next page.
 * @param {string} name
 * @param {string} value
 */
export function remember(name, value) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
}
