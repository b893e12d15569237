import { holding } from './step-series.js';

const MAGIC = 'GRF1';
const HEAD_BYTES = 8;
const NONE = -32768;

/** The answer is not what the replay understands. */
export class FlowsError extends Error {}

/**
 * Flows on lines over a span, asked moment by moment. Reads `GET /api/v1/replay/flows` (layout in the OpenAPI description).
 */
export class Flows {
  /** @param {ArrayBuffer} buffer @throws {FlowsError} when it is another format or cut short */
  constructor(buffer) {
    const view = new DataView(buffer);
    const magic = buffer.byteLength < HEAD_BYTES ? '' : String.fromCharCode(view.getUint8(0), view.getUint8(1), view.getUint8(2), view.getUint8(3));
    if (magic !== MAGIC) throw new FlowsError(`starts with ${JSON.stringify(magic)}, not ${MAGIC}`);
    const body = HEAD_BYTES + view.getUint32(4, true);
    if (buffer.byteLength < body) throw new FlowsError(`${buffer.byteLength} bytes, but the header ends at ${body}`);
    /** @type {{version: number, start: string, lines: number[], at: number[], minutes: number[], scale: number}} */
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, HEAD_BYTES, body - HEAD_BYTES)));
    const count = header.lines.length * header.at.length;
    if (buffer.byteLength < body + 2 * count) throw new FlowsError(`${buffer.byteLength} bytes, ${body + 2 * count} expected`);
    const origin = Date.parse(header.start);
    this.lines = header.lines;
    this.scale = header.scale;
    this.times = Float64Array.from(header.at, (at) => origin + at);
    this.minutes = header.minutes;
    this.numbers = new Int16Array(buffer, body, count);
  }

  /** @param {number} at UTC ms @returns {Map<number, number> | null} MW by line, positive away from its first node; null where nothing is known */
  at(at) {
    const found = holding(this.times, /** @type {any} */ (this.minutes), at);
    if (found < 0) return null;
    const first = found * this.lines.length;
    const flows = new Map();
    this.lines.forEach((line, i) => {
      const number = this.numbers[first + i];
      if (number !== NONE) flows.set(line, number * this.scale);
    });
    return flows;
  }
}
