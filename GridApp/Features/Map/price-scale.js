/**
 * Where a price stands among the others: `low` and `high` are the ends of the scale, `centre` its middle, in the unit of the values.
 * @typedef {{low: number, centre: number, high: number}} Domain
 */

/**
 * What thousands of values are together. Without any value `count` is 0 and the others are NaN.
 * @typedef {{count: number, least: number, p05: number, median: number, p95: number, most: number, negative: number}} Summary
 */

/** What the middle of a scale stands for: zero, or the middle of all values where there is no hub's price. @typedef {'zero' | 'median'} Around */

/** Colours from the lowest to the highest, as words of an ImageData (ABGR). */
export const SHADES = 256;

/** Prices have cents: what rounds to zero is not below it. */
export const BELOW_ZERO = -0.005;

/** A scale is never narrower than this on either side: a market where all prices are alike must not look like one on fire. */
const NARROWEST = 0.5;
const NARROWEST_SHARE = 0.02;

/** @param {ArrayLike<number>} values NaN where there is none @returns {Summary} */
export function summarize(values) {
  const known = new Float32Array(values.length);
  let count = 0;
  let negative = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    if (value <= BELOW_ZERO) negative++;
    known[count++] = value;
  }
  const sorted = known.subarray(0, count).sort();
  return {
    count, negative, least: quantile(sorted, 0), p05: quantile(sorted, 0.05), median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), most: quantile(sorted, 1),
  };
}

/** @param {Float32Array} sorted @param {number} share @returns {number} between two values, as much of each as it lies between them */
function quantile(sorted, share) {
  if (sorted.length === 0) return NaN;
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/**
 * The scale for values: from the 5th to the 95th percentile, so that one scarce node does not make all others look alike. Around zero both sides are equally
 * long: the same distance has the same strength of colour.
 * @param {Summary} summary @param {Around} around @param {number} [hub] the hub's price, which is the middle where it is known @returns {Domain}
 */
export function domainOf(summary, around, hub = NaN) {
  if (summary.count === 0) return { low: -1, centre: 0, high: 1 };
  const centre = around === 'zero' ? 0 : Number.isNaN(hub) ? summary.median : hub;
  const least = Math.max(NARROWEST, Math.abs(centre) * NARROWEST_SHARE);
  if (around === 'zero') {
    const reach = Math.max(Math.abs(summary.p05), Math.abs(summary.p95), least);
    return { low: -reach, centre, high: reach };
  }
  return { low: Math.min(summary.p05, centre - least), centre, high: Math.max(summary.p95, centre + least) };
}

/** @param {number} value @param {Domain} domain @returns {number} 0 at the low end, a half in the middle, 1 at the high end and beyond */
export function positionOf(value, { low, centre, high }) {
  const position = value < centre ? (0.5 * (value - low)) / (centre - low) : 0.5 + (0.5 * (value - centre)) / (high - centre);
  return Math.max(0, Math.min(1, position));
}

/** @param {number} position between 0 and 1 @param {Domain} domain @returns {number} the value that stands there */
export function valueAt(position, { low, centre, high }) {
  return position < 0.5 ? low + (centre - low) * position * 2 : centre + (high - centre) * (position - 0.5) * 2;
}

/**
 * Shades between colours, straight from one to the next.
 * @param {string[]} colours `#rrggbb`, lowest first @returns {Uint32Array} SHADES words, opaque
 */
export function shadesOf(colours) {
  const stops = colours.map((colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)));
  const shades = new Uint32Array(SHADES);
  for (let i = 0; i < SHADES; i++) {
    const place = (i / (SHADES - 1)) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(place));
    const share = place - below;
    const [red, green, blue] = [0, 1, 2].map((at) => Math.round(stops[below][at] + (stops[below + 1][at] - stops[below][at]) * share));
    shades[i] = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  }
  return shades;
}

/** @param {number} value @param {Domain} domain @returns {number} index of its shade */
export function shadeOf(value, domain) {
  return Math.round(positionOf(value, domain) * (SHADES - 1));
}

/**
 * How many values stand where on the scale; what lies beyond its ends is in the first and the last bin.
 * @param {ArrayLike<number>} values @param {Domain} domain @param {number} bins @returns {Uint32Array}
 */
export function countByPosition(values, domain, bins) {
  const counts = new Uint32Array(bins);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    counts[Math.min(bins - 1, Math.floor(positionOf(values[i], domain) * bins))]++;
  }
  return counts;
}

/** What a person lets through: from `least` to `most`, null where there is no limit. @typedef {{least: number | null, most: number | null}} ValueFilter */

/** @type {ValueFilter} */
export const EVERYTHING = { least: null, most: null };

/** @param {number} value @param {ValueFilter} filter @returns {boolean} */
export function passes(value, { least, most }) {
  return (least === null || value >= least) && (most === null || value <= most);
}
