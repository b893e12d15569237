/**
 * The packed frames of `GET /api/v1/prices/frames` and `/prices/heatmap` ("GPF1"; the layout stands in the OpenAPI description).
 *
 * Where the nodes are: ids and degrees in the order of the values, NaN degrees for a node without a location.
 * @typedef {{ hash: string, count: number, ids: Int32Array, longitudes: Float32Array, latitudes: Float32Array }} PriceNodes
 *
 * A market's part of the nodes, from `firstNode` on.
 * @typedef {{ market: string, unit: string | null, simulated: boolean, firstNode: number, nodes: number }} PriceMarket
 *
 * An interval of a market: `at` and `end` in milliseconds of the epoch, `market` an index, `bytes` its packed values.
 * @typedef {{ at: number, end: number, minutes: number, market: number, bytes: DataView }} PriceFrame
 *
 * `next` is from when to ask on (milliseconds) where the answer was cut.
 * @typedef {{
 *   kind: string, component: string, unit: string | null, start: number, end: number, next: number | null,
 *   nodes: PriceNodes, markets: PriceMarket[], frames: PriceFrame[]
 * }} PriceFrames
 */

const MAGIC = 'GPF1';
const HEAD_BYTES = 8;
const NO_VALUE = -32768;

/** The answer is not what this module understands. */
export class PriceFramesError extends Error {}

/**
 * Reads an answer. Everything in it is a view of the buffer; no value is unpacked yet.
 * @param {ArrayBuffer} buffer
 * @param {PriceNodes | null} [known] nodes of an earlier answer, whose hash was sent along
 * @returns {PriceFrames} @throws {PriceFramesError} when it is another format, cut short, or of other nodes than are known
 */
export function decodeFrames(buffer, known = null) {
  if (buffer.byteLength < HEAD_BYTES) throw new PriceFramesError(`${buffer.byteLength} bytes are no header`);
  const view = new DataView(buffer);
  const magic = String.fromCharCode(view.getUint8(0), view.getUint8(1), view.getUint8(2), view.getUint8(3));
  if (magic !== MAGIC) throw new PriceFramesError(`starts with ${JSON.stringify(magic)}, not ${MAGIC}`);
  const body = HEAD_BYTES + view.getUint32(4, true);
  if (buffer.byteLength < body) throw new PriceFramesError(`${buffer.byteLength} bytes, but the header ends at ${body}`);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, HEAD_BYTES, body - HEAD_BYTES)));
  if (header.version !== 2) throw new PriceFramesError(`version ${header.version} is not known here`);

  /** @param {{ offset: number, length: number }} section */
  const place = ({ offset, length }) => {
    if (body + offset + length > buffer.byteLength) throw new PriceFramesError(`a section ends at ${body + offset + length} of ${buffer.byteLength} bytes`);
    return body + offset;
  };
  /** @type {PriceNodes} */
  let nodes;
  if (header.geometry) {
    const at = place(header.geometry);
    const count = header.nodes;
    nodes = {
      hash: header.nodesHash, count, ids: new Int32Array(buffer, at, count),
      longitudes: new Float32Array(buffer, at + 4 * count, count), latitudes: new Float32Array(buffer, at + 8 * count, count),
    };
  } else if (known?.hash === header.nodesHash) {
    nodes = /** @type {PriceNodes} */ (known);
  } else {
    throw new PriceFramesError('the geometry was left out, and it is not the one that is known');
  }
  return {
    kind: header.kind, component: header.component, unit: header.unit, start: Date.parse(header.start), end: Date.parse(header.end),
    next: header.next ? Date.parse(header.next) : null, nodes, markets: header.markets,
    frames: header.frames.map((/** @type {[string, number, number, number, number]} */ [start, minutes, market, offset, length]) => {
      const at = Date.parse(start);
      return { at, end: at + minutes * 60_000, minutes, market, bytes: new DataView(buffer, place({ offset, length }), length) };
    }),
  };
}

/**
 * Unpacks the values of a frame, NaN for none.
 * @param {DataView} bytes @param {Float32Array} into as many as its market has nodes
 */
export function unpackValues(bytes, into) {
  const body = bytes.byteOffset + HEAD_BYTES;
  switch (bytes.getUint8(0)) {
    case 0:
      if (bytes.byteLength < HEAD_BYTES + 4 * into.length) throw new PriceFramesError('a frame holds fewer values than its market has nodes');
      into.set(new Float32Array(bytes.buffer, body, into.length));
      return;
    case 1: {
      if (bytes.byteLength < HEAD_BYTES + 2 * into.length) throw new PriceFramesError('a frame holds fewer values than its market has nodes');
      const power = 10 ** bytes.getUint8(1);
      const base = bytes.getInt32(4, true);
      const numbers = new Int16Array(bytes.buffer, body, into.length);
      for (let i = 0; i < numbers.length; i++) into[i] = numbers[i] === NO_VALUE ? NaN : (base + numbers[i]) / power;
      return;
    }
    case 2:
      into.fill(bytes.getFloat32(4, true));
      return;
    default:
      throw new PriceFramesError(`values of form ${bytes.getUint8(0)} are not known here`);
  }
}

/**
 * Each node's value at a moment: of the newest frame that covers it and has one. In the order of the nodes, NaN for none.
 * @param {PriceFrames} answer @param {number} time milliseconds of the epoch @param {Float32Array} [into] to be used again
 */
export function valuesAt(answer, time, into = new Float32Array(answer.nodes.count)) {
  into.fill(NaN);
  let spare = new Float32Array(0);
  for (let market = 0; market < answer.markets.length; market++) {
    const { firstNode, nodes } = answer.markets[market];
    const values = into.subarray(firstNode, firstNode + nodes);
    const frames = framesAt(answer.frames, market, time);
    if (frames.length === 0) continue;
    unpackValues(frames[0].bytes, values);
    for (const older of frames.slice(1)) {
      if (spare.length !== nodes) spare = new Float32Array(nodes);
      unpackValues(older.bytes, spare);
      for (let i = 0; i < nodes; i++) if (Number.isNaN(values[i])) values[i] = spare[i];
    }
  }
  return into;
}

/**
 * A market's frames that cover a moment, newest first. The frames stand by time, and none lasts longer than a day.
 * @param {PriceFrame[]} frames @param {number} market @param {number} time
 */
export function framesAt(frames, market, time) {
  let low = 0;
  let high = frames.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (frames[middle].at <= time) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (let i = low - 1; i >= 0 && frames[i].at > time - 86_400_000; i--) {
    if (frames[i].market === market && frames[i].end > time) found.push(frames[i]);
  }
  return found;
}
