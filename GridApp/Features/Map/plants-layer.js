import { CanvasLayer } from './canvas-layer.js';
import { arrange } from './detail.js';
import { HitIndex } from './hit-index.js';
import { noPlants } from './plants-data.js';
import { Sprites, stamp } from './sprites.js';
import { token } from './theme.js';

/** @typedef {import('./plants-data.js').Plants} Plants */
/** @typedef {import('./plant-counts.js').Shown} Shown */
/** @typedef {import('./sprites.js').Mark} Mark */
/** @typedef {'fuel' | 'status'} ColorBy */
/** A plant under the pointer: its row among the plants, where its mark is (CSS pixels of the map's container), and how big. @typedef {{row: number, x: number, y: number, radius: number}} Hit */

/** How long sprites are made before something else gets its turn. */
const SLICE_MS = 12;

/** All plants as stamped pixels: thousands of marks in one image, laid down in a few milliseconds without a graphics card. */
export class PlantsLayer extends CanvasLayer {
  /** @param {string} pane @param {{fuel: Mark[], status: Mark[]}} marks @param {Shown} shown @param {ColorBy} colorBy */
  constructor(pane, marks, shown, colorBy) {
    super(pane);
    // The pixels come from memory and go nowhere but to the screen: a canvas in memory takes them without a copy to the graphics card first.
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d', { willReadFrequently: true }));
    this.marks = marks;
    this.shown = shown;
    this.colorBy = colorBy;
    this.plants = noPlants();
    this.making = 0;
    /** @type {Sprites | null} */
    this.sprites = null;
    /** @type {ImageData | null} */
    this.image = null;
    /** @type {HitIndex | null} */
    this.index = null;
  }

  /** @param {Plants} plants */
  setPlants(plants) {
    clearTimeout(this.making);
    this.index = null;
    this.plants = plants;
    this.redraw();
  }

  /** @param {Shown} shown */
  setShown(shown) {
    this.shown = shown;
    this.redraw();
  }

  /** @param {ColorBy} colorBy */
  setColorBy(colorBy) {
    this.colorBy = colorBy;
    this.refreshColours();
  }

  /** The theme changed: colours are read anew. */
  refreshColours() {
    this.sprites = null;
    this.redraw();
  }

  /** @override @param {import('./canvas-layer.js').CanvasFrame} frame */
  draw(frame) {
    clearTimeout(this.making);
    const { ratio } = frame;
    const width = Math.round(frame.width * ratio);
    if (!this.sprites || this.sprites.ratio !== ratio || this.sprites.width !== width)
      this.sprites = new Sprites(this.marks[this.colorBy], token, ratio, width);
    const drawn = arrange(this.plants, this.shown, frame);
    this.#make(frame, drawn, this.sprites, []);
  }

  /** @returns {this} */
  onRemove() {
    clearTimeout(this.making);
    return super.onRemove();
  }

  /**
   * Gets the sprites for what is to be drawn, a few milliseconds at a time while there are new ones to make, and then lays them down.
   * @param {import('./canvas-layer.js').CanvasFrame} frame @param {import('./detail.js').Arrangement} drawn @param {Sprites} sprites
   * @param {import('./sprites.js').Sprite[]} ready those of the first so many marks
   */
  #make(frame, drawn, sprites, ready) {
    const kinds = this.colorBy === 'fuel' ? this.plants.fuel : this.plants.status;
    const until = performance.now() + SLICE_MS;
    for (let at = ready.length; at < drawn.length; at++) {
      ready.push(sprites.get(kinds[drawn.plant[at]], drawn.radius[at], at >= drawn.marks));
      if (at % 64 === 0 && performance.now() > until) {
        this.making = window.setTimeout(() => this.#make(frame, drawn, sprites, ready));
        return;
      }
    }
    if (this.fits(frame)) this.#stamp(frame, drawn, ready);
  }

  /**
   * @param {import('./canvas-layer.js').CanvasFrame} frame @param {import('./detail.js').Arrangement} drawn @param {import('./sprites.js').Sprite[]} sprites
   */
  #stamp(frame, drawn, sprites) {
    const { ratio } = frame;
    const width = Math.round(frame.width * ratio);
    const height = Math.round(frame.height * ratio);
    if (!this.image || this.image.width !== width || this.image.height !== height) this.image = new ImageData(width, height);
    const pixels = new Uint32Array(this.image.data.buffer);
    pixels.fill(0);
    const put = (/** @type {number} */ at) => stamp(pixels, width, height, sprites[at], drawn.x[at] * ratio, drawn.y[at] * ratio);
    // The dots of the crowd lie below the marks.
    for (let at = drawn.marks; at < drawn.length; at++) put(at);
    for (let at = 0; at < drawn.marks; at++) put(at);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    this.context.putImageData(this.image, 0, 0);
    this.index = new HitIndex(drawn, frame.width, frame.height);
    this.show(frame);
  }

  /**
   * The plant under a point.
   * @param {{x: number, y: number}} point CSS pixels of the map's container @param {number} tolerance CSS pixels around a mark @returns {Hit | null}
   */
  at(point, tolerance) {
    const map = this._map;
    if (!map || !this.frame || !this.index || map.getZoom() !== this.frame.zoom) return null;
    const corner = map.getPixelBounds().min;
    if (!corner) return null;
    const scale = 2 ** this.frame.zoom;
    const dx = corner.x - this.frame.left * scale;
    const dy = corner.y - this.frame.top * scale;
    const found = this.index.find(point.x + dx, point.y + dy, tolerance);
    if (found < 0) return null;
    const { drawn } = this.index;
    return { row: drawn.plant[found], x: drawn.x[found] - dx, y: drawn.y[found] - dy, radius: drawn.radius[found] };
  }

  /** How many other shown plants lie under a mark. @param {Hit} hit @returns {number} */
  hiddenUnder(hit) {
    const { plants, shown } = this;
    const reach = hit.radius / 2 ** (this.frame?.zoom ?? 0);
    const [x, y] = [plants.x[hit.row], plants.y[hit.row]];
    let count = 0;
    for (let i = 0; i < plants.count; i++) {
      if (i === hit.row || (plants.x[i] - x) ** 2 + (plants.y[i] - y) ** 2 > reach * reach) continue;
      if (shown.fuels.has(plants.fuel[i]) && shown.statuses.has(plants.status[i])) count++;
    }
    return count;
  }
}
