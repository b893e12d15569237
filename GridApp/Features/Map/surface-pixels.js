import { BELOW_ZERO, SHADES } from './price-scale.js';

/** @typedef {import('./surface.js').Weights} Weights */

/**
 * How values become pixels: a word (ABGR) per shade, the scale, what is let through, and whether values below zero are hatched.
 * @typedef {{
 *   shades: Uint32Array, domain: import('./price-scale.js').Domain, filter: import('./price-scale.js').ValueFilter, hatch: number | null
 * }} SurfaceLook
 */

/** The cover at which the surface is gone, and from where on it is whole: where nothing else ends it, and where a market's boundary does. */
const FADE_OPEN = [0.15, 0.75];
const FADE_CLIPPED = [0, 0.12];

/** Hatching: a line of so many pixels every so many. */
export const HATCH_EVERY = 6;
const HATCH_WIDTH = 2;

/** The pixels that a grid covers: from `left`, `top` to before `right`, `bottom`. @typedef {{left: number, top: number, right: number, bottom: number}} PixelBox */

/**
 * @param {Weights} weights @param {number} width @param {number} height of the image @param {number} ratio pixels per CSS pixel
 * @returns {PixelBox}
 */
export function boxOf({ left, top, cell, columns, rows }, width, height, ratio) {
  const box = {
    left: Math.max(0, Math.ceil(left * ratio)), top: Math.max(0, Math.ceil(top * ratio)),
    right: Math.min(width, Math.floor((left + columns * cell) * ratio)), bottom: Math.min(height, Math.floor((top + rows * cell) * ratio)),
  };
  return columns < 2 || rows < 2 || box.right <= box.left || box.bottom <= box.top ? { left: 0, top: 0, right: 0, bottom: 0 } : box;
}

/**
 * Where each pixel lies between the cells of a grid: the first of two, and how far towards the second.
 * @param {number} from @param {number} to the pixels @param {number} ratio pixels per CSS pixel @param {number} offset of the grid, CSS pixels
 * @param {number} cell @param {number} cells @returns {{first: Int32Array, share: Float32Array}}
 */
function places(from, to, ratio, offset, cell, cells) {
  const first = new Int32Array(to - from);
  const share = new Float32Array(to - from);
  for (let i = 0; i < first.length; i++) {
    const place = Math.max(0, Math.min(cells - 1.001, ((from + i + 0.5) / ratio - offset) / cell - 0.5));
    first[i] = Math.floor(place);
    share[i] = place - first[i];
  }
  return { first, share };
}

/**
 * How opaque each pixel of a surface's box is: made once per view.
 * @param {Weights} weights @param {PixelBox} box @param {number} width of the image @param {number} ratio pixels per CSS pixel
 * @param {Uint8ClampedArray | null} inside RGBA of the whole image, opaque inside of the market; null where no boundary is known @returns {Uint8Array}
 */
export function maskOf(weights, box, width, ratio, inside) {
  const { columns, rows, cover } = weights;
  const across = places(box.left, box.right, ratio, weights.left, weights.cell, columns);
  const down = places(box.top, box.bottom, ratio, weights.top, weights.cell, rows);
  const mask = new Uint8Array(across.first.length * down.first.length);
  const [gone, whole] = inside ? FADE_CLIPPED : FADE_OPEN;
  const line = new Float32Array(columns);
  let at = 0;
  for (let y = 0; y < down.first.length; y++) {
    mixRows(cover, columns, down.first[y], down.share[y], line);
    for (let x = 0; x < across.first.length; x++, at++) {
      const limit = inside ? inside[((box.top + y) * width + box.left + x) * 4 + 3] : 255;
      if (limit === 0) continue;
      const column = across.first[x];
      const covered = line[column] + (line[column + 1] - line[column]) * across.share[x];
      const near = Math.max(0, Math.min(1, (covered - gone) / (whole - gone)));
      mask[at] = near * near * (3 - 2 * near) * limit;
    }
  }
  return mask;
}

/**
 * Paints a surface over an image: between the cells its values are mixed, and only then coloured, so that its bands are as fine as the pixels.
 * @param {Uint32Array} pixels @param {number} width of the image @param {number} ratio @param {Weights} weights @param {PixelBox} box
 * @param {Float32Array} surface by cell @param {Uint8Array} mask of the box @param {SurfaceLook} look
 * @param {number} phase of the hatching, pixels, so that it stays where it is on the world
 */
export function paintSurface(pixels, width, ratio, weights, box, surface, mask, look, phase) {
  const { columns, rows } = weights;
  const { shades, filter, hatch } = look;
  const { low, centre, high } = look.domain;
  const half = (SHADES - 1) / 2;
  const below = half / (centre - low);
  const above = half / (high - centre);
  const least = filter.least ?? -Infinity;
  const most = filter.most ?? Infinity;
  const across = places(box.left, box.right, ratio, weights.left, weights.cell, columns);
  const down = places(box.top, box.bottom, ratio, weights.top, weights.cell, rows);
  const line = new Float32Array(columns);
  let at = 0;
  for (let y = 0; y < down.first.length; y++) {
    mixRows(surface, columns, down.first[y], down.share[y], line);
    const from = (box.top + y) * width + box.left;
    for (let x = 0; x < across.first.length; x++, at++) {
      const opacity = mask[at];
      if (opacity === 0) continue;
      const column = across.first[x];
      const value = line[column] + (line[column + 1] - line[column]) * across.share[x];
      // Nothing is greater than a limit where there is no value.
      if (!(value >= least && value <= most)) continue;
      let shade = value < centre ? (value - low) * below : half + (value - centre) * above;
      shade = shade < 0 ? 0 : shade > SHADES - 1 ? SHADES - 1 : shade;
      const striped = hatch !== null && value <= BELOW_ZERO && (box.left + x + box.top + y + phase) % HATCH_EVERY < HATCH_WIDTH;
      const word = striped ? hatch : shades[Math.round(shade)];
      const alpha = ((word >>> 24) * opacity) / 255;
      pixels[from + x] = ((word & 0xffffff) | (alpha << 24)) >>> 0;
    }
  }
}

/** @param {Float32Array} cells @param {number} columns @param {number} row @param {number} share @param {Float32Array} into */
function mixRows(cells, columns, row, share, into) {
  const above = row * columns;
  const below = above + columns;
  for (let column = 0; column < columns; column++) into[column] = cells[above + column] + (cells[below + column] - cells[above + column]) * share;
}
