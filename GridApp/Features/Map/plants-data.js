import { latToY, lonToX } from './mercator.js';

/**
 * Plants as columns, biggest first. `x` and `y` are world units (see mercator.js), `fuel` and `status` are indexes into the lists that the page passes.
 * `total` counts the matches before the answer's limit cut it, `version` is the version of the data it was made from.
 * @typedef {{
 *   count: number, total: number, version: number, id: Int32Array, lon: Float32Array, lat: Float32Array, capacityMw: Float32Array,
 *   fuel: Uint8Array, status: Uint8Array, x: Float32Array, y: Float32Array
 * }} Plants
 */

const MAGIC = 'GPL1';
const HEADER_BYTES = 32;
const BYTES_PER_PLANT = 18;

/** The answer is not what the map understands. */
export class PackedPlantsError extends Error {}

/** @returns {Plants} */
export function noPlants() {
  const none = new Float32Array(0);
  return {
    count: 0, total: 0, version: 0, id: new Int32Array(0), lon: none, lat: none, capacityMw: none,
    fuel: new Uint8Array(0), status: new Uint8Array(0), x: none, y: none,
  };
}

/**
 * The plants with the statuses of a moment: those that are named have something out, all others are available.
 * @param {Plants} plants @param {{id: number, status: string}[]} out @param {string[]} statuses codes in the order of the packed numbers
 * @returns {Plants} the same object when nothing is different
 */
export function withStatuses(plants, out, statuses) {
  const byId = new Map(out.map(({ id, status }) => [id, Math.max(0, statuses.indexOf(status))]));
  const status = new Uint8Array(plants.count);
  let differs = false;
  for (let i = 0; i < plants.count; i++) {
    status[i] = byId.get(plants.id[i]) ?? 0;
    differs ||= status[i] !== plants.status[i];
  }
  return differs ? { ...plants, status } : plants;
}

/**
 * Reads the packed plants of `GET /api/v1/plants` (`application/octet-stream`, layout in the OpenAPI description). Its columns are views of the buffer.
 * @param {ArrayBuffer} buffer @returns {Plants} @throws {PackedPlantsError} when it is another format or cut short
 */
export function decodePlants(buffer) {
  if (buffer.byteLength < HEADER_BYTES) throw new PackedPlantsError(`${buffer.byteLength} bytes are no header`);
  const head = new DataView(buffer);
  const magic = String.fromCharCode(head.getUint8(0), head.getUint8(1), head.getUint8(2), head.getUint8(3));
  if (magic !== MAGIC) throw new PackedPlantsError(`starts with ${JSON.stringify(magic)}, not ${MAGIC}`);
  const count = head.getUint32(4, true);
  const expected = HEADER_BYTES + count * BYTES_PER_PLANT;
  if (buffer.byteLength < expected) throw new PackedPlantsError(`${buffer.byteLength} bytes, ${expected} expected`);

  const column = (/** @type {number} */ index) => HEADER_BYTES + index * 4 * count;
  const lon = new Float32Array(buffer, column(1), count);
  const lat = new Float32Array(buffer, column(2), count);
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    x[i] = lonToX(lon[i]);
    y[i] = latToY(lat[i]);
  }
  return {
    count,
    total: head.getUint32(8, true),
    version: head.getFloat64(12, true),
    id: new Int32Array(buffer, column(0), count),
    lon,
    lat,
    capacityMw: new Float32Array(buffer, column(3), count),
    fuel: new Uint8Array(buffer, column(4), count),
    status: new Uint8Array(buffer, column(4) + count, count),
    x,
    y,
  };
}
