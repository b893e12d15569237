import { HitIndex } from './hit-index.js';
import { PixelLayer } from './pixel-layer.js';
import { noPlants } from './plants-data.js';
import { token } from './theme.js';

/** @typedef {import('./plants-data.js').Plants} Plants */
/** @typedef {import('./plant-counts.js').Shown} Shown */
/** @typedef {import('./sprites.js').Mark} Mark */
/** @typedef {import('./plants-worker.js').PlantOrder} PlantOrder */
/** @typedef {import('./plants-worker.js').PlantAnswer} PlantAnswer */
/** @typedef {'fuel' | 'status'} ColorBy */
/** A plant under the pointer: its row among the plants, where its mark is (CSS pixels of the map's container), and how big. @typedef {{row: number, x: number, y: number, radius: number}} Hit */

/** All plants as stamped pixels: thousands of marks in one image, arranged and laid down by a worker. */
export class PlantsLayer extends PixelLayer {
  /** @param {string} pane @param {{fuel: Mark[], status: Mark[]}} marks @param {Shown} shown @param {ColorBy} colorBy */
  constructor(pane, marks, shown, colorBy) {
    super(pane, 'plants', (paint) => this.#order({ paint }, [paint.buffer]));
    this.marks = marks;
    this.shown = shown;
    this.colorBy = colorBy;
    this.plants = noPlants();
    /** @type {HitIndex | null} */
    this.index = null;
    /** Comes with the first plants: beginning it costs what drawing a surface of prices does. @type {Worker | null} */
    this.worker = null;
  }

  /** @param {Plants} plants */
  setPlants(plants) {
    this.plants = plants;
    this.index = null;
    if (!this.worker && plants.count > 0) this.#begin();
    const { count, x, y, capacityMw, fuel, status } = plants;
    this.#order({ plants: { count, x, y, capacityMw, fuel, status } });
    this.repaint();
  }

  /** The states of a moment, in the order of the plants. @param {Uint8Array} status */
  setStatuses(status) {
    this.plants = { ...this.plants, status };
    this.#order({ status });
    this.repaint();
  }

  /** @param {Shown} shown */
  setShown(shown) {
    this.shown = shown;
    this.#order({ shown });
    this.repaint();
  }

  /** @param {ColorBy} colorBy */
  setColorBy(colorBy) {
    this.colorBy = colorBy;
    this.refreshColours();
  }

  /** The theme changed: colours are read anew. */
  refreshColours() {
    this.#look();
    this.repaint();
  }

  /** @override @param {import('./canvas-layer.js').CanvasFrame} frame */
  draw(frame) {
    // An empty picture costs as much as a full one.
    if (this.plants.count > 0) super.draw(frame);
    else this.clear();
  }

  /** The worker lives as long as the layer is wanted at all; taking it off the map only hides it. */
  dispose() {
    this.remove();
    this.worker?.terminate();
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

  /** @param {PlantAnswer} answer */
  #painted(answer) {
    this.receive(answer, this.plants.count > 0);
    // What is arranged is found only where it is shown, and only while the plants are those it was arranged of.
    this.index = this.frame === answer.frame && answer.count === this.plants.count ? new HitIndex(answer.drawn, answer.frame.width, answer.frame.height) : null;
  }

  #look() {
    this.#order({
      look: {
        colorBy: this.colorBy, halo: token('--map-halo', '#ffffff'),
        marks: this.marks[this.colorBy].map(({ colour, shape, glyph }) => ({ colour: token(colour, '#808890'), shape, glyph })),
      },
    });
  }

  /** @param {PlantOrder} order @param {Transferable[]} [transfer] */
  #order(order, transfer = []) {
    this.worker?.postMessage(order, transfer);
  }

  #begin() {
    this.worker = new Worker(new URL('../Map/plants-worker.js', import.meta.url), { type: 'module' });
    this.worker.addEventListener('message', (/** @type {MessageEvent<PlantAnswer>} */ event) => this.#painted(event.data));
    this.#order({ shown: this.shown });
    this.#look();
  }
}
