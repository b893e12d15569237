import { HitIndex } from './hit-index.js';
import { dotRadius } from './dots.js';
import { worldCopies, WORLD } from './mercator.js';
import { PixelLayer } from './pixel-layer.js';
import { scaleColours, veiled } from './price-colours.js';
import { PriceOrders } from './price-orders.js';
import { passes, shadesOf } from './price-scale.js';
import { token } from './theme.js';

/** @typedef {import('./prices-painter.js').NodePlaces} NodePlaces */
/** @typedef {import('./prices-painter.js').PriceLook} PriceLook */
/** @typedef {import('./price-orders.js').PriceOrder} PriceOrder */
/** @typedef {import('./pixel-layer.js').PixelAnswer} PixelAnswer */
/** What is shown of the nodes: a surface of their values, points in the colour of their values, and those without a value, too. @typedef {{surface: boolean, points: boolean, nodes: boolean}} PriceShown */
/** The scale, the filter, and whether a value below zero is something to mark. @typedef {{domain: import('./price-scale.js').Domain, filter: import('./price-scale.js').ValueFilter, negative: boolean}} PriceScale */
/** A node under the pointer: its row, where it is (CSS pixels of the map's container), and how big. @typedef {{row: number, x: number, y: number, radius: number}} NodeHit */

/** A surface is smooth: half of the pixels are enough. */
const SURFACE_FINENESS = 0.5;

/** After the first picture the worker may come up, and take nothing from what else a page does at its beginning. */
const HANDOVER_MS = 250;

/**
 * Nodal prices on the map, as a surface and as points, painted by a worker. Geometry once, then only values: the map and the replay use the same.
 */
