import { CanvasLayer } from './canvas-layer.js';
import { WORLD, worldCopies } from './mercator.js';
import { token } from './theme.js';

/** @typedef {import('./atlas.js').Atlas} Atlas */
/** @typedef {import('./atlas.js').Label} Label */
/** @typedef {import('./atlas.js').Shapes} Shapes */
/** @typedef {import('./basemap-worker.js').AtlasAnswer} AtlasAnswer */
/** One area with its box (minX, minY, maxX, maxY, world units). @typedef {{path: Path2D, box: Float32Array}} Piece */
/** @typedef {{land: Piece[], borders: Piece[], labels: Label[]}} Drawable */

const COARSE = 'coarse';
const FINE = 'fine';
const STATES = 'states';

const FINE_FROM = 3.5;
const STATES_FROM = 3.5;
const STATE_NAMES_FROM = 5;

const ATLASES = [
  { id: COARSE, url: '/lib/atlas/countries-110m.json', object: 'countries' },
  { id: FINE, url: '/lib/atlas/countries-50m.json', object: 'countries' },
  { id: STATES, url: '/lib/atlas/states-10m.json', object: 'states' },
];

/** The world without a server of tiles: land, borders and names of Natural Earth, drawn in the page's own colours. */
export class BaseMapLayer extends CanvasLayer {
  /** @param {string} pane @param {string} locale BCP 47, for the names of countries */
  constructor(pane, locale) {
    super(pane);
    /** @type {Map<string, Drawable>} */
    this.atlases = new Map();
    this.disposed = false;
    this.worker = new Worker(new URL('./basemap-worker.js', import.meta.url), { type: 'module' });
    this.worker.addEventListener('message', (/** @type {MessageEvent<AtlasAnswer>} */ event) => void this.#receive(event.data));
    for (const { id, url, object } of ATLASES) this.worker.postMessage({ id, url: new URL(url, document.baseURI).href, object, locale });
  }

  /** @returns {this} */
  onRemove() {
    this.disposed = true;
    this.worker.terminate();
    return super.onRemove();
  }

  /** @param {AtlasAnswer} answer */
  async #receive(answer) {
    // Without its atlas the map still shows the plants, on plain ground; there is nothing for a person to do about it.
    if ('error' in answer) return;
    const { land, borders, labels } = answer.atlas;
    const drawable = { land: await this.#pieces(land, true), borders: await this.#pieces(borders, false), labels };
    if (this.disposed) return;
    this.atlases.set(answer.id, drawable);
    this.redraw();
  }

  /**
   * Paths of the areas, a few milliseconds at a time so that nothing else waits.
   * @param {Shapes} shapes @param {boolean} closed @returns {Promise<Piece[]>}
   */
  async #pieces(shapes, closed) {
    /** @type {Piece[]} */
    const pieces = [];
    let started = performance.now();
    for (let at = 0; at + 1 < shapes.polygons.length; at++) {
      pieces.push({ path: pathOf(shapes, at, closed), box: shapes.boxes.subarray(at * 4, at * 4 + 4) });
      if (performance.now() - started > 6) {
        await new Promise((resolve) => setTimeout(resolve));
        if (this.disposed) return [];
        started = performance.now();
      }
    }
    return pieces;
  }

  /** @override @param {import('./canvas-layer.js').CanvasFrame} frame */
  draw(frame) {
    const { context } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const countries = (frame.zoom >= FINE_FROM ? this.atlases.get(FINE) : undefined) ?? this.atlases.get(COARSE) ?? this.atlases.get(FINE);
    if (!countries) return;
    const states = frame.zoom >= STATES_FROM ? this.atlases.get(STATES) : undefined;

    const land = token('--map-land', '#eceef1');
    const border = token('--map-border', '#cfd5dd');
    const pixel = 1 / 2 ** frame.zoom;
    context.lineJoin = 'round';
    // Neighbours are filled one by one; a stroke of the land's own colour closes the hair line between them.
    context.fillStyle = context.strokeStyle = land;
    context.lineWidth = 0.6 * pixel;
    this.#each(countries.land, frame, (path) => {
      context.fill(path, 'evenodd');
      context.stroke(path);
    });
    context.strokeStyle = border;
    if (states) {
      context.lineWidth = 0.7 * pixel;
      this.#each(states.borders, frame, (path) => context.stroke(path));
    }
    context.lineWidth = 1.2 * pixel;
    this.#each(countries.borders, frame, (path) => context.stroke(path));
    this.#names(frame, states && frame.zoom >= STATE_NAMES_FROM ? [...countries.labels, ...states.labels] : countries.labels);
  }

  /**
   * Calls back with the transform set for each piece of each copy of the world that the frame touches.
   * @param {Piece[]} pieces @param {import('./canvas-layer.js').CanvasFrame} frame @param {(path: Path2D) => void} paint
   */
  #each(pieces, frame, paint) {
    const scale = 2 ** frame.zoom;
    const right = frame.left + frame.width / scale;
    const bottom = frame.top + frame.height / scale;
    for (const { path, box } of pieces) {
      if (box[3] < frame.top || box[1] > bottom) continue;
      const tiny = (box[2] - box[0]) * scale < 1 && (box[3] - box[1]) * scale < 1;
      if (tiny) continue;
      const { first, last } = worldCopies(frame.left, right, box[0], box[2]);
      for (let copy = first; copy <= last; copy++) {
        const zoomed = scale * frame.ratio;
        this.context.setTransform(zoomed, 0, 0, zoomed, (copy * WORLD - frame.left) * zoomed, -frame.top * zoomed);
        paint(path);
      }
    }
  }

  /** Names where they fit, the widest areas first, none over another. @param {import('./canvas-layer.js').CanvasFrame} frame @param {Label[]} labels */
  #names(frame, labels) {
    const { context } = this;
    const scale = 2 ** frame.zoom;
    const size = frame.zoom < 4 ? 10 : 11;
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    context.font = `500 ${size}px ${token('--font', 'system-ui, sans-serif')}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = token('--map-label', token('--map-line', '#8e99a8'));
    /** @type {{x: number, y: number, half: number}[]} */
    const placed = [];
    for (const label of labels) {
      const room = label.width * scale;
      if (room < 24) break;
      const half = context.measureText(label.name).width / 2;
      if (half * 2 > room * 1.15) continue;
      const { first, last } = worldCopies(frame.left, frame.left + frame.width / scale, label.x, label.x);
      for (let copy = first; copy <= last; copy++) {
        const x = (label.x + copy * WORLD - frame.left) * scale;
        const y = (label.y - frame.top) * scale;
        if (y < 0 || y > frame.height) continue;
        if (placed.some((other) => Math.abs(other.x - x) < other.half + half + 6 && Math.abs(other.y - y) < size + 4)) continue;
        placed.push({ x, y, half });
        context.fillText(label.name, x, y);
      }
    }
  }
}

/** @param {Shapes} shapes @param {number} at which polygon @param {boolean} closed @returns {Path2D} */
function pathOf(shapes, at, closed) {
  const path = new Path2D();
  for (let ring = shapes.polygons[at]; ring < shapes.polygons[at + 1]; ring++) {
    const end = shapes.rings[ring + 1];
    let i = shapes.rings[ring];
    path.moveTo(shapes.points[i], shapes.points[i + 1]);
    for (i += 2; i < end; i += 2) path.lineTo(shapes.points[i], shapes.points[i + 1]);
    if (closed) path.closePath();
  }
  return path;
}
