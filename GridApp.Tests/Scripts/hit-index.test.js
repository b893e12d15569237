import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HitIndex } from '../../GridApp/Features/Map/hit-index.js';

/** @param {[number, number, number][]} marks x, y, radius */
function index(marks) {
  const column = (/** @type {number} */ at) => Float32Array.from(marks.map((mark) => mark[at]));
  const drawn = { marks: marks.length, length: marks.length, plant: Int32Array.from(marks.keys()), x: column(0), y: column(1), radius: column(2) };
  return new HitIndex(drawn, 200, 100);
}

test('nothing is found in nothing', () => assert.equal(index([]).find(10, 10, 5), -1));

test('a mark is found inside, at its edge and within the tolerance', () => {
  const hits = index([[50, 50, 10]]);
  assert.equal(hits.find(50, 50, 0), 0);
  assert.equal(hits.find(60, 50, 0), 0);
  assert.equal(hits.find(63, 50, 4), 0);
  assert.equal(hits.find(65, 50, 4), -1);
});

test('marks in neighbouring cells are found, whatever cell the pointer is in', () => {
  const hits = index([[31, 31, 8]]);
  assert.equal(hits.find(33, 33, 0), 0);
});

test('where two are near, the one the pointer is deeper in wins', () => {
  const hits = index([[50, 50, 12], [66, 50, 3]]);
  assert.equal(hits.find(65, 50, 4), 1);
  assert.equal(hits.find(55, 50, 4), 0);
});

test('outside of the frame there is nothing, and marks beyond its edge still count', () => {
  const hits = index([[-4, 50, 10], [204, 104, 10]]);
  assert.equal(hits.find(2, 50, 0), 0);
  assert.equal(hits.find(199, 99, 0), 1);
  assert.equal(hits.find(-500, -500, 5), -1);
});
