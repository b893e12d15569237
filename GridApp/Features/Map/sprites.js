/**
 * How a fuel or a state looks. `shape` is an SVG path around 0,0 with a radius of 10; `glyph` an SVG path on a grid of 16, drawn inside where there is room;
 * `colour` the name of a CSS variable.
 * @typedef {{code: string, name: string, colour: string, shape: string, glyph: string | null}} Mark
 */

/**
 * A mark as pixels, ready to be stamped: `colours` as the words of an ImageData, row by row, `size` pixels square.
 * @typedef {{size: number, colours: Uint32Array}} Sprite
 */

const GLYPH_FROM = 9;

/** Marks drawn once per kind and size: stamping their pixels is many times faster than drawing shapes (docs of the map's figures: the bench). */
export class Sprites {
  /**
   * @param {Mark[]} marks @param {(name: string, fallback: string) => string} token @param {number} ratio device pixels per CSS pixel
   */
  constructor(marks, token, ratio) {
    this.ratio = ratio;
    this.halo = token('--map-halo', '#ffffff');
    this.marks = marks.map((mark) => ({
      colour: token(mark.colour, '#808890'),
      shape: new Path2D(mark.shape),
      glyph: mark.glyph ? new Path2D(mark.glyph) : null,
    }));
    /** @type {Map<number, Sprite>} */
    this.made = new Map();
    this.canvas = document.createElement('canvas');
  }

  /** @param {number} mark index @param {number} radius CSS pixels @param {boolean} dim as one of a crowd @returns {Sprite} */
  get(mark, radius, dim) {
    const steps = Math.round(radius * 2);
    const key = (mark * 256 + steps) * 2 + (dim ? 1 : 0);
    let sprite = this.made.get(key);
    if (!sprite) {
      sprite = this.#make(this.marks[mark] ?? this.marks[0], steps / 2, dim);
      this.made.set(key, sprite);
    }
    return sprite;
  }

  /** @param {{colour: string, shape: Path2D, glyph: Path2D | null}} mark @param {number} radius @param {boolean} dim @returns {Sprite} */
  #make(mark, radius, dim) {
    const size = 2 * Math.ceil((radius + 2) * this.ratio) + 1;
    this.canvas.width = this.canvas.height = size;
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d', { willReadFrequently: true }));
    const unit = (radius * this.ratio) / 10;
    context.setTransform(unit, 0, 0, unit, size / 2, size / 2);
    context.fillStyle = mark.colour;
    if (dim || radius < 2) {
      context.globalAlpha = dim ? 0.5 : 0.9;
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
    return { size, colours: new Uint32Array(context.getImageData(0, 0, size, size).data.buffer) };
  }
}

/**
 * Lays a sprite over an image, centred on x, y (pixels), clipped at its edges.
 * @param {Uint32Array} image @param {number} width @param {number} height @param {Sprite} sprite @param {number} x @param {number} y
 */
export function stamp(image, width, height, sprite, x, y) {
  const { size, colours } = sprite;
  const left = Math.round(x - (size - 1) / 2);
  const top = Math.round(y - (size - 1) / 2);
  const fromRow = Math.max(0, -top);
  const toRow = Math.min(size, height - top);
  const fromColumn = Math.max(0, -left);
  const toColumn = Math.min(size, width - left);
  for (let row = fromRow; row < toRow; row++) {
    let from = row * size + fromColumn;
    let to = (top + row) * width + left + fromColumn;
    for (let column = fromColumn; column < toColumn; column++, from++, to++) {
      const colour = colours[from];
      const alpha = colour >>> 24;
      if (alpha === 0) continue;
      image[to] = alpha > 250 || image[to] === 0 ? colour : over(colour, alpha, image[to]);
    }
  }
}

/** @param {number} colour ABGR @param {number} alpha of it, 0 to 255 @param {number} below ABGR @returns {number} one over the other, straight alpha */
function over(colour, alpha, below) {
  const rest = ((below >>> 24) * (255 - alpha)) / 255;
  const sum = alpha + rest;
  const mix = (/** @type {number} */ shift) => Math.round((((colour >>> shift) & 255) * alpha + ((below >>> shift) & 255) * rest) / sum) << shift;
  return ((Math.round(sum) << 24) | mix(16) | mix(8) | mix(0)) >>> 0;
}
