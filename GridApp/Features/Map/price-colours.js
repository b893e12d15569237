import { token } from './theme.js';

/** @returns {string[]} the colours of the scale, lowest first, in the page's theme */
export function scaleColours() {
  const fallback = ['#2b5c9e', '#5b8cc4', '#9bbfe0', '#e9eaec', '#f3c08a', '#e08a45', '#b3501c'];
  return fallback.map((colour, at) => token(`--diverge-${at + 1}`, colour));
}

/** How opaque the surface is in the middle of the scale and at its ends: what is ordinary stands back. */
const OPACITY = { middle: 0.5, ends: 0.86 };

/** The shades with their opacity. @param {Uint32Array} shades opaque words @returns {Uint32Array} */
export function veiled(shades) {
  return shades.map((word, at) => {
    const strength = Math.min(1, Math.abs(at / (shades.length - 1) - 0.5) * 3);
    return ((word & 0xffffff) | (Math.round(255 * (OPACITY.middle + (OPACITY.ends - OPACITY.middle) * strength)) << 24)) >>> 0;
  });
}