export class PriceLayers {
  /**
   * @param {import('leaflet').Map} map @param {{surface: string, points: string}} panes @param {PriceScale} scale
   * @param {boolean} [firstHere] paints the first picture on the page's own thread: a page that opens with prices has nothing else to do then, and a worker takes longer to come up
   *   than the picture to paint
   */
  constructor(map, panes, scale, firstHere = false) {
    this.map = map;
    this.scale = scale;
    /** What paints until the worker does. @type {PriceOrders | null} */
    this.here = firstHere ? new PriceOrders() : null;
    this.handover = 0;
    /** @type {Record<string, import('./atlas.js').Shapes> | null} */
    this.clips = null;
    /** @type {Worker | null} */
    this.worker = null;
    /** @type {PriceShown} */
    this.shown = { surface: false, points: false, nodes: false };
    /** @type {NodePlaces} */
    this.places = { x: new Float32Array(0), y: new Float32Array(0), markets: [] };
    /** @type {Float32Array} */
    this.values = new Float32Array(0);
    this.surface = new PixelLayer(panes.surface, 'surface', (paint) => this.#order({ paint, picture: { what: 'surface' } }, [paint.buffer]), SURFACE_FINENESS);
    this.points = new PixelLayer(panes.points, 'points', (paint) =>
      this.#order({ paint, picture: { what: 'points', plain: this.shown.nodes, coloured: this.shown.points } }, [paint.buffer]));
    if (!firstHere) this.worker = this.#begin();
    /** @type {{frame: unknown, index: HitIndex} | null} */
    this.hits = null;
    this.refreshColours();
  }

  /** Where the nodes are; their values are forgotten. @param {NodePlaces} places */
  setPlaces(places) {
    this.places = places;
    this.values = new Float32Array(places.x.length).fill(NaN);
    this.hits = null;
    this.#order({ places });
    this.#repaint();
  }

  /** @param {Float32Array} values by node, NaN where there is none @param {PriceScale} [scale] another one for them */
  setValues(values, scale) {
    this.values = values;
    this.hits = null;
    if (scale) {
      this.scale = scale;
      this.#order({ look: this.#look() });
    }
    this.#order({ values });
    this.#repaint();
  }

  /** @param {PriceScale} scale */
  setScale(scale) {
    this.scale = scale;
    this.hits = null;
    this.refreshColours();
  }

  /** The boundaries of markets, by code: their surfaces end there. @param {Record<string, import('./atlas.js').Shapes>} clips */
  setClips(clips) {
    this.clips = clips;
    this.#order({ clips });
    this.#repaint();
  }

  /** @param {PriceShown} shown */
  setShown(shown) {
    this.shown = shown;
    this.hits = null;
    for (const [layer, on] of /** @type {const} */ ([[this.surface, shown.surface], [this.points, shown.points || shown.nodes]])) {
      if (on && !this.map.hasLayer(layer)) layer.addTo(this.map);
      else if (!on) layer.remove();
      else layer.repaint();
    }
  }

  /** The theme changed: colours are read anew. */
  refreshColours() {
    this.#order({ look: this.#look() });
    this.#repaint();
  }

  /**
   * The node under a point.
   * @param {{x: number, y: number}} point CSS pixels of the map's container @param {number} tolerance CSS pixels around a dot @returns {NodeHit | null}
   */
  at(point, tolerance) {
    const { map, points } = this;
    const { frame } = points;
    if (!map.hasLayer(points) || !frame || map.getZoom() !== frame.zoom) return null;
    const corner = map.getPixelBounds().min;
    if (!corner) return null;
    const scale = 2 ** frame.zoom;
    if (this.hits?.frame !== frame) this.hits = { frame, index: new HitIndex(this.#arranged(frame), frame.width, frame.height) };
    const dx = corner.x - frame.left * scale;
    const dy = corner.y - frame.top * scale;
    const found = this.hits.index.find(point.x + dx, point.y + dy, tolerance);
    if (found < 0) return null;
    const { drawn } = this.hits.index;
    return { row: drawn.plant[found], x: drawn.x[found] - dx, y: drawn.y[found] - dy, radius: drawn.radius[found] };
  }

  dispose() {
    this.surface.remove();
    this.points.remove();
    clearTimeout(this.handover);
    this.worker?.terminate();
  }

  /** The nodes that are shown, where the pointer can find them. @param {import('./canvas-layer.js').CanvasFrame} frame @returns {import('./detail.js').Arrangement} */
  #arranged(frame) {
    const { x, y } = this.places;
    const scale = 2 ** frame.zoom;
    const { shown, values } = this;
    const radius = dotRadius(frame.zoom);
    const drawn = { marks: 0, length: 0, plant: new Int32Array(x.length), x: new Float32Array(x.length), y: new Float32Array(x.length), radius: new Float32Array(x.length) };
    for (let node = 0; node < x.length; node++) {
      const empty = Number.isNaN(values[node]);
      if (Number.isNaN(x[node]) || !(shown.nodes && (empty || !shown.points)) && !(shown.points && !empty && passes(values[node], this.scale.filter))) continue;
      const top = (y[node] - frame.top) * scale;
      if (top < 0 || top > frame.height) continue;
      const { first, last } = worldCopies(frame.left, frame.left + frame.width / scale, x[node], x[node]);
      for (let copy = first; copy <= last; copy++) {
        const at = drawn.length;
        if (at === drawn.plant.length) break;
        drawn.plant[at] = node;
        drawn.x[at] = (x[node] + copy * WORLD - frame.left) * scale;
        drawn.y[at] = top;
        drawn.radius[at] = radius;
        drawn.length++;
      }
    }
    drawn.marks = drawn.length;
    return drawn;
  }

  /** @returns {PriceLook} */
  #look() {
    const dots = shadesOf(scaleColours());
    const word = (/** @type {string} */ name, /** @type {string} */ fallback, alpha = 255) => ((shadesOf([token(name, fallback), '#000000'])[0] & 0xffffff) | (alpha << 24)) >>> 0;
    return {
      ...this.scale, dots, shades: veiled(dots), hatch: word('--diverge-1', '#2b5c9e', 235), rim: word('--map-rim', '#151a21'), plain: word('--map-line', '#8e99a8'),
    };
  }

  #repaint() {
    if (this.map.hasLayer(this.surface)) this.surface.repaint();
    if (this.map.hasLayer(this.points)) this.points.repaint();
  }

  /** @param {PriceOrder} order @param {Transferable[]} [transfer] */
  #order(order, transfer = []) {
    if (this.worker) {
      this.worker.postMessage(order, transfer);
      return;
    }
    const answer = this.here?.take(order);
    if (!answer) return;
    this.handover ||= window.setTimeout(() => this.#handOver(), HANDOVER_MS);
    this.#receive(answer);
  }

  /** The first picture is on the screen: the others are a worker's. */
  #handOver() {
    this.worker = this.#begin();
    this.here = null;
    if (this.clips) this.#order({ clips: this.clips });
    this.#order({ places: this.places });
    this.#order({ look: this.#look() });
    this.#order({ values: this.values });
  }

  #begin() {
    const worker = new Worker(new URL('../Map/prices-worker.js', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (/** @type {MessageEvent<PixelAnswer>} */ event) => this.#receive(event.data));
    return worker;
  }

  /** @param {PixelAnswer} answer */
  #receive(answer) {
    (answer.layer === 'surface' ? this.surface : this.points).receive(answer);
  }
}
