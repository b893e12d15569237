import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lonToX, latToY } from '../../GridApp/Features/Map/mercator.js';
import { Neighbours, siteValues, sitesOf } from '../../GridApp/Features/Map/node-sites.js';
import { shadesOf } from '../../GridApp/Features/Map/price-scale.js';
import { surfaceOf, weigh } from '../../GridApp/Features/Map/surface.js';
import { boxOf, maskOf, paintSurface } from '../../GridApp/Features/Map/surface-pixels.js';

/** @param {[number, number][]} places lon, lat */
function sites(places) {
  return sitesOf(Float32Array.from(places, ([lon]) => lonToX(lon)), Float32Array.from(places, ([, lat]) => latToY(lat)));
}

/** A frame around a place. @param {number} lon @param {number} lat @param {number} zoom */
function frame(lon, lat, zoom, width = 600, height = 400) {
  const scale = 2 ** zoom;
  return { left: lonToX(lon) - width / 2 / scale, top: latToY(lat) - height / 2 / scale, width, height, zoom };
}

/** @param {import('../../GridApp/Features/Map/surface.js').Weights} weights @param {Float32Array} surface @param {number} x @param {number} y CSS pixels */
const at = (weights, surface, x, y) => surface[Math.floor((y - weights.top) / weights.cell) * weights.columns + Math.floor((x - weights.left) / weights.cell)];

test('the nearest are found whatever bucket they lie in', () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const x = Float32Array.from({ length: 500 }, () => random() * 30);
  const y = Float32Array.from({ length: 500 }, () => random() ** 3 * 20);
  const near = new Neighbours({ count: 500, x, y });
  for (const [px, py] of [[3, 1], [15, 19], [-5, -5], [40, 10], [29.9, 0.1]]) {
    const found = new Int32Array(6);
    const distances = new Float64Array(6);
    assert.equal(near.find(px, py, found, distances), 6);
    const expected = [...x.keys()].map((i) => (x[i] - px) ** 2 + (y[i] - py) ** 2).sort((a, b) => a - b).slice(0, 6);
    assert.deepEqual([...distances], expected);
  }
});

test('nodes at one spot are one site, and their mean is its value; a node without a place has none', () => {
  const made = sitesOf(Float32Array.of(40, 40, 60, NaN), Float32Array.of(90, 90, 95, NaN));
  assert.equal(made.count, 2);
  assert.deepEqual([...made.siteOf], [0, 0, 1, -1]);
  assert.deepEqual([...siteValues(made, Float32Array.of(10, 20, NaN, 5))].map(String), ['15', 'NaN']);
  assert.deepEqual([...siteValues(made, Float32Array.of(NaN, 20, -3, 5))], [20, -3]);
});

test('a site reaches as far as its neighbours are, and never across a continent', () => {
  const alone = sites([[-115, 36]]);
  const crowd = sites([[-115, 36], [-115.02, 36], [-115, 36.02], [-115.02, 36.02], [-115.04, 36], [-115, 36.04], [-115.04, 36.04]]);
  assert.ok(crowd.reach[0] < alone.reach[0] / 10);
  const kilometre = 256 / 40_075 / Math.cos((36 * Math.PI) / 180);
  assert.ok(Math.abs(alone.reach[0] / kilometre - 200) < 5);
});

test('at a site the surface has its price, between two it lies between them, far away it is nowhere', () => {
  const made = sites([[-116, 36], [-114, 36]]);
  const there = frame(-115, 36, 7);
  const weights = weigh(made, there);
  const surface = surfaceOf(weights, Float32Array.of(10, 50));
  const x = (/** @type {number} */ lon) => (lonToX(lon) - there.left) * 2 ** 7;
  assert.ok(Math.abs(at(weights, surface, x(-116), 200) - 10) < 4);
  assert.ok(Math.abs(at(weights, surface, x(-114), 200) - 50) < 4);
  assert.ok(Math.abs(at(weights, surface, x(-115), 200) - 30) < 2);
  for (const value of surface) assert.ok(Number.isNaN(value) || (value >= 9.99 && value <= 50.01));
  const wide = weigh(made, frame(-115, 36, 4));
  const far = surfaceOf(wide, Float32Array.of(10, 50));
  assert.ok(wide.columns * wide.cell < 400);
  assert.ok(Number.isNaN(far[0]));
});

