import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countInView } from '../../GridApp/Features/Map/plant-counts.js';
import { decodePlants } from '../../GridApp/Features/Map/plants-data.js';
import { packed } from './packed-plants.js';

const plants = decodePlants(packed([
  { lon: 179, lat: 0, mw: 100, fuel: 1, status: 0 },
  { lon: -179, lat: 0, mw: 50, fuel: 2, status: 1 },
  { lon: 0, lat: 0, mw: 10, fuel: 1, status: 1 },
]));
const view = (/** @type {number} */ west, /** @type {number} */ east) => ({ west, south: -10, east, north: 10 });

test('counts across the date line', () => {
  const counts = countInView(plants, view(170, 190), { fuels: new Set([1, 2]), statuses: new Set([0, 1]) }, 3, 2);
  assert.deepEqual(counts, { shown: 2, shownMw: 150, byFuel: [0, 1, 1], byStatus: [1, 1] });
});

test('a switch that is off still says what it would bring', () => {
  const counts = countInView(plants, view(-180, 180), { fuels: new Set([1]), statuses: new Set([1]) }, 3, 2);
  assert.deepEqual(counts, { shown: 1, shownMw: 10, byFuel: [0, 1, 1], byStatus: [1, 1] });
});

test('nothing beyond the view is counted', () => {
  assert.equal(countInView(plants, view(20, 60), { fuels: new Set([1, 2]), statuses: new Set([0, 1]) }, 3, 2).shown, 0);
  assert.equal(countInView(plants, { west: -180, south: 20, east: 180, north: 60 }, { fuels: new Set([1, 2]), statuses: new Set([0, 1]) }, 3, 2).shown, 0);
});
