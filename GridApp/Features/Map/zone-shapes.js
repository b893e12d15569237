import { polygonsOf, ShapeWriter, unwrap } from './atlas.js';
import { latToY, lonToX } from './mercator.js';

/** @typedef {import('./atlas.js').Shapes} Shapes */

/**
 * A zone: its shape and the place of its name in world units (mercator.js), and the box around all of it (minX, minY, maxX, maxY). A hub has no shape.
 * @typedef {{
 *   id: number, code: string, name: string, type: string, market: string | null, approximate: boolean, simulated: boolean,
 *   shapes: Shapes | null, x: number, y: number, box: [number, number, number, number]
 * }} Zone
 */

/** @param {{features: GeoJSON.Feature[]}} collection of `GET /zones` @returns {Zone[]} in its order: the largest first, so that what lies inside of another comes later */
export function zonesOf(collection) {
  return collection.features.map((feature) => {
    const facts = /** @type {{id: number, code: string, name: string, type: string, market: string | null, approximate: boolean, simulated: boolean, label: [number, number]}} */ (feature.properties);
    const shapes = shapesOf(feature.geometry);
    const { id, code, name, type, market, approximate, simulated } = facts;
    const [x, y] = [lonToX(facts.label[0]), latToY(facts.label[1])];
    return { id, code, name, type, market, approximate, simulated, shapes, x, y, box: shapes ? boxOf(shapes) : [x, y, x, y] };
  });
}

/** @param {GeoJSON.Geometry | null} geometry @returns {Shapes | null} null for what has no area */
export function shapesOf(geometry) {
  const polygons = polygonsOf(geometry);
  if (polygons.length === 0) return null;
  const writer = new ShapeWriter();
  for (const polygon of polygons) writer.polygon(polygon.map(unwrap));
  return writer.done();
}

/** Shapes put together, as one market may be published in parts. @param {Shapes[]} all @returns {Shapes} */
export function joined(all) {
  if (all.length === 1) return all[0];
  const writer = new ShapeWriter();
  for (const shapes of all) {
    for (let polygon = 0; polygon + 1 < shapes.polygons.length; polygon++) {
      const rings = [];
      for (let ring = shapes.polygons[polygon]; ring < shapes.polygons[polygon + 1]; ring++) rings.push(Float64Array.from(shapes.points.subarray(shapes.rings[ring], shapes.rings[ring + 1])));
      writer.polygon(rings);
    }
  }
  return writer.done();
}

/** @param {Shapes} shapes @returns {[number, number, number, number]} */
function boxOf({ boxes }) {
  /** @type {[number, number, number, number]} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < boxes.length; i += 4) {
    box[0] = Math.min(box[0], boxes[i]);
    box[1] = Math.min(box[1], boxes[i + 1]);
    box[2] = Math.max(box[2], boxes[i + 2]);
    box[3] = Math.max(box[3], boxes[i + 3]);
  }
  return box;
}

/** @param {Zone} zone @param {number} x @param {number} y world units @returns {boolean} whether a place lies inside */
export function isInside(zone, x, y) {
  const { shapes, box } = zone;
  if (!shapes || x < box[0] || y < box[1] || x > box[2] || y > box[3]) return false;
  const { points, rings, polygons, boxes } = shapes;
  for (let polygon = 0; polygon + 1 < polygons.length; polygon++) {
    const at = polygon * 4;
    if (x < boxes[at] || y < boxes[at + 1] || x > boxes[at + 2] || y > boxes[at + 3]) continue;
    let inside = false;
    // Holes are rings like others: going in and out through all of them counts right.
    for (let ring = polygons[polygon]; ring < polygons[polygon + 1]; ring++) {
      for (let i = rings[ring], j = rings[ring + 1] - 2; i < rings[ring + 1]; j = i, i += 2) {
        if (points[i + 1] > y !== points[j + 1] > y && x < ((points[j] - points[i]) * (y - points[i + 1])) / (points[j + 1] - points[i + 1]) + points[i]) inside = !inside;
      }
    }
    if (inside) return true;
  }
  return false;
}

/**
 * The nodes inside of each zone: of its own market where it has one.
 * @param {Zone[]} zones @param {import('./prices-painter.js').NodePlaces} places @returns {Int32Array[]} rows of nodes by zone
 */
export function membersOf(zones, { x, y, markets }) {
  return zones.map((zone) => {
    /** @type {number[]} */
    const members = [];
    for (const { market, first, count } of markets) {
      if (zone.market !== null && zone.market !== market) continue;
      for (let node = first; node < first + count; node++) if (isInside(zone, x[node], y[node])) members.push(node);
    }
    return Int32Array.from(members);
  });
}

/** @param {Int32Array[]} members @param {Float32Array} values by node @returns {Float32Array} the mean by zone, NaN where no node has a value */
export function meansOf(members, values) {
  return Float32Array.from(members, (nodes) => {
    let sum = 0;
    let count = 0;
    for (const node of nodes) {
      if (Number.isNaN(values[node])) continue;
      sum += values[node];
      count++;
    }
    return count === 0 ? NaN : sum / count;
  });
}
