import { CanvasLayer } from './canvas-layer.js';
import { pathOf } from './clip.js';
import { WORLD, worldCopies } from './mercator.js';
import { formatPrice } from './number.js';
import { shadeOf, shadesOf } from './price-scale.js';
import { scaleColours } from './price-colours.js';
import { token } from './theme.js';
import { isInside } from './zone-shapes.js';

/** @typedef {import('./zone-shapes.js').Zone} Zone */
/** @typedef {import('./canvas-layer.js').CanvasFrame} CanvasFrame */
/** What the zones are filled with: a value for each, NaN for none, on a scale; null leaves them empty. @typedef {{values: Float32Array, domain: import('./price-scale.js').Domain, unit: string}} ZoneFill */

/** Boundaries of whole markets are drawn stronger than what divides them; bounds that stand in for others are dashed, like everything approximate. @type {Record<string, number>} */
const WIDTHS = { iso_boundary: 1.8, bidding_zone: 1.4, balancing_authority: 1.4 };
const WIDTH = 1;
const HUB_RADIUS = 4;
const FILL = 0.55;

/** Zones: outlines, names, and where it is wanted a fill by a value. */
export class ZonesLayer extends CanvasLayer {
  /** @param {string} pane @param {{decimal: string, group: string}} culture of numbers */
  constructor(pane, culture) {
    super(pane);
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d'));
    this.culture = culture;
    /** @type {Zone[]} */
    this.zones = [];
    /** @type {(Path2D | null)[]} */
    this.paths = [];
    /** @type {ZoneFill | null} */
    this.fill = null;
    this.selected = -1;
  }

  /** @param {Zone[]} zones */
  setZones(zones) {
    this.zones = zones;
    this.paths = zones.map((zone) => zone.shapes && pathOf(zone.shapes));
    this.fill = null;
    this.redraw();
  }

  /** @param {ZoneFill | null} fill */
  setFill(fill) {
    this.fill = fill;
    this.redraw();
  }

  /** @param {number} id of the zone to draw stronger, -1 for none */
  select(id) {
    this.selected = id;
    this.redraw();
  }

  /** @override @param {CanvasFrame} frame */
  draw(frame) {
    const { canvas, context } = this;
    const [width, height] = [Math.round(frame.width * frame.ratio), Math.round(frame.height * frame.ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    } else {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
    }
    if (!this.fits(frame)) return;
    if (this.fill) this.#fill(frame, this.fill);
    this.#outline(frame);
    this.#names(frame);
    this.show(frame);
  }

  /** The innermost zone at a place. @param {number} x @param {number} y world units @returns {Zone | null} */
  at(x, y) {
    const place = ((x % WORLD) + WORLD) % WORLD;
    for (let i = this.zones.length - 1; i >= 0; i--) if (isInside(this.zones[i], place, y)) return this.zones[i];
    return null;
  }

  /** @param {CanvasFrame} frame @param {ZoneFill} fill */
  #fill(frame, { values, domain }) {
    const { context } = this;
    const shades = shadesOf(scaleColours());
    context.globalAlpha = FILL;
    this.#each(frame, (path, at) => {
      if (Number.isNaN(values[at])) return;
      const word = shades[shadeOf(values[at], domain)];
      context.fillStyle = `rgb(${word & 255} ${(word >>> 8) & 255} ${(word >>> 16) & 255})`;
      context.fill(path, 'evenodd');
    });
    context.globalAlpha = 1;
  }

  /** @param {CanvasFrame} frame */
  #outline(frame) {
    const { context } = this;
    const pixel = 1 / 2 ** frame.zoom;
    context.lineJoin = 'round';
    const [plain, chosen] = [token('--map-line', '#8e99a8'), token('--accent', '#0f6cbd')];
    this.#each(frame, (path, at) => {
      const zone = this.zones[at];
      const isChosen = zone.id === this.selected;
      context.strokeStyle = isChosen ? chosen : plain;
      context.lineWidth = (isChosen ? 2.6 : (WIDTHS[zone.type] ?? WIDTH)) * pixel;
      context.setLineDash(zone.approximate ? [6 * pixel, 4 * pixel] : []);
      context.stroke(path);
    });
    context.setLineDash([]);
  }

  /**
   * Calls back, with the transform of world units set, for each shape in each copy of the world that the frame touches.
   * @param {CanvasFrame} frame @param {(path: Path2D, at: number) => void} draw
   */
  #each(frame, draw) {
    const scale = 2 ** frame.zoom;
    const zoomed = scale * frame.ratio;
    const [right, bottom] = [frame.left + frame.width / scale, frame.top + frame.height / scale];
    this.paths.forEach((path, at) => {
      const { box } = this.zones[at];
      if (!path || box[3] < frame.top || box[1] > bottom) return;
      const { first, last } = worldCopies(frame.left, right, box[0], box[2]);
      for (let copy = first; copy <= last; copy++) {
        this.context.setTransform(zoomed, 0, 0, zoomed, (copy * WORLD - frame.left) * zoomed, -frame.top * zoomed);
        draw(path, at);
      }
    });
  }

  /** Names where there is room, the largest zones first, with the value below; hubs with their mark. @param {CanvasFrame} frame */
  #names(frame) {
    const { context, fill } = this;
    const scale = 2 ** frame.zoom;
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    const font = token('--font', 'sans-serif');
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    const [ink, halo] = [token('--text', '#151a21'), token('--map-halo', '#ffffff')];
    /** @type {{x: number, y: number, half: number, tall: number}[]} */
    const placed = [];
    this.zones.forEach((zone, at) => {
      const wide = (zone.box[2] - zone.box[0]) * scale;
      if (zone.shapes && wide < 40) return;
      const value = fill && !Number.isNaN(fill.values[at]) ? `${formatPrice(fill.values[at], this.culture)} ${fill.unit}` : null;
      context.font = `600 11px ${font}`;
      const half = Math.max(context.measureText(zone.name).width, value ? context.measureText(value).width : 0) / 2;
      if (zone.shapes && half * 2 > wide * 1.1) return;
      const tall = value ? 14 : 8;
      const { first, last } = worldCopies(frame.left, frame.left + frame.width / scale, zone.x, zone.x);
      for (let copy = first; copy <= last; copy++) {
        const x = (zone.x + copy * WORLD - frame.left) * scale;
        const y = (zone.y - frame.top) * scale + (zone.shapes ? 0 : 12);
        if (placed.some((other) => Math.abs(other.x - x) < other.half + half + 6 && Math.abs(other.y - y) < other.tall + tall) || y < 0 || y > frame.height) continue;
        placed.push({ x, y, half, tall });
        if (!zone.shapes) this.#hub(x, y - 12);
        context.strokeStyle = halo;
        context.lineWidth = 3;
        context.fillStyle = ink;
        const write = (/** @type {string} */ text, /** @type {number} */ top) => {
          context.strokeText(text, x, top);
          context.fillText(text, x, top);
        };
        write(zone.name, value ? y - 7 : y);
        if (value) {
          context.font = `400 11px ${font}`;
          write(value, y + 7);
          context.font = `600 11px ${font}`;
        }
      }
    });
  }

  /** @param {number} x @param {number} y */
  #hub(x, y) {
    const { context } = this;
    context.fillStyle = token('--map-line', '#8e99a8');
    context.strokeStyle = token('--map-halo', '#ffffff');
    context.lineWidth = 2;
    context.beginPath();
    context.rect(x - HUB_RADIUS, y - HUB_RADIUS, 2 * HUB_RADIUS, 2 * HUB_RADIUS);
    context.stroke();
    context.fill();
  }
}
