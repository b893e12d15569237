import { WORLD, worldCopies } from './mercator.js';

/** @typedef {import('./atlas.js').Atlas} Atlas */
/** @typedef {import('./atlas.js').Label} Label */
/** @typedef {import('./atlas.js').Shapes} Shapes */
/** @typedef {import('./canvas-layer.js').CanvasFrame} CanvasFrame */
/** @typedef {{land: string, border: string, label: string, font: string}} BaseMapStyle colours and font family as CSS writes them */
/** One area or line with its box (minX, minY, maxX, maxY, world units). @typedef {{path: Path2D, box: Float32Array}} Piece */
/** @typedef {{land: Piece[], borders: Piece[], labels: Label[]}} Drawable */
/** @typedef {'coarse' | 'fine' | 'states'} AtlasId */

const FINE_FROM = 4;
const STATES_FROM = 3.5;
const STATE_NAMES_FROM = 5;
const NARROWEST_NAME = 24;

/** @param {Atlas} atlas @returns {Drawable} */
export function prepare(atlas) {
  return { land: pieces(atlas.land, true), borders: pieces(atlas.borders, false), labels: atlas.labels };
}

/**
 * Draws land, borders and names into a context whose canvas has the frame's size in device pixels.
 * @param {OffscreenCanvasRenderingContext2D} context @param {CanvasFrame} frame @param {Map<AtlasId, Drawable>} atlases those that have come so far
 * @param {BaseMapStyle} style
 */
export function paint(context, frame, atlases, style) {
  const countries = (frame.zoom >= FINE_FROM ? atlases.get('fine') : undefined) ?? atlases.get('coarse') ?? atlases.get('fine');
  if (!countries) return;
  const states = frame.zoom >= STATES_FROM ? atlases.get('states') : undefined;
  const pixel = 1 / 2 ** frame.zoom;
  context.lineJoin = 'round';
  context.fillStyle = style.land;
  each(context, countries.land, frame, (path) => context.fill(path, 'evenodd'));
  context.strokeStyle = style.border;
  if (states) {
    context.lineWidth = 0.7 * pixel;
    each(context, states.borders, frame, (path) => context.stroke(path));
  }
  context.lineWidth = 1.2 * pixel;
  each(context, countries.borders, frame, (path) => context.stroke(path));
  names(context, frame, states && frame.zoom >= STATE_NAMES_FROM ? [...countries.labels, ...states.labels] : countries.labels, style);
}

/**
 * Calls back, with the transform set, for each piece in each copy of the world that the frame touches.
 * @param {OffscreenCanvasRenderingContext2D} context @param {Piece[]} all @param {CanvasFrame} frame @param {(path: Path2D) => void} draw
 */
function each(context, all, frame, draw) {
  const scale = 2 ** frame.zoom;
  const right = frame.left + frame.width / scale;
  const bottom = frame.top + frame.height / scale;
  const zoomed = scale * frame.ratio;
  for (const { path, box } of all) {
    const tiny = (box[2] - box[0]) * scale < 1 && (box[3] - box[1]) * scale < 1;
    if (tiny || box[3] < frame.top || box[1] > bottom) continue;
    const { first, last } = worldCopies(frame.left, right, box[0], box[2]);
    for (let copy = first; copy <= last; copy++) {
      context.setTransform(zoomed, 0, 0, zoomed, (copy * WORLD - frame.left) * zoomed, -frame.top * zoomed);
      draw(path);
    }
  }
}

/**
 * Names where they fit, the widest areas first, none over another.
 * @param {OffscreenCanvasRenderingContext2D} context @param {CanvasFrame} frame @param {Label[]} labels @param {BaseMapStyle} style
 */
function names(context, frame, labels, style) {
  const scale = 2 ** frame.zoom;
  const size = frame.zoom < 4 ? 10 : 11;
  context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  context.font = `500 ${size}px ${style.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = style.label;
  /** @type {{x: number, y: number, half: number}[]} */
  const placed = [];
  for (const label of labels) {
    if (label.width * scale < NARROWEST_NAME) continue;
    const half = context.measureText(label.name).width / 2;
    if (half * 2 > label.width * scale * 1.15) continue;
    const { first, last } = worldCopies(frame.left, frame.left + frame.width / scale, label.x, label.x);
    for (let copy = first; copy <= last; copy++) {
      const x = (label.x + copy * WORLD - frame.left) * scale;
      const y = (label.y - frame.top) * scale;
      const taken = placed.some((other) => Math.abs(other.x - x) < other.half + half + 6 && Math.abs(other.y - y) < size + 4);
      if (taken || y < 0 || y > frame.height) continue;
      placed.push({ x, y, half });
      context.fillText(label.name, x, y);
    }
  }
}

/** @param {Shapes} shapes @param {boolean} closed @returns {Piece[]} */
function pieces(shapes, closed) {
  const all = [];
  for (let at = 0; at + 1 < shapes.polygons.length; at++) {
    const path = new Path2D();
    for (let ring = shapes.polygons[at]; ring < shapes.polygons[at + 1]; ring++) {
      let i = shapes.rings[ring];
      path.moveTo(shapes.points[i], shapes.points[i + 1]);
      for (i += 2; i < shapes.rings[ring + 1]; i += 2) path.lineTo(shapes.points[i], shapes.points[i + 1]);
      if (closed) path.closePath();
    }
    all.push({ path, box: shapes.boxes.subarray(at * 4, at * 4 + 4) });
  }
  return all;
}
