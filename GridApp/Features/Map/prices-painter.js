import { Dots, dotRadius } from './dots.js';
import { WORLD, worldCopies } from './mercator.js';
import { siteValues, sitesOf } from './node-sites.js';
import { BELOW_ZERO, passes, shadeOf } from './price-scale.js';
import { stamp } from './sprites.js';
import { surfaceOf, weigh } from './surface.js';
import { boxOf, HATCH_EVERY, maskOf, paintSurface } from './surface-pixels.js';

/** @typedef {import('./canvas-layer.js').CanvasFrame} CanvasFrame */
/** @typedef {import('./atlas.js').Shapes} Shapes */

/** The nodes of one market: where they begin and how many there are; the values come in the same order. @typedef {{market: string, first: number, count: number}} MarketNodes */

/** Where nodes are: world units (mercator.js), NaN for a node without a place. @typedef {{x: Float32Array, y: Float32Array, markets: MarketNodes[]}} NodePlaces */

/**
 * How prices look: `shades` for the surface and `dots` for points (words), the scale, what is let through; `negative` tells whether a value below zero is
 * something to mark; `rim` around a point, `plain` for a node without a value.
 * @typedef {{
 *   shades: Uint32Array, dots: Uint32Array, domain: import('./price-scale.js').Domain, filter: import('./price-scale.js').ValueFilter, negative: boolean,
 *   hatch: number, rim: number, plain: number
 * }} PriceLook
 */

/** An image to paint into; all of it is written. @typedef {{frame: CanvasFrame, width: number, height: number, ratio: number, pixels: Uint32Array}} Canvas */

/** Draws the inside of a market's boundary for a canvas: RGBA, opaque where it is; null where no boundary is known. @typedef {(market: string, canvas: Canvas) => Uint8ClampedArray | null} ClipOf */

/** Nodes and their values as pixels: a surface, and points. It knows nothing of a page, so that it runs in a worker and in tests. */
export class PricesPainter {
  /** @param {ClipOf} clipOf */
  constructor(clipOf) {
    this.clipOf = clipOf;
    /** @type {NodePlaces} */
    this.places = { x: new Float32Array(0), y: new Float32Array(0), markets: [] };
    /** @type {Float32Array} */
    this.values = new Float32Array(0);
    /** @type {PriceLook | null} */
    this.look = null;
    /** @type {import('./node-sites.js').Sites[]} */
    this.sites = [];
    /** What holds for one view, by market: kept while only values change. @type {{key: string, parts: {weights: import('./surface.js').Weights, box: import('./surface-pixels.js').PixelBox, mask: Uint8Array, surface: Float32Array, sites: Float32Array}[]} | null} */
    this.view = null;
    /** @type {{key: string, dots: Dots, plain: Dots} | null} */
    this.sprites = null;
  }

  /** @param {NodePlaces} places */
  setPlaces(places) {
    this.places = places;
    this.values = new Float32Array(places.x.length).fill(NaN);
    this.sites = places.markets.map(({ first, count }) => sitesOf(places.x.subarray(first, first + count), places.y.subarray(first, first + count)));
    this.view = null;
  }

  /** @param {Float32Array} values by node, NaN where there is none */
  setValues(values) {
    this.values = values;
  }

  /** @param {PriceLook} look */
  setLook(look) {
    this.look = look;
    this.sprites = null;
  }

  /** Boundaries came or went. */
  forgetView() {
    this.view = null;
  }

  /** @param {Canvas} canvas */
  surface(canvas) {
    const { frame, width, ratio, pixels } = canvas;
    pixels.fill(0);
    const { look } = this;
    if (!look) return;
    const view = this.#viewOf(canvas);
    const phase = ((Math.round((frame.left + frame.top) * 2 ** frame.zoom * ratio) % HATCH_EVERY) + HATCH_EVERY) % HATCH_EVERY;
    const hatch = look.negative ? look.hatch : null;
    view.parts.forEach((part, at) => {
      const { first, count } = this.places.markets[at];
      siteValues(this.sites[at], this.values.subarray(first, first + count), part.sites);
      surfaceOf(part.weights, part.sites, part.surface);
      paintSurface(pixels, width, ratio, part.weights, part.box, part.surface, part.mask, { ...look, hatch }, phase);
    });
  }

