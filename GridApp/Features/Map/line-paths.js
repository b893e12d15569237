import { latToY, lonToX } from './mercator.js';

/**
 * Lines as columns. The points of line i are those from `start[i]` to `start[i + 1]`, as x, y pairs in world units (mercator.js); a jump between two pieces is NaN, NaN.
 * `box` has minX, minY, maxX, maxY of each; `kv` 0 where nobody knows it; `flow` MW (positive from the first point to the last) and `loading` (1 at the limit)
 * are NaN where nobody knows them.
 * @typedef {{
 *   count: number, id: Int32Array, start: Int32Array, points: Float32Array, box: Float32Array, kv: Float32Array, direct: Uint8Array, flow: Float32Array, loading: Float32Array,
 *   names: string[], markets: (string | null)[], simulated: Uint8Array
 * }} Lines
 */

/** What of a line its feature says. @typedef {{id: number, name: string, code: string, kind: string, market: string | null, voltageKv: number | null, flowMw: number | null, loading: number | null, simulated: boolean}} LineFacts */

/** A line at this share of its limit binds. */
export const BINDING = 0.999;

/** @param {{features: GeoJSON.Feature[]}} collection of `GET /lines` @returns {Lines} those that have a path, in its order */
export function linesOf(collection) {
  const drawn = collection.features.filter((feature) => feature.geometry?.type === 'LineString' || feature.geometry?.type === 'MultiLineString');
  const count = drawn.length;
  /** @type {number[]} */
  const points = [];
  const start = new Int32Array(count + 1);
  const box = new Float32Array(count * 4);
  const facts = drawn.map((feature) => /** @type {LineFacts} */ (feature.properties));
  drawn.forEach((feature, at) => {
    start[at] = points.length;
    const geometry = /** @type {GeoJSON.LineString | GeoJSON.MultiLineString} */ (feature.geometry);
    const pieces = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
    const [minX, minY, maxX, maxY] = [0, 1, 2, 3].map((side) => at * 4 + side);
    box.set([Infinity, Infinity, -Infinity, -Infinity], at * 4);
    pieces.forEach((piece, number) => {
      if (number > 0) points.push(NaN, NaN);
      for (const [lon, lat] of piece) {
        const [x, y] = [lonToX(lon), latToY(lat)];
        points.push(x, y);
        box[minX] = Math.min(box[minX], x);
        box[minY] = Math.min(box[minY], y);
        box[maxX] = Math.max(box[maxX], x);
        box[maxY] = Math.max(box[maxY], y);
      }
    });
  });
  start[count] = points.length;
  return {
    count, start, box, points: Float32Array.from(points), id: Int32Array.from(facts, (fact) => fact.id), kv: Float32Array.from(facts, (fact) => fact.voltageKv ?? 0),
    direct: Uint8Array.from(facts, (fact) => (fact.kind === 'dc_line' ? 1 : 0)), simulated: Uint8Array.from(facts, (fact) => (fact.simulated ? 1 : 0)),
    flow: Float32Array.from(facts, (fact) => fact.flowMw ?? NaN), loading: Float32Array.from(facts, (fact) => fact.loading ?? NaN),
    names: facts.map((fact) => fact.name || fact.code), markets: facts.map((fact) => fact.market),
  };
}

/** Voltages that lines are told apart by, kV: each is the least of its class, the highest first. */
export const CLASSES = [500, 345, 230, 115, 1, 0];

/** @param {number} kv 0 where nobody knows it @returns {number} the least voltage of its class; 0 for the unknown */
export function classOf(kv) {
  return /** @type {number} */ (CLASSES.find((least) => kv >= least));
}

/** @param {number} kv @param {number} zoom @returns {number} width of a line, CSS pixels */
export function widthOf(kv, zoom) {
  const base = kv >= 500 ? 2.6 : kv >= 345 ? 2.1 : kv >= 230 ? 1.6 : kv >= 115 ? 1.1 : 0.8;
  return base * Math.max(0.5, Math.min(1.5, 0.5 + (zoom - 4) * 0.17));
}

/**
 * The line nearest to a place.
 * @param {Lines} lines @param {(line: number) => boolean} shown @param {number} x @param {number} y @param {number} tolerance all in world units @returns {number} -1 when none is that near
 */
export function nearestLine(lines, shown, x, y, tolerance) {
  let best = -1;
  let bestDistance = tolerance;
  for (let at = 0; at < lines.count; at++) {
    const side = at * 4;
    if (x < lines.box[side] - tolerance || y < lines.box[side + 1] - tolerance || x > lines.box[side + 2] + tolerance || y > lines.box[side + 3] + tolerance || !shown(at)) continue;
    for (let i = lines.start[at]; i + 3 < lines.start[at + 1]; i += 2) {
      const distance = distanceTo(x, y, lines.points[i], lines.points[i + 1], lines.points[i + 2], lines.points[i + 3]);
      if (distance < bestDistance) {
        best = at;
        bestDistance = distance;
      }
    }
  }
  return best;
}

/** Of a place from a stretch; NaN (never the nearest) for a jump. @param {number} x @param {number} y @param {number} ax @param {number} ay @param {number} bx @param {number} by */
function distanceTo(x, y, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(ax + share * dx - x, ay + share * dy - y);
}

/** The middle of a line along its way, and its direction there. @param {Lines} lines @param {number} line @returns {{x: number, y: number, angle: number, length: number}} world units, radians */
export function middleOf({ points, start }, line) {
  let length = 0;
  const step = (/** @type {number} */ i) => {
    const distance = Math.hypot(points[i + 2] - points[i], points[i + 3] - points[i + 1]);
    return Number.isNaN(distance) ? 0 : distance;
  };
  const last = start[line + 1] - 4;
  for (let i = start[line]; i <= last; i += 2) length += step(i);
  let rest = length / 2;
  for (let i = start[line]; i <= last; i += 2) {
    const distance = step(i);
    if (distance > 0 && rest <= distance) {
      const share = rest / distance;
      return {
        x: points[i] + (points[i + 2] - points[i]) * share, y: points[i + 1] + (points[i + 3] - points[i + 1]) * share,
        angle: Math.atan2(points[i + 3] - points[i + 1], points[i + 2] - points[i]), length,
      };
    }
    rest -= distance;
  }
  return { x: points[start[line]], y: points[start[line] + 1], angle: 0, length };
}
