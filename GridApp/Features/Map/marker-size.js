/** Radius above which no plant's mark goes, CSS pixels. */
export const LARGEST = 20;

/**
 * Radius of a plant's mark: its area grows with capacity, and everything grows gently as one zooms in.
 * @param {number} megawatts @param {number} zoom @returns {number} CSS pixels
 */
export function markerRadius(megawatts, zoom) {
  const scale = 0.19 * 2 ** ((zoom - 4) * 0.33);
  return Math.max(smallestRadius(zoom), Math.min(LARGEST, scale * Math.sqrt(Math.max(0, megawatts))));
}

/** @param {number} zoom @returns {number} the radius below which no plant's mark goes, CSS pixels */
export function smallestRadius(zoom) {
  return Math.max(1.6, Math.min(5, 1.6 + (zoom - 4) * 0.55));
}

/** Radius of the dim dot that stands for a plant in a crowd, CSS pixels. */
export const DOT_RADIUS = 1.3;

/**
 * Marks for the legend's size scale at one zoom.
 * @param {number} zoom @returns {{megawatts: number, radius: number}[]}
 */
export function sizeScale(zoom) {
  return [10, 100, 1000, 5000].map((megawatts) => ({ megawatts, radius: Math.round(markerRadius(megawatts, zoom) * 10) / 10 }));
}