  /**
   * @param {Canvas} canvas @param {boolean} plain whether nodes without a value are shown, too @param {boolean} coloured whether those with one are shown by it
   */
  points(canvas, plain, coloured) {
    const { frame, width, height, pixels } = canvas;
    pixels.fill(0);
    const { look, values, places } = this;
    if (!look) return;
    const scale = 2 ** frame.zoom;
    const { dots, plain: plainDots } = this.#spritesOf(look, canvas);
    const right = frame.left + frame.width / scale;
    const put = (/** @type {number} */ node, /** @type {import('./sprites.js').Sprite} */ sprite) => {
      const y = (places.y[node] - frame.top) * scale;
      const { first, last } = worldCopies(frame.left, right, places.x[node], places.x[node]);
      for (let copy = first; copy <= last; copy++)
        stamp(pixels, width, height, sprite, (places.x[node] + copy * WORLD - frame.left) * scale * frame.ratio, y * frame.ratio);
    };
    const order = coloured ? this.#order(look) : null;
    if (plain) {
      const sprite = plainDots.get(0, true);
      for (let node = 0; node < values.length; node++) if (!order || Number.isNaN(values[node])) put(node, sprite);
    }
    if (!order) return;
    for (const node of order) {
      const value = values[node];
      put(node, dots.get(shadeOf(value, look.domain), look.negative && value <= BELOW_ZERO));
    }
  }

  /** Nodes with a value that is let through: ordinary ones first, so that the extremes lie on top. @param {PriceLook} look @returns {Int32Array} */
  #order({ domain, filter }) {
    const { values } = this;
    const place = new Uint8Array(values.length);
    const number = new Int32Array(257);
    for (let node = 0; node < values.length; node++) {
      if (Number.isNaN(values[node]) || !passes(values[node], filter)) continue;
      place[node] = 1 + Math.min(254, Math.abs(shadeOf(values[node], domain) - 127.5) * 2);
      number[place[node] + 1]++;
    }
    for (let at = 1; at < number.length; at++) number[at] += number[at - 1];
    const order = new Int32Array(number[256]);
    for (let node = 0; node < values.length; node++) if (place[node] > 0) order[number[place[node]]++] = node;
    return order;
  }

  /** @param {Canvas} canvas */
  #viewOf(canvas) {
    const { frame, width, height, ratio } = canvas;
    const key = [frame.left, frame.top, frame.zoom, width, height].join();
    if (this.view?.key !== key) {
      this.view = {
        key,
        parts: this.places.markets.map(({ market }, at) => {
          const weights = weigh(this.sites[at], frame);
          const box = boxOf(weights, width, height, ratio);
          return {
            weights, box, mask: maskOf(weights, box, width, ratio, box.right > 0 ? this.clipOf(market, canvas) : null),
            surface: new Float32Array(weights.cover.length), sites: new Float32Array(this.sites[at].count),
          };
        }),
      };
    }
    return this.view;
  }

  /** @param {PriceLook} look @param {Canvas} canvas */
  #spritesOf(look, { frame, width }) {
    const radius = dotRadius(frame.zoom);
    const key = [radius, frame.ratio, width].join();
    if (this.sprites?.key !== key) {
      this.sprites = {
        key, dots: new Dots(look.dots, look.rim, radius, frame.ratio, width),
        plain: new Dots(Uint32Array.of(look.plain), look.rim, Math.max(1.6, radius * 0.6), frame.ratio, width),
      };
    }
    return this.sprites;
  }
}
