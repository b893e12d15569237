import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePlants, noPlants, PackedPlantsError } from '../../GridApp/Features/Map/plants-data.js';
import { packed } from './packed-plants.js';

test('every column comes back', () => {
  const plants = decodePlants(packed([
    { id: 7, lon: -118.25, lat: 34.5, mw: 2080.5, fuel: 4, status: 2 },
    { id: 2147483647, lon: 179.5, lat: -45.25, mw: 0, fuel: 15, status: 3 },
  ], { total: 9, version: 12345678901 }));
  assert.equal(plants.count, 2);
  assert.equal(plants.total, 9);
  assert.equal(plants.version, 12345678901);
  assert.deepEqual([...plants.id], [7, 2147483647]);
  assert.deepEqual([...plants.lon], [-118.25, 179.5]);
  assert.deepEqual([...plants.lat], [34.5, -45.25]);
  assert.deepEqual([...plants.capacityMw], [2080.5, 0]);
  assert.deepEqual([...plants.fuel], [4, 15]);
  assert.deepEqual([...plants.status], [2, 3]);
});

test('places are projected to world units', () => {
  const plants = decodePlants(packed([{ lon: 0, lat: 0 }, { lon: 180, lat: 85.0511 }]));
  assert.deepEqual([plants.x[0], plants.y[0], plants.x[1]], [128, 128, 256]);
  assert.ok(Math.abs(plants.y[1]) < 1e-3);
});

test('no plants is an answer, too', () => {
  assert.equal(decodePlants(packed([])).count, 0);
  assert.equal(noPlants().count, 0);
});

test('another format, a page of HTML and a cut answer are refused', () => {
  const html = new TextEncoder().encode('<!doctype html><title>Sign in, please</title>').buffer;
  assert.throws(() => decodePlants(html), PackedPlantsError);
  assert.throws(() => decodePlants(new ArrayBuffer(10)), PackedPlantsError);
  assert.throws(() => decodePlants(packed([{ lon: 1, lat: 1 }, { lon: 2, lat: 2 }]).slice(0, 60)), PackedPlantsError);
});
