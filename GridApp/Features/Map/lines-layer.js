import { CanvasLayer } from './canvas-layer.js';
import { BINDING, CLASSES, classOf, middleOf, nearestLine, widthOf } from './line-paths.js';
import { WORLD, worldCopies } from './mercator.js';
import { token } from './theme.js';

/** @typedef {import('./line-paths.js').Lines} Lines */
/** @typedef {import('./canvas-layer.js').CanvasFrame} CanvasFrame */
/** Lines that are drawn alike. @typedef {{lines: number[], colour: string, alpha: number, width: number, dash: number[], halo: boolean}} Stroke */

/** Steps of loading that are told apart by colour. */
const SHADES = 8;
const ARROW_FROM = 26;

/**
 * Lines by voltage (thicker is higher); where the flow is known the colour says how much of the limit it takes, an arrow which way it goes, and a diamond with
 * a strong line that the limit binds.
 */
export class LinesLayer extends CanvasLayer {
  /** @param {string} pane */
  constructor(pane) {
    super(pane);
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d'));
    /** @type {Lines | null} */
    this.lines = null;
    /** @type {ReadonlySet<number>} */
    this.classes = new Set(CLASSES);
    this.selected = -1;
    /** @type {{x: number, y: number, angle: number, length: number}[]} */
    this.middles = [];
  }

  /** @param {Lines} lines */
  setLines(lines) {
    this.lines = lines;
    this.middles = Array.from({ length: lines.count }, (_, line) => (Number.isNaN(lines.flow[line]) ? { x: 0, y: 0, angle: 0, length: 0 } : middleOf(lines, line)));
    this.redraw();
  }

  /** What flows now, in the order of the lines. @param {Float32Array} flow MW @param {Float32Array} loading 1 at the limit */
  setFlows(flow, loading) {
    if (!this.lines) return;
    this.setLines({ ...this.lines, flow, loading });
  }

  /** @param {number[]} classes the least voltages of those that are shown (see CLASSES) */
  setClasses(classes) {
    this.classes = new Set(classes);
    this.redraw();
  }

  /** @param {number} id of the line to draw stronger, -1 for none */
  select(id) {
    this.selected = id;
    this.redraw();
  }

