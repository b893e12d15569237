import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countByPosition, domainOf, passes, positionOf, SHADES, shadesOf, summarize, valueAt } from '../../GridApp/Features/Map/price-scale.js';

const close = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) < 1e-4, `${a} is not ${b}`);

test('a summary leaves out what is not there, and counts what is below zero', () => {
  const summary = summarize([10, NaN, -4, 20, 30, -0]);
  assert.deepEqual([summary.count, summary.negative, summary.least, summary.median, summary.most], [5, 1, -4, 10, 30]);
  assert.equal(summarize([NaN]).count, 0);
});

test('one scarce node does not stretch the scale', () => {
  const values = Array.from({ length: 100 }, (_, at) => 20 + (at % 10));
  values.push(3707);
  const { low, centre, high } = domainOf(summarize(values), 'median');
  assert.ok(low >= 20 && centre >= 24 && centre <= 25 && high < 30);
});

test('around zero both sides are equally long, whichever prices there are', () => {
  assert.deepEqual(domainOf(summarize([0, 0, 0, 12]), 'zero').centre, 0);
  const { low, high } = domainOf(summarize([-1, 2, 40, 41]), 'zero');
  assert.equal(low, -high);
  assert.ok(high > 38);
});

test('prices that are all alike make no fire', () => {
  const same = domainOf(summarize([30, 30, 30]), 'median');
  assert.deepEqual([same.low < 29.5, same.high > 30.5], [true, true]);
  close(positionOf(30.1, same), 0.5 + 0.05 / 0.6);
  const nothing = domainOf(summarize([]), 'median');
  assert.equal(positionOf(0, nothing), 0.5);
});

test('the hub is the middle where it is known', () => assert.equal(domainOf(summarize([10, 20, 30, 40]), 'median', 12).centre, 12));

test('a position and its value belong together, on both sides of an uneven scale', () => {
  const domain = { low: -5, centre: 30, high: 200 };
  for (const value of [-5, 0, 29, 30, 31, 115, 200]) close(valueAt(positionOf(value, domain), domain), value);
  assert.deepEqual([positionOf(-1000, domain), positionOf(5000, domain)], [0, 1]);
});

test('shades go from the first colour over the middle to the last', () => {
  const shades = shadesOf(['#000000', '#0000ff', '#ffffff']);
  assert.equal(shades.length, SHADES);
  assert.deepEqual([shades[0], shades[SHADES - 1]], [0xff000000, 0xffffffff]);
  assert.equal(shades[128] & 0xff0000, 0xff0000);
});

test('values beyond the scale are counted at its ends', () => {
  const counts = countByPosition([-99, 0, 5, 10, 99, NaN], { low: 0, centre: 5, high: 10 }, 4);
  assert.deepEqual([...counts], [2, 0, 1, 2]);
});

test('a filter has a side where it says so', () => {
  assert.ok(passes(-3, { least: null, most: 0 }));
  assert.ok(!passes(0.01, { least: null, most: 0 }));
  assert.ok(passes(0, { least: 0, most: 0 }));
});
