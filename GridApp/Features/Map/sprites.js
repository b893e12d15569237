import { LARGEST } from './marker-size.js';

/**
 * How a fuel or a state looks. `shape` is an SVG path around 0,0 with a radius of 10; `glyph` an SVG path on a grid of 16, drawn inside where there is room;
 * `colour` the name of a CSS variable.
 * @typedef {{code: string, name: string, colour: string, shape: string, glyph: string | null}} Mark
 */

/**
 * A mark as pixels, ready to be stamped: the `reach` of its square from the middle, and for each pixel that is not empty where it lies from the middle (in
 * pixels, and as one step in an image of the width it was made for) and its colour as a word of an ImageData.
 * @typedef {{reach: number, dx: Int8Array, dy: Int8Array, step: Int32Array, colours: Uint32Array}} Sprite
 */

/** Below this radius a shape is only noise: a disc says where, and its colour what. */
const SHAPE_FROM = 2.5;
const GLYPH_FROM = 9;

/** Pixels with less alpha than this are left out. */
const FAINT = 8;

/** A mark as it is drawn: `colour` as CSS writes it. @typedef {{colour: string, shape: string, glyph: string | null}} MarkLook */

/** Marks drawn once per kind and size: stamping their pixels is many times faster than drawing shapes. */
export class Sprites {
  /**
   * @param {MarkLook[]} marks @param {string} halo colour around them @param {number} ratio device pixels per CSS pixel
   * @param {number} width of the image they will be stamped on, pixels
   */
  constructor(marks, halo, ratio, width) {
    this.ratio = ratio;
    this.width = width;
    this.halo = halo;
    this.marks = marks.map(({ colour, shape, glyph }) => ({ colour, shape: new Path2D(shape), glyph: glyph ? new Path2D(glyph) : null }));
    /** @type {Map<number, Sprite>} */
    this.made = new Map();
    // One canvas for all of them, in memory: a new one for each, or one that is read back from the graphics card, would take a millisecond each time.
    const side = 2 * Math.ceil((LARGEST * 1.2 + 2) * ratio) + 1;
    this.context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true }));
  }

  /** @param {number} mark index @param {number} radius CSS pixels @param {boolean} dim as one of a crowd @returns {Sprite} */
  get(mark, radius, dim) {
    // Half pixels tell small marks apart; nobody sees them on big ones.
    const rounded = radius < 6 ? Math.round(radius * 2) / 2 : Math.round(radius);
    const key = (mark * 256 + rounded * 2) * 2 + (dim ? 1 : 0);
    let sprite = this.made.get(key);
    if (!sprite) {
      sprite = this.#make(this.marks[mark] ?? this.marks[0], rounded, dim);
      this.made.set(key, sprite);
    }
    return sprite;
  }

  /** @param {{colour: string, shape: Path2D, glyph: Path2D | null}} mark @param {number} radius @param {boolean} dim @returns {Sprite} */
  #make(mark, radius, dim) {
    const reach = Math.ceil((radius * 1.2 + 2) * this.ratio);
    const size = 2 * reach + 1;
    const { context } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, size, size);
    const unit = (radius * this.ratio) / 10;
    context.setTransform(unit, 0, 0, unit, size / 2, size / 2);
    context.globalAlpha = 1;
    context.fillStyle = mark.colour;
    if (dim || radius < SHAPE_FROM) {
      context.globalAlpha = dim ? 0.45 : 0.85;
      context.beginPath();
      context.arc(0, 0, 10, 0, 2 * Math.PI);
      context.fill();
    } else {
      // The halo keeps neighbours apart and the mark off the borders below it.
      context.lineJoin = 'round';
      context.strokeStyle = this.halo;
      context.lineWidth = (radius < 4 ? 1.2 : 2) * (this.ratio / unit);
      context.globalAlpha = 0.85;
      context.stroke(mark.shape);
      context.globalAlpha = 1;
      context.fill(mark.shape, 'evenodd');
      if (mark.glyph && radius >= GLYPH_FROM) {
        context.transform(0.7, 0, 0, 0.7, -0.7 * 8, -0.7 * 8);
        context.fillStyle = this.halo;
        context.fill(mark.glyph, 'evenodd');
      }
    }
    const words = new Uint32Array(context.getImageData(0, 0, size, size).data.buffer);
    return this.#pack(words, size, reach);
  }

  /** @param {Uint32Array} words @param {number} size @param {number} reach @returns {Sprite} */
  #pack(words, size, reach) {
    let count = 0;
    for (const word of words) if (word >>> 24 > FAINT) count++;
    const sprite = { reach, dx: new Int8Array(count), dy: new Int8Array(count), step: new Int32Array(count), colours: new Uint32Array(count) };
    let to = 0;
    for (let at = 0; at < words.length; at++) {
      if (words[at] >>> 24 <= FAINT) continue;
      sprite.dx[to] = (at % size) - reach;
      sprite.dy[to] = Math.floor(at / size) - reach;
      sprite.step[to] = sprite.dy[to] * this.width + sprite.dx[to];
      sprite.colours[to++] = words[at];
    }
    return sprite;
  }
}

/**
 * Lays a sprite over an image, centred on x, y (pixels), clipped at its edges.
 * @param {Uint32Array} image @param {number} width @param {number} height @param {Sprite} sprite @param {number} x @param {number} y
 */
export function stamp(image, width, height, sprite, x, y) {
  const { reach, dx, dy, step, colours } = sprite;
  const column = Math.floor(x);
  const row = Math.floor(y);
  const middle = row * width + column;
  const whole = column >= reach && row >= reach && column + reach < width && row + reach < height;
  for (let i = 0; i < colours.length; i++) {
    if (!whole && !(column + dx[i] >= 0 && column + dx[i] < width && row + dy[i] >= 0 && row + dy[i] < height)) continue;
    const at = middle + step[i];
    const colour = colours[i];
    const below = image[at];
    image[at] = below === 0 || colour >>> 24 > 250 ? colour : over(colour, below);
  }
}

/** @param {number} colour ABGR @param {number} below ABGR @returns {number} one over the other, straight alpha */
function over(colour, below) {
  const alpha = colour >>> 24;
  const rest = Math.trunc(((below >>> 24) * (255 - alpha)) / 255);
  const sum = alpha + rest;
  const blue = (((colour >>> 16) & 255) * alpha + ((below >>> 16) & 255) * rest) / sum;
  const green = (((colour >>> 8) & 255) * alpha + ((below >>> 8) & 255) * rest) / sum;
  const red = ((colour & 255) * alpha + (below & 255) * rest) / sum;
  return ((sum << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
