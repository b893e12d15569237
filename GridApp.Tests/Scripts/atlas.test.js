import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { decodeAtlas, unwrap, widestPlace } from '../../GridApp/Features/Map/atlas.js';
import { countryNames } from '../../GridApp/Features/Map/country-names.js';
import { lonToX, WORLD, worldCopies } from '../../GridApp/Features/Map/mercator.js';

const require = createRequire(new URL('../../GridApp/package.json', import.meta.url));
const atlas = new URL('../../GridApp/node_modules/world-atlas/countries-110m.json', import.meta.url);

test('a ring over the date line goes on beyond the edge of the world', () => {
  const points = unwrap([[170, 0], [179, 0], [-179, 0], [-170, 0]]);
  assert.deepEqual([points[4], points[6]], [lonToX(181), lonToX(190)]);
});

test('a name stands at the widest place, and inside', () => {
  // An L: a thin tall bar at the left, a broad foot.
  const ring = Float64Array.from([0, 0, 2, 0, 2, 8, 20, 8, 20, 12, 0, 12]);
  const place = widestPlace(ring);
  assert.equal(place.width, 20);
  assert.ok(place.y >= 8 && place.y < 12);
});

test('the copies of the world that a stretch touches', () => {
  assert.deepEqual(worldCopies(30, 200, 10, 40), { first: 0, last: 0 });
  assert.deepEqual(worldCopies(-300, 600, 0, WORLD), { first: -2, last: 2 });
  assert.deepEqual(worldCopies(250, 255, 5, 6), { first: 1, last: 0 });
});

test('the world comes out of its atlas with Russia in one piece and the pole closed', { skip: !existsSync(atlas) && 'npm packages are not installed' }, () => {
  const topology = JSON.parse(readFileSync(atlas, 'utf8'));
  const { land, borders, labels } = decodeAtlas(require('topojson-client'), topology, { areas: 'countries', land: 'land' }, (name) => name.toUpperCase());
  assert.ok(land.polygons.length > 100);
  assert.equal(land.boxes.length, 4 * (land.polygons.length - 1));
  assert.equal(land.rings.at(-1), land.points.length);
  assert.ok(borders.polygons.length > 100);
  assert.ok(labels.some((label) => label.name === 'RUSSIA'));
  let widest = 0;
  for (let at = 0; at < land.boxes.length; at += 4) widest = Math.max(widest, land.boxes[at + 2]);
  assert.ok(widest > WORLD, 'a piece goes on beyond the date line');
  for (let ring = 0; ring + 1 < land.rings.length; ring++) {
    for (let i = land.rings[ring] + 2; i < land.rings[ring + 1]; i += 2) {
      const step = Math.abs(land.points[i] - land.points[i - 2]);
      assert.ok(step < WORLD / 2 || land.points[i + 1] === land.points[i - 1], 'no line runs across the whole world but along the pole');
    }
  }
});

test('countries have names in the language of the page', () => {
  const turkish = countryNames('tr-TR');
  assert.equal(turkish('Germany'), 'Almanya');
  assert.equal(turkish('United States of America'), 'Amerika Birleşik Devletleri');
  assert.equal(turkish('Texas'), 'Texas');
  assert.equal(countryNames('en-GB')('Germany'), 'Germany');
});
