import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf } from "../../GridApp/Features/Plants/place.js";

test("a place on another copy of the world is the one that everybody means", () => {
  assert.deepEqual(placeOf(37.482, 38.318), { latitude: 37.482, longitude: 38.318 });
  assert.deepEqual(placeOf(37.482, 398.318), { latitude: 37.482, longitude: 38.318 });
  assert.deepEqual(placeOf(37.482, -321.682), { latitude: 37.482, longitude: 38.318 });
  assert.deepEqual(placeOf(0, 180), { latitude: 0, longitude: -180 });
});

test("a place is told to the metre and stays on the Earth", () => {
  assert.deepEqual(placeOf(41.0082376, 28.9783589), { latitude: 41.00824, longitude: 28.97836 });
  assert.deepEqual(placeOf(90.4, 12), { latitude: 90, longitude: 12 });
});