  /** @override @param {CanvasFrame} frame */
  draw(frame) {
    const { canvas, context, lines } = this;
    const [width, height] = [Math.round(frame.width * frame.ratio), Math.round(frame.height * frame.ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    } else {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
    }
    if (!this.fits(frame)) return;
    if (lines) {
      context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
      context.lineCap = 'round';
      context.lineJoin = 'round';
      const strokes = this.#strokes(lines, frame);
      for (const stroke of strokes) this.#stroke(lines, frame, stroke);
      context.setLineDash([]);
      context.globalAlpha = 1;
      this.#signs(lines, frame, strokes);
    }
    this.show(frame);
  }

  /**
   * The line under a place.
   * @param {number} x @param {number} y world units @param {number} tolerance world units @returns {number} its index, -1 when there is none
   */
  at(x, y, tolerance) {
    const { lines } = this;
    return lines ? nearestLine(lines, (line) => this.#isShown(lines, line), ((x % WORLD) + WORLD) % WORLD, y, tolerance) : -1;
  }

  /** @param {Lines} lines @param {number} line @returns {boolean} */
  #isShown(lines, line) {
    return this.classes.has(classOf(lines.kv[line]));
  }

  /** @param {Lines} lines @param {CanvasFrame} frame @returns {Stroke[]} in the order in which they are drawn */
  #strokes(lines, frame) {
    const scale = 2 ** frame.zoom;
    const [right, bottom] = [frame.left + frame.width / scale, frame.top + frame.height / scale];
    const [quiet, loud, chosen] = [token('--map-line', '#8e99a8'), token('--series-over', '#b3501c'), token('--accent', '#0f6cbd')];
    /** @type {Map<string, Stroke & {order: number}>} */
    const strokes = new Map();
    for (let line = 0; line < lines.count; line++) {
      const side = line * 4;
      if (lines.box[side + 3] < frame.top || lines.box[side + 1] > bottom || !this.#isShown(lines, line)) continue;
      if (lines.box[side + 2] < frame.left || lines.box[side] > right) {
        const { first, last } = worldCopies(frame.left, right, lines.box[side], lines.box[side + 2]);
        if (first > last) continue;
      }
      const kind = classOf(lines.kv[line]);
      const loading = lines.loading[line];
      const isChosen = lines.id[line] === this.selected;
      const binds = loading >= BINDING;
      // Half of a limit is nobody's worry: the colour rises from there.
      const heat = Number.isNaN(loading) ? -1 : Math.round(Math.max(0, Math.min(1, (loading - 0.5) * 2)) * SHADES);
      const key = [kind, heat, lines.direct[line], isChosen, binds].join();
      let stroke = strokes.get(key);
      if (!stroke) {
        const width = widthOf(lines.kv[line], frame.zoom);
        stroke = {
          lines: [], order: (isChosen ? 4000 : binds ? 2000 : 0) + Math.max(0, heat) * 100 + kind / 10, halo: isChosen || binds,
          colour: isChosen ? chosen : heat <= 0 ? quiet : `color-mix(in oklab, ${loud} ${Math.round((heat / SHADES) * 100)}%, ${quiet})`,
          alpha: isChosen || heat > 0 ? 1 : kind >= 345 ? 0.95 : kind >= 230 ? 0.85 : 0.65,
          width: isChosen || binds ? width + 1.6 : heat > 0 ? width + 0.5 : width, dash: lines.direct[line] ? [6, 4] : [],
        };
        strokes.set(key, stroke);
      }
      stroke.lines.push(line);
    }
    return [...strokes.values()].sort((a, b) => a.order - b.order);
  }

  /** @param {Lines} lines @param {CanvasFrame} frame @param {Stroke} stroke */
  #stroke(lines, frame, { lines: which, colour, alpha, width, dash, halo }) {
    const { context } = this;
    const scale = 2 ** frame.zoom;
    const right = frame.left + frame.width / scale;
    context.beginPath();
    for (const line of which) {
      const { first, last } = worldCopies(frame.left, right, lines.box[line * 4], lines.box[line * 4 + 2]);
      for (let copy = first; copy <= last; copy++) {
        let pen = false;
        for (let i = lines.start[line]; i < lines.start[line + 1]; i += 2) {
          const x = (lines.points[i] + copy * WORLD - frame.left) * scale;
          const y = (lines.points[i + 1] - frame.top) * scale;
          if (Number.isNaN(x)) pen = false;
          else if (pen) context.lineTo(x, y);
          else {
            context.moveTo(x, y);
            pen = true;
          }
        }
      }
    }
    context.setLineDash(dash);
    if (halo) {
      context.globalAlpha = 0.9;
      context.strokeStyle = token('--map-halo', '#ffffff');
      context.lineWidth = width + 3;
      context.stroke();
    }
    context.globalAlpha = alpha;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }

  /** Which way it flows, and where a limit binds. @param {Lines} lines @param {CanvasFrame} frame @param {Stroke[]} strokes */
  #signs(lines, frame, strokes) {
    const { context } = this;
    const scale = 2 ** frame.zoom;
    const right = frame.left + frame.width / scale;
    const halo = token('--map-halo', '#ffffff');
    for (const { lines: which, colour, width } of strokes) {
      context.fillStyle = colour;
      context.strokeStyle = halo;
      for (const line of which) {
        const flow = lines.flow[line];
        if (Number.isNaN(flow)) continue;
        const { x, y, angle, length } = this.middles[line];
        const binds = lines.loading[line] >= BINDING;
        if (!binds && (length * scale < ARROW_FROM || Math.abs(flow) < 0.5)) continue;
        const { first, last } = worldCopies(frame.left, right, x, x);
        for (let copy = first; copy <= last; copy++) {
          context.save();
          context.translate((x + copy * WORLD - frame.left) * scale, (y - frame.top) * scale);
          context.beginPath();
          if (binds) {
            const size = 4 + width;
            context.moveTo(0, -size);
            context.lineTo(size, 0);
            context.lineTo(0, size);
            context.lineTo(-size, 0);
            context.closePath();
            context.lineWidth = 2.5;
            context.stroke();
          } else {
            context.rotate(flow < 0 ? angle + Math.PI : angle);
            const size = 2.2 + width;
            context.moveTo(size, 0);
            context.lineTo(-size, size * 0.8);
            context.lineTo(-size, -size * 0.8);
            context.closePath();
          }
          context.fill();
          context.restore();
        }
      }
    }
  }
}
