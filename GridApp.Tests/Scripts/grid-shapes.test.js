import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classOf, linesOf, middleOf, nearestLine } from '../../GridApp/Features/Map/line-paths.js';
import { latToY, lonToX } from '../../GridApp/Features/Map/mercator.js';
import { isInside, joined, meansOf, membersOf, shapesOf, zonesOf } from '../../GridApp/Features/Map/zone-shapes.js';

/** @param {number} west @param {number} south @param {number} east @param {number} north */
const ring = (west, south, east, north) => [[west, south], [east, south], [east, north], [west, north], [west, south]];

/** @param {object} facts @param {GeoJSON.Geometry | null} geometry @returns {GeoJSON.Feature} */
const feature = (facts, geometry) => /** @type {GeoJSON.Feature} */ ({
  type: 'Feature', geometry,
  properties: { id: 1, code: 'Z', name: 'Z', type: 'load_zone', market: 'RTS', approximate: false, simulated: true, label: [0, 0], kind: 'line', voltageKv: 230, flowMw: null, loading: null, ...facts },
});

test('a place in a hole is outside, one on an island inside', () => {
  const [zone] = zonesOf({ features: [feature({}, { type: 'MultiPolygon', coordinates: [[ring(0, 0, 10, 10), ring(4, 4, 6, 6)], [ring(20, 0, 22, 2)]] })] });
  const at = (/** @type {number} */ lon, /** @type {number} */ lat) => isInside(zone, lonToX(lon), latToY(lat));
  assert.deepEqual([at(1, 1), at(5, 5), at(21, 1), at(15, 1), at(NaN, 1)], [true, false, true, false, false]);
});

test('a zone’s price is the mean of its market’s nodes inside of it, and none without any', () => {
  const zones = zonesOf({ features: [
    feature({ id: 1 }, { type: 'Polygon', coordinates: [ring(0, 0, 10, 10)] }), feature({ id: 2, market: 'PJM' }, { type: 'Polygon', coordinates: [ring(0, 0, 10, 10)] }),
    feature({ id: 3, type: 'hub' }, { type: 'Point', coordinates: [1, 1] }),
  ] });
  const places = { x: Float32Array.from([1, 2, 3, 50], lonToX), y: Float32Array.from([1, 2, 3, 3], latToY), markets: [{ market: 'RTS', first: 0, count: 4 }] };
  const members = membersOf(zones, places);
  assert.deepEqual([...members[0]], [0, 1, 2]);
  assert.deepEqual([...meansOf(members, Float32Array.of(10, NaN, 30, 1000))].map(String), ['20', 'NaN', 'NaN']);
});

test('parts of a market are joined with all their rings', () => {
  const parts = [ring(0, 0, 1, 1), ring(2, 0, 3, 1)].map((one) => /** @type {import('../../GridApp/Features/Map/atlas.js').Shapes} */ (shapesOf({ type: 'Polygon', coordinates: [one] })));
  const all = joined(parts);
  assert.equal(all.polygons.length, 3);
  assert.equal(all.points.length, parts[0].points.length * 2);
});

test('lines without a path are left out, and what is not known stays unknown', () => {
  const lines = linesOf({ features: [
    feature({ id: 5, voltageKv: null }, null), feature({ id: 6, name: '', code: 'A1', flowMw: -50, loading: 1 }, { type: 'LineString', coordinates: [[0, 0], [2, 0]] }),
    feature({ id: 7, kind: 'dc_line' }, { type: 'MultiLineString', coordinates: [[[0, 1], [1, 1]], [[3, 1], [4, 1]]] }),
  ] });
  assert.equal(lines.count, 2);
  assert.deepEqual([lines.names[0], lines.flow[0], lines.direct[1], Number.isNaN(lines.loading[1])], ['A1', -50, 1, true]);
});

test('the nearest line is found, and never across the gap between its pieces', () => {
  const lines = linesOf({ features: [
    feature({ id: 6 }, { type: 'LineString', coordinates: [[0, 0], [4, 0]] }), feature({ id: 7 }, { type: 'MultiLineString', coordinates: [[[0, 1], [1, 1]], [[3, 1], [4, 1]]] }),
  ] });
  const at = (/** @type {number} */ lon, /** @type {number} */ lat, all = true) => nearestLine(lines, (line) => all || line === 1, lonToX(lon), latToY(lat), 0.2);
  assert.deepEqual([at(2, 0.1), at(0.5, 0.9), at(2, 1, false), at(2, 5)], [0, 1, -1, -1]);
});

test('the middle of a line lies on its way, with its direction', () => {
  const lines = linesOf({ features: [feature({}, { type: 'LineString', coordinates: [[0, 0], [1, 0], [10, 0]] })] });
  const { x, angle } = middleOf(lines, 0);
  assert.ok(Math.abs(x - lonToX(5)) < 0.001 && Math.abs(angle) < 0.001);
});

test('voltages have classes', () => assert.deepEqual([765, 500, 345, 138, 69, 0].map(classOf), [500, 500, 345, 115, 1, 0]));
