/** @typedef {import('./sprites.js').Sprite} Sprite */

/** Width of the rim that keeps a dot off what is below it, CSS pixels. */
const RIM = 1;

/** A ring has a hole of this share of its radius. */
const HOLE = 0.52;

/** Round marks in every shade of a scale, as pixels; made when first asked for. */
export class Dots {
  /**
   * @param {Uint32Array} shades opaque words (ABGR) @param {number} rim word of the rim @param {number} radius CSS pixels @param {number} ratio device pixels per CSS pixel
   * @param {number} width of the image they will be stamped on, pixels
   */
  constructor(shades, rim, radius, ratio, width) {
    this.shades = shades;
    this.rim = rim;
    this.radius = radius * ratio;
    this.edge = RIM * ratio;
    this.width = width;
    /** @type {(Sprite | undefined)[]} */
    this.made = [];
  }

  /** @param {number} shade @param {boolean} ring a ring rather than a disc @returns {Sprite} */
  get(shade, ring) {
    const key = shade * 2 + (ring ? 1 : 0);
    return (this.made[key] ??= this.#make(this.shades[shade], ring));
  }

  /** @param {number} colour @param {boolean} ring @returns {Sprite} */
  #make(colour, ring) {
    const outer = this.radius + this.edge;
    const reach = Math.ceil(outer + 0.5);
    const hole = ring ? this.radius * HOLE : 0;
    /** @type {{dx: number, dy: number, colour: number}[]} */
    const all = [];
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const distance = Math.hypot(dx, dy);
        const alpha = inside(outer, distance) * 0.9;
        if (alpha <= 0.03) continue;
        const core = inside(this.radius, distance) * (ring ? 1 - inside(hole, distance) : 1);
        all.push({ dx, dy, colour: ((mix(this.rim, colour, core) & 0xffffff) | (Math.round(255 * Math.max(alpha, core)) << 24)) >>> 0 });
      }
    }
    return {
      reach,
      dx: Int8Array.from(all, (pixel) => pixel.dx),
      dy: Int8Array.from(all, (pixel) => pixel.dy),
      step: Int32Array.from(all, (pixel) => pixel.dy * this.width + pixel.dx),
      colours: Uint32Array.from(all, (pixel) => pixel.colour),
    };
  }
}

/** @param {number} radius @param {number} distance @returns {number} how much of a pixel lies inside of a circle */
function inside(radius, distance) {
  return Math.max(0, Math.min(1, radius + 0.5 - distance));
}

/** @param {number} from @param {number} to @param {number} share @returns {number} a word between two */
function mix(from, to, share) {
  let word = 0;
  for (const shift of [0, 8, 16]) word |= Math.round(((from >>> shift) & 255) * (1 - share) + ((to >>> shift) & 255) * share) << shift;
  return word;
}

/** Radius of a node's dot, CSS pixels: it grows gently as one zooms in. @param {number} zoom @returns {number} */
export function dotRadius(zoom) {
  return Math.max(2, Math.min(6.5, 2 + (zoom - 4) * 0.9));
}
