/**
 * A number as the page's culture writes it, with at most one decimal. The browser's own formatter would load a whole language for this, in the middle of the
 * first hover.
 * @param {number} value @param {{decimal: string, group: string}} culture its separators @returns {string}
 */
export function formatNumber(value, { decimal, group }) {
  const [whole, fraction] = (Math.round(Math.abs(value) * 10) / 10).toString().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return (value < 0 ? '-' : '') + grouped + (fraction ? decimal + fraction : '');
}
