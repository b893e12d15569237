import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange } from '../../GridApp/Features/Map/detail.js';
import { markerRadius, sizeScale } from '../../GridApp/Features/Map/marker-size.js';
import { decodePlants } from '../../GridApp/Features/Map/plants-data.js';
import { everything, packed } from './packed-plants.js';

/** @param {number} zoom @param {number} lon @param {number} lat @param {number} [size] */
function frameAround(zoom, lon, lat, size = 400) {
  const at = decodePlants(packed([{ lon, lat }]));
  const half = size / 2 / 2 ** zoom;
  return { left: at.x[0] - half, top: at.y[0] - half, width: size, height: size, zoom };
}

/** @param {number} seed @returns {() => number} the same numbers every time */
function numbers(seed) {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296;
}

/** @param {number} count */
function crowd(count) {
  const next = numbers(7);
  const plants = Array.from({ length: count }, () => ({ lon: 10 + next() * 4, lat: 45 + next() * 4, mw: 2000 * next() ** 4, fuel: Math.floor(next() * 16) }));
  return decodePlants(packed(plants.sort((a, b) => b.mw - a.mw)));
}

test('far apart, each plant has its mark', () => {
  const plants = decodePlants(packed([{ lon: 10, lat: 45, mw: 900 }, { lon: 14, lat: 46, mw: 20 }]));
  const drawn = arrange(plants, everything, frameAround(6, 12, 45.5, 800));
  assert.equal(drawn.marks, 2);
  assert.equal(drawn.length, 2);
  assert.ok(drawn.radius[0] > drawn.radius[1]);
});

test('at one place, only the biggest is drawn', () => {
  const plants = decodePlants(packed([900, 500, 20].map((mw) => ({ lon: 10, lat: 45, mw }))));
  const drawn = arrange(plants, everything, frameAround(8, 10, 45));
  assert.deepEqual([drawn.length, drawn.plant[0]], [1, 0]);
});

test('a small one beside a big one becomes a dot', () => {
  const frame = frameAround(6, 10, 45);
  const reach = markerRadius(3000, 6) + 1.5;
  const plants = decodePlants(packed([{ lon: 10, lat: 45, mw: 3000 }, { lon: 10 + (reach * 360) / 256 / 2 ** 6, lat: 45, mw: 5 }]));
  const drawn = arrange(plants, everything, frame);
  assert.deepEqual([drawn.marks, drawn.length], [1, 2]);
});

test('what is hidden takes no place', () => {
  const plants = decodePlants(packed([{ lon: 10, lat: 45, mw: 900, fuel: 1 }, { lon: 10, lat: 45, mw: 20, fuel: 2, status: 1 }]));
  const frame = frameAround(8, 10, 45);
  const onlyCoal = arrange(plants, { fuels: new Set([2]), statuses: new Set([0, 1]) }, frame);
  assert.deepEqual([onlyCoal.length, onlyCoal.plant[0]], [1, 1]);
  assert.equal(arrange(plants, { fuels: new Set([2]), statuses: new Set([0]) }, frame).length, 0);
  assert.equal(arrange(plants, { fuels: new Set(), statuses: new Set([0]) }, frame).length, 0);
});

test('in a crowd no mark covers the middle of another', () => {
  const drawn = arrange(crowd(5000), everything, frameAround(5, 12, 47, 600));
  assert.ok(drawn.marks > 20);
  assert.ok(drawn.length < 5000);
  for (let a = 0; a < drawn.marks; a++) {
    for (let b = a + 1; b < drawn.marks; b++) {
      const distance = Math.hypot(drawn.x[a] - drawn.x[b], drawn.y[a] - drawn.y[b]);
      assert.ok(distance > Math.max(drawn.radius[a], drawn.radius[b]) - 4.5, `${a} and ${b} are ${distance} apart`);
    }
  }
});

test('zooming in resolves the crowd', () => {
  const plants = crowd(500);
  const shown = [4, 6, 8, 10].map((zoom) => arrange(plants, everything, frameAround(zoom, 12, 47, 200 * 2 ** (zoom - 4))).marks);
  assert.deepEqual(shown, [...shown].sort((a, b) => a - b));
  assert.ok(shown[3] > 450, `${shown}`);
});

test('panning does not change what is drawn', () => {
  const plants = crowd(3000);
  const inner = (/** @type {number} */ shift) => {
    const frame = frameAround(6, 12, 47, 900);
    frame.left += shift / 2 ** 6;
    const drawn = arrange(plants, everything, frame);
    const marks = new Set();
    for (let at = 0; at < drawn.marks; at++) {
      const x = drawn.x[at] + shift;
      if (x > 300 && x < 600 && drawn.y[at] > 300 && drawn.y[at] < 600) marks.add(drawn.plant[at]);
    }
    return marks;
  };
  const still = inner(0);
  const moved = inner(101);
  const changed = [...still].filter((plant) => !moved.has(plant)).length;
  assert.ok(still.size > 50);
  assert.equal(changed, 0);
});

test('across the date line and in every copy of the world, a plant is there', () => {
  const plants = decodePlants(packed([{ lon: 179.9, lat: 0 }, { lon: -179.9, lat: 0 }]));
  const frame = { left: 256 - 10, top: 118, width: 20 * 32, height: 20 * 32, zoom: 5 };
  assert.equal(arrange(plants, everything, frame).length, 2);
  const wide = { left: -300, top: 100, width: 900 * 2, height: 100, zoom: 1 };
  assert.equal(arrange(plants, everything, wide).length >= 3, true);
});

test('marks grow with capacity and zoom, within bounds', () => {
  assert.ok(markerRadius(1000, 6) > markerRadius(100, 6));
  assert.ok(markerRadius(1000, 8) > markerRadius(1000, 4));
  assert.ok(markerRadius(-5, 4) > 0 && markerRadius(0, 4) > 0);
  assert.ok(markerRadius(1e9, 14) <= 20);
  assert.deepEqual(sizeScale(4).map((step) => step.megawatts), [10, 100, 1000, 5000]);
});

test('43,000 plants are arranged within a frame', () => {
  const plants = crowd(43_000);
  const frame = frameAround(6, 12, 47, 1600);
  arrange(plants, everything, frame);
  const started = performance.now();
  arrange(plants, everything, frame);
  assert.ok(performance.now() - started < 60, 'with room for a busy machine');
});