test('a site without a value leaves its surroundings to the others', () => {
  const made = sites([[-116, 36], [-114, 36]]);
  const weights = weigh(made, frame(-115, 36, 7));
  const surface = surfaceOf(weights, Float32Array.of(NaN, 50));
  for (const value of surface) assert.ok(Number.isNaN(value) || Math.abs(value - 50) < 0.001);
  assert.ok(surface.some((value) => !Number.isNaN(value)));
  assert.ok(surfaceOf(weights, Float32Array.of(NaN, NaN)).every(Number.isNaN));
});

test('a market out of view costs nothing, and one in every pixel stays within its budget', () => {
  const made = sites(Array.from({ length: 3000 }, (_, i) => [-120 + (i % 60) * 0.1, 33 + Math.floor(i / 60) * 0.1]));
  assert.equal(weigh(made, frame(10, 50, 6)).cells.length, 0);
  for (const zoom of [3, 6, 9, 13]) {
    const weights = weigh(made, frame(-117, 35, zoom, 2160, 1350));
    assert.ok(weights.cells.length <= 1_200_000, `${weights.cells.length} entries at zoom ${zoom}`);
  }
});

test('the grid stays where it is on the world while one pans', () => {
  const made = sites([[-116, 36], [-114, 36]]);
  const one = frame(-115, 36, 7);
  const other = { ...one, left: one.left + 17 / 2 ** 7 };
  const [a, b] = [weigh(made, one), weigh(made, other)];
  const apart = (one.left * 128 + a.left - (other.left * 128 + b.left)) / a.cell;
  assert.ok(Math.abs(apart - Math.round(apart)) < 1e-6);
});

test('pixels: shades by value, stripes below zero, nothing outside of the filter or the boundary', () => {
  const made = sites([[-116, 36], [-114, 36]]);
  const there = frame(-115, 36, 7);
  const weights = weigh(made, there);
  const surface = surfaceOf(weights, Float32Array.of(-20, 40));
  const [width, height] = [300, 200];
  const box = boxOf(weights, width, height, 0.5);
  const shades = shadesOf(['#0000ff', '#ff0000']);
  const domain = { low: -20, centre: 10, high: 40 };
  const paint = (/** @type {Partial<import('../../GridApp/Features/Map/surface-pixels.js').SurfaceLook>} */ look, /** @type {Uint8ClampedArray | null} */ inside = null) => {
    const pixels = new Uint32Array(width * height);
    paintSurface(pixels, width, 0.5, weights, box, surface, maskOf(weights, box, width, 0.5, inside), { shades, domain, filter: { least: null, most: null }, hatch: null, ...look }, 0);
    return pixels;
  };
  const plain = paint({});
  const left = plain[100 * width + Math.round(((lonToX(-116) - there.left) * 128) / 2)];
  const right = plain[100 * width + Math.round(((lonToX(-114) - there.left) * 128) / 2)];
  assert.ok((left & 255) < 40 && ((left >>> 16) & 255) > 215);
  assert.ok((right & 255) > 215 && ((right >>> 16) & 255) < 40);
  assert.equal(plain[0], 0);

  const striped = paint({ hatch: 0xff112233 });
  assert.ok(striped.some((word) => (word & 0xffffff) === 0x112233));
  assert.ok(!paint({ hatch: 0xff112233, filter: { least: 0, most: null } }).some((word) => (word & 0xffffff) === 0x112233));
  const nowhere = new Uint8ClampedArray(width * height * 4);
  assert.ok(paint({}, nowhere).every((word) => word === 0));
});
