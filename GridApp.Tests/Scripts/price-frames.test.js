import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeFrames, framesAt, PriceFramesError, unpackValues, valuesAt } from '../../GridApp/Features/Prices/price-frames.js';
import { packedFrames } from './packed-frames.js';

const nodes = [{ id: 7, lon: -118.25, lat: 34.5 }, { id: 8 }, { id: 2147483647, lon: 179.5, lat: -45.25 }];
const hour = (/** @type {number} */ n) => Date.UTC(2026, 0, 1, n);
const at = (/** @type {number} */ n, minutes = 0) => `2026-01-01T${String(n).padStart(2, '0')}:${String(minutes).padStart(2, '0')}:00Z`;

test('geometry and every form of values come back', () => {
  const answer = decodeFrames(packedFrames({
    nodes,
    frames: [
      { at: at(0), minutes: 60, form: 0, values: [1.5, NaN, -3] },
      { at: at(1), minutes: 60, form: 1, decimals: 2, base: 3000, values: [12.34, NaN, -250.01] },
      { at: at(2), minutes: 60, form: 2, values: [8.25] },
    ],
    next: at(3),
  }));
  assert.deepEqual([...answer.nodes.ids], [7, 8, 2147483647]);
  assert.deepEqual([...answer.nodes.longitudes], [-118.25, NaN, 179.5]);
  assert.deepEqual([...answer.nodes.latitudes], [34.5, NaN, -45.25]);
  const values = answer.frames.map((frame) => {
    const into = new Float32Array(3);
    unpackValues(frame.bytes, into);
    return [...into];
  });
  assert.deepEqual(values, [[1.5, NaN, -3], [Math.fround(12.34), NaN, Math.fround(-250.01)], [8.25, 8.25, 8.25]]);
  assert.deepEqual([answer.frames[1].at, answer.frames[1].end, answer.next], [hour(1), hour(2), hour(3)]);
});

test('a known geometry is used again, and another one is not', () => {
  const first = decodeFrames(packedFrames({ nodes, frames: [] }));
  const later = packedFrames({ nodes, geometry: false, frames: [{ at: at(0), minutes: 5, values: [1, 2, 3] }] });
  assert.equal(decodeFrames(later, first.nodes).nodes, first.nodes);
  assert.throws(() => decodeFrames(later), PriceFramesError);
  assert.throws(() => decodeFrames(packedFrames({ nodes, geometry: false, hash: 'h2', frames: [] }), first.nodes), PriceFramesError);
});

test('at a moment each node has the newest frame that covers it and knows it', () => {
  const answer = decodeFrames(packedFrames({
    nodes, markets: [{ market: 'CAISO', nodes: 2 }, { market: 'PJM', nodes: 1 }],
    frames: [
      { at: at(0), minutes: 60, values: [1, 2] }, { at: at(0), minutes: 60, market: 1, values: [5] },
      { at: at(0, 30), minutes: 5, values: [10, NaN] }, { at: at(1), minutes: 5, market: 1, values: [6] },
    ],
  }));
  assert.deepEqual([...valuesAt(answer, hour(0) + 29 * 60_000)], [1, 2, 5]);
  assert.deepEqual([...valuesAt(answer, hour(0) + 30 * 60_000)], [10, 2, 5]);
  assert.deepEqual([...valuesAt(answer, hour(0) + 35 * 60_000)], [1, 2, 5]);
  assert.deepEqual([...valuesAt(answer, hour(1))], [NaN, NaN, 6]);
  assert.deepEqual([...valuesAt(answer, hour(0) - 1)], [NaN, NaN, NaN]);
  assert.deepEqual(framesAt(answer.frames, 0, hour(0) + 31 * 60_000).map((frame) => frame.minutes), [5, 60]);
  const into = new Float32Array(3);
  assert.equal(valuesAt(answer, hour(1), into), into);
});

test('another format, a page of HTML and a cut answer are refused', () => {
  assert.throws(() => decodeFrames(new TextEncoder().encode('<!doctype html>').buffer), PriceFramesError);
  assert.throws(() => decodeFrames(new ArrayBuffer(4)), PriceFramesError);
  const whole = packedFrames({ nodes, frames: [{ at: at(0), minutes: 5, values: [1, 2, 3] }] });
  assert.throws(() => decodeFrames(whole.slice(0, whole.byteLength - 8)), PriceFramesError);
  assert.throws(() => decodeFrames(whole.slice(0, 40)), PriceFramesError);
  assert.throws(() => decodeFrames(packedFrames({ nodes, version: 1, frames: [] })), PriceFramesError);
  const short = decodeFrames(packedFrames({ nodes, frames: [{ at: at(0), minutes: 5, values: [1] }] }));
  assert.throws(() => valuesAt(short, hour(0)), PriceFramesError);
});
