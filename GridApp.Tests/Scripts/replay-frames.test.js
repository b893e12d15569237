import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeFrames } from '../../GridApp/Features/Prices/price-frames.js';
import { toFrames } from '../../GridApp/Features/Replay/frame-rows.js';
import { packedFrames } from './packed-frames.js';

const at = (/** @type {string} */ time) => Date.parse(`2026-11-19T${time}:00Z`);
const nodes = [{ id: 1 }, { id: 2 }];
const rows = (/** @type {import('../../GridApp/Features/Replay/frame-rows.js').FrameRows} */ { at: times, minutes, values, nodes: { count } }) =>
  [...times].map((time, i) => [new Date(time).toISOString().slice(11, 16), minutes[i], ...values.subarray(i * count, (i + 1) * count)]);

test('frames become rows of numbers, whatever form they are packed in', () => {
  const answer = decodeFrames(packedFrames({
    nodes,
    frames: [
      { at: '2026-11-19T08:00:00Z', minutes: 5, form: 1, decimals: 2, base: 3000, values: [31.5, NaN] }, { at: '2026-11-19T08:05:00Z', minutes: 5, form: 2, values: [7] },
      { at: '2026-11-19T08:10:00Z', minutes: 5, values: [1.5, -2.5] },
    ],
  }));
  assert.deepEqual(rows(toFrames([answer])), [['08:00', 5, 31.5, NaN], ['08:05', 5, 7, 7], ['08:10', 5, 1.5, -2.5]]);
});

test('where a frame says nothing of a node, an older one that still lasts does', () => {
  const answer = decodeFrames(packedFrames({
    nodes,
    frames: [
      { at: '2026-11-19T08:00:00Z', minutes: 60, values: [10, 20] }, { at: '2026-11-19T08:15:00Z', minutes: 15, values: [11, NaN] }, { at: '2026-11-19T09:00:00Z', minutes: 15, values: [12, NaN] },
    ],
  }));
  assert.deepEqual(rows(toFrames([answer])), [['08:00', 60, 10, 20], ['08:15', 15, 11, 20], ['09:00', 15, 12, NaN]]);
});

test('two frames of one time are one, the shorter over the longer', () => {
  const answer = decodeFrames(packedFrames({ nodes, frames: [{ at: '2026-11-19T08:00:00Z', minutes: 60, values: [10, 20] }, { at: '2026-11-19T08:00:00Z', minutes: 5, values: [11, NaN] }] }));
  assert.deepEqual(rows(toFrames([answer])), [['08:00', 5, 11, 20]]);
});

test('pages of one stretch come together; nothing is a stretch without frames', () => {
  const first = decodeFrames(packedFrames({ nodes, frames: [{ at: '2026-11-19T08:00:00Z', minutes: 5, values: [1, 2] }], next: '2026-11-19T08:05:00Z' }));
  const second = decodeFrames(packedFrames({ nodes, frames: [{ at: '2026-11-19T08:05:00Z', minutes: 5, values: [3, 4] }] }));
  const frames = toFrames([first, second]);
  assert.deepEqual([...frames.at], [at('08:00'), at('08:05')]);
  assert.equal(frames.values.length, 4);
  assert.equal(toFrames([decodeFrames(packedFrames({ nodes: [], frames: [] }))]).at.length, 0);
});
