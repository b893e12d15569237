/**
 * A number as the page's culture writes it, with at most so many decimals. The browser's own formatter would load a whole language for this, in the middle of the
 * first hover.
 * @param {number} value @param {{decimal: string, group: string}} culture its separators @param {number} [decimals] @param {boolean} [fixed] all of them @returns {string}
 */
export function formatNumber(value, { decimal, group }, decimals = 1, fixed = false) {
  const power = 10 ** decimals;
  const rounded = Math.round(Math.abs(value) * power) / power;
  const [whole, fraction] = (fixed ? rounded.toFixed(decimals) : rounded.toString()).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return (value < 0 && rounded > 0 ? '-' : '') + grouped + (fraction ? decimal + fraction : '');
}

/**
 * A price: as many decimals as its size deserves. @param {number} value @param {{decimal: string, group: string}} culture @returns {string}
 */
export function formatPrice(value, culture) {
  return Math.abs(value) >= 999.5 ? formatNumber(value, culture, 0) : formatNumber(value, culture, Math.abs(value) >= 99.95 ? 1 : 2, true);
}
