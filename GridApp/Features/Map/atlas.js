import { latToY, lonToX, WORLD } from './mercator.js';

/**
 * The parts of topojson-client that are used.
 * @typedef {{
 *   feature: (topology: unknown, object: unknown) => GeoJSON.FeatureCollection,
 *   mesh: (topology: unknown, object: unknown, filter: (a: unknown, b: unknown) => boolean) => GeoJSON.MultiLineString
 * }} TopoJson
 */

/**
 * Shapes in world units, flat: x0, y0, x1, y1, ... `rings` holds where each ring (or line) starts, `polygons` at which ring each polygon starts, both with one
 * more entry for the end; `boxes` has minX, minY, maxX, maxY of each polygon (of each line for lines).
 * @typedef {{points: Float32Array, rings: Uint32Array, polygons: Uint32Array, boxes: Float32Array}} Shapes
 */

/** A name at the widest place of its area; `width` in world units. @typedef {{name: string, x: number, y: number, width: number}} Label */

/** `land` is filled, `borders` (between the areas) are stroked. @typedef {{land: Shapes, borders: Shapes, labels: Label[]}} Atlas */

/**
 * Turns a TopoJSON atlas into land, the borders between its areas, and the areas' names.
 * @param {TopoJson} topojson @param {{objects: Record<string, unknown>}} topology
 * @param {{areas: string, land: string | null}} objects their names in the atlas; the land is one piece without the seams that areas side by side would show
 * @param {(name: string) => string} translate @returns {Atlas}
 */
export function decodeAtlas(topojson, topology, objects, translate) {
  const land = new ShapeWriter();
  if (objects.land)
    for (const feature of topojson.feature(topology, topology.objects[objects.land]).features)
      for (const polygon of polygonsOf(feature.geometry)) land.polygon(polygon.map((ring) => closeAtPole(unwrap(ring))));

  /** @type {Label[]} */
  const labels = [];
  for (const area of topojson.feature(topology, topology.objects[objects.areas]).features) {
    const name = area.properties?.name;
    const outlines = polygonsOf(area.geometry).map((polygon) => closeAtPole(unwrap(polygon[0])));
    if (typeof name !== 'string' || outlines.length === 0) continue;
    const largest = outlines.reduce((best, outline) => (boxArea(outline) > boxArea(best) ? outline : best));
    labels.push({ name: translate(name), ...widestPlace(largest) });
  }
  const borders = new ShapeWriter();
  for (const line of topojson.mesh(topology, topology.objects[objects.areas], (a, b) => a !== b).coordinates) borders.polygon([unwrap(line)]);
  return { land: land.done(), borders: borders.done(), labels: labels.sort((a, b) => b.width - a.width) };
}

/** @param {GeoJSON.Geometry | null} geometry @returns {GeoJSON.Position[][][]} */
export function polygonsOf(geometry) {
  if (geometry?.type === 'Polygon') return [geometry.coordinates];
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];
}

/**
 * World units of a ring or line that may step over the date line: it goes on beyond the world's edge instead of jumping back.
 * @param {GeoJSON.Position[]} positions @returns {Float64Array}
 */
export function unwrap(positions) {
  const points = new Float64Array(positions.length * 2);
  let shift = 0;
  for (let i = 0; i < positions.length; i++) {
    const lon = positions[i][0];
    if (i > 0) {
      const step = lon - positions[i - 1][0];
      if (step > 180) shift -= 360;
      else if (step < -180) shift += 360;
    }
    points[2 * i] = lonToX(lon + shift);
    points[2 * i + 1] = latToY(positions[i][1]);
  }
  return points;
}

/**
 * A ring that goes once around the world (Antarctica) encloses a pole: it is closed along it.
 * @param {Float64Array} ring @returns {Float64Array}
 */
function closeAtPole(ring) {
  const last = ring.length - 2;
  if (Math.abs(ring[last] - ring[0]) < WORLD / 2) return ring;
  const pole = latToY(ring[1] > WORLD / 2 ? -90 : 90);
  const closed = new Float64Array(ring.length + 4);
  closed.set(ring);
  closed.set([ring[last], pole, ring[0], pole], ring.length);
  return closed;
}

/** @param {Float64Array} ring @returns {[number, number, number, number]} */
function boxOf(ring) {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    minX = Math.min(minX, ring[i]);
    maxX = Math.max(maxX, ring[i]);
    minY = Math.min(minY, ring[i + 1]);
    maxY = Math.max(maxY, ring[i + 1]);
  }
  return [minX, minY, maxX, maxY];
}

/** @param {Float64Array} ring @returns {number} */
function boxArea(ring) {
  const [minX, minY, maxX, maxY] = boxOf(ring);
  return (maxX - minX) * (maxY - minY);
}

/**
 * Where a name fits best in a ring: the middle of the longest stretch that some horizontal line has inside of it, the central ones preferred.
 * @param {Float64Array} ring @returns {{x: number, y: number, width: number}}
 */
export function widestPlace(ring) {
  const [minX, minY, maxX, maxY] = boxOf(ring);
  let best = { x: (minX + maxX) / 2, y: (minY + maxY) / 2, width: 0 };
  let bestScore = 0;
  for (let step = 1; step <= 11; step++) {
    const share = step / 12;
    const y = minY + (maxY - minY) * share;
    const crossings = [];
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [y0, y1] = [ring[j + 1], ring[i + 1]];
      if (y0 > y !== y1 > y) crossings.push(ring[j] + ((y - y0) / (y1 - y0)) * (ring[i] - ring[j]));
    }
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const width = crossings[i + 1] - crossings[i];
      const score = width * (1 - Math.abs(share - 0.5));
      if (score > bestScore) {
        bestScore = score;
        best = { x: (crossings[i] + crossings[i + 1]) / 2, y, width };
      }
    }
  }
  return best;
}

/** Collects shapes one by one. */
export class ShapeWriter {
  /** @type {number[]} */ #points = [];
  /** @type {number[]} */ #rings = [0];
  /** @type {number[]} */ #polygons = [0];
  /** @type {number[]} */ #boxes = [];

  /** @param {Float64Array[]} rings the first one is the outline */
  polygon(rings) {
    for (const ring of rings) {
      for (const value of ring) this.#points.push(value);
      this.#rings.push(this.#points.length);
    }
    this.#polygons.push(this.#rings.length - 1);
    this.#boxes.push(...boxOf(rings[0]));
  }

  /** @returns {Shapes} */
  done() {
    return {
      points: Float32Array.from(this.#points),
      rings: Uint32Array.from(this.#rings),
      polygons: Uint32Array.from(this.#polygons),
      boxes: Float32Array.from(this.#boxes),
    };
  }
}
