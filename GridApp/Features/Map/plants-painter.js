import { arrange } from './detail.js';
import { Sprites, stamp } from './sprites.js';

/** @typedef {import('./plant-counts.js').Shown} Shown */
/** The columns of plants that drawing needs, biggest first. @typedef {{count: number, x: Float32Array, y: Float32Array, capacityMw: Float32Array, fuel: Uint8Array, status: Uint8Array}} PlantColumns */
/** What colours mean, and how each mark looks (colours as CSS writes them). @typedef {{colorBy: 'fuel' | 'status', halo: string, marks: import('./sprites.js').MarkLook[]}} PlantLook */

/** Plants as pixels. */
export class PlantsPainter {
  constructor() {
    const none = new Float32Array(0);
    /** @type {PlantColumns} */
    this.plants = { count: 0, x: none, y: none, capacityMw: none, fuel: new Uint8Array(0), status: new Uint8Array(0) };
    /** @type {Shown} */
    this.shown = { fuels: new Set(), statuses: new Set() };
    /** @type {PlantLook} */
    this.look = { colorBy: 'fuel', halo: '#ffffff', marks: [] };
    /** @type {Sprites | null} */
    this.sprites = null;
  }

  /** @param {PlantLook} look */
  setLook(look) {
    this.look = look;
    this.sprites = null;
  }

  /** @param {import('./prices-painter.js').Canvas} canvas all of it is written @returns {import('./detail.js').Arrangement} what is where */
  paint({ frame, width, height, ratio, pixels }) {
    pixels.fill(0);
    if (this.sprites?.ratio !== ratio || this.sprites.width !== width) this.sprites = new Sprites(this.look.marks, this.look.halo, ratio, width);
    const { sprites, plants } = this;
    const drawn = arrange(plants, this.shown, frame);
    const kinds = this.look.colorBy === 'fuel' ? plants.fuel : plants.status;
    const put = (/** @type {number} */ at) =>
      stamp(pixels, width, height, sprites.get(kinds[drawn.plant[at]], drawn.radius[at], at >= drawn.marks), drawn.x[at] * ratio, drawn.y[at] * ratio);
    // The dots of the crowd lie below the marks.
    for (let at = drawn.marks; at < drawn.length; at++) put(at);
    for (let at = 0; at < drawn.marks; at++) put(at);
    return drawn;
  }
}
