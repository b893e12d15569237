import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steps } from '../../GridApp/Components/Charts/traces.js';
import { extremes, lowerBound, means, window } from '../../GridApp/Components/Charts/downsample.js';

const FIVE = 300_000;
const month = Float64Array.from({ length: 8928 }, (_, i) => i * FIVE);

test('a month of five minutes becomes a few thousand points that keep every bucket\'s extremes', () => {
  const values = month.map((_, i) => Math.sin(i / 40) * 30 + 40);
  values[4321] = 999;
  values[4322] = -150;
  const points = extremes(month, values, 0, 8928 * FIVE, 1000);
  assert.ok(points.x.length <= 2000, String(points.x.length));
  assert.ok(points.x.every((x, i) => i === 0 || x > points.x[i - 1]), 'in the order of time');
  assert.equal(points.y[points.x.indexOf(4321 * FIVE)], 999);
  assert.equal(points.y[points.x.indexOf(4322 * FIVE)], -150);
});

test('few points stay as they are, also where a span cuts them', () => {
  const values = month.map((_, i) => i);
  const points = extremes(month, values, 10 * FIVE, 12 * FIVE, 1000);
  assert.deepEqual(points.y, [9, 10, 11, 12]);
});

test('a gap stays a gap', () => {
  const values = month.map((_, i) => (i >= 3000 && i < 4000 ? NaN : 1));
  const points = extremes(month, values, 0, 8928 * FIVE, 300);
  const inside = points.x.map((x, i) => ({ x, y: points.y[i] })).filter(({ x }) => x > 3030 * FIVE && x < 3970 * FIVE);
  assert.ok(inside.length > 0 && inside.every(({ y }) => y === null));
});

test('the columns of a stack share their times, and what is unknown does not pull a mean down', () => {
  const at = Float64Array.of(0, 1, 2, 3);
  const { x, columns } = means(at, [Float64Array.of(1, 3, 5, NaN), Float64Array.of(NaN, NaN, 2, 4)], 0, 4, 2);
  assert.deepEqual(x, [0, 2]);
  assert.deepEqual(columns, [[2, 5], [NaN, 3]]);
});

test('a window reaches one interval over both edges', () => {
  assert.deepEqual(window([0, 10, 20, 30, 40], 15, 25), [1, 4]);
  assert.deepEqual(window([], 0, 1), [0, 0]);
  assert.equal(lowerBound([1, 3, 5], 4), 2);
});

test('a value holds to the end of its interval, also before a gap and at the end', () => {
  const hour = 3_600_000;
  const frame = { at: [0, hour, 2 * hour, 3 * hour], intervalMinutes: 60 };
  assert.deepEqual(steps({ x: [0, hour, 2 * hour, 3 * hour], y: [1, 2, null, 4] }, frame, 0, 10 * hour), { x: [0, hour, 2 * hour, 2 * hour, 3 * hour, 4 * hour], y: [1, 2, 2, null, 4, 4] });
  assert.deepEqual(steps({ x: [0, hour], y: [1, 2] }, frame, 0.5 * hour, 10 * hour), { x: [0.5 * hour, hour], y: [1, 2] });
});
