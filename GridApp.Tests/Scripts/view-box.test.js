import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contains, covers, pad, toBbox, wrapLongitude } from '../../GridApp/Features/Map/view-box.js';

const box = (/** @type {number} */ west, /** @type {number} */ south, /** @type {number} */ east, /** @type {number} */ north) => ({ west, south, east, north });

test('longitudes wrap into [-180, 180)', () => {
  assert.deepEqual([0, 180, -180, 190, -190, 540, 719].map(wrapLongitude), [0, -180, -180, -170, 170, -180, -1]);
});

test('an ordinary view is rounded outwards', () => {
  assert.equal(toBbox(box(-125.00001, 24, -66, 49.99999)), '-125.0001,24,-66,50');
});

test('a view across the date line has west above east', () => {
  assert.equal(toBbox(box(170, -20, 200, 10)), '170,-20,-160,10');
  assert.equal(toBbox(box(-200, -20, -150, 10)), '160,-20,-150,10');
});

test('a view of another copy of the world names this one', () => {
  assert.equal(toBbox(box(350, 10, 370, 20)), '-10,10,10,20');
});

test('a view that shows the whole world, or several, asks for it once', () => {
  assert.equal(toBbox(box(-300, -95, 320, 95)), '-180,-90,180,90');
  assert.equal(toBbox(box(-180, -85, 180, 85)), '-180,-85,180,85');
});

test('padding stops at the poles', () => {
  assert.deepEqual(pad(box(0, 60, 20, 88), 0.5), box(-10, 46, 30, 90));
});

test('coverage knows copies of the world and the date line', () => {
  const held = box(160, -10, 220, 40);
  assert.ok(covers(held, box(165, 0, 215, 30)));
  assert.ok(covers(held, box(-195, 0, -145, 30)), 'the same stretch, one world to the west');
  assert.ok(!covers(held, box(150, 0, 170, 30)), 'further west');
  assert.ok(!covers(held, box(200, 0, 221, 30)), 'further east');
  assert.ok(!covers(held, box(165, -11, 215, 30)), 'further south');
  assert.ok(covers(box(-180, -90, 180, 90), box(100, -85, 900, 85)), 'the whole world covers everything');
  assert.ok(covers(box(0, -90, 60, 90), box(10, -95, 20, 95)), 'beyond the poles there is nothing');
});

test('a place is in a view in every copy of the world', () => {
  assert.ok(contains(box(170, -20, 200, 10), -175, 0));
  assert.ok(contains(box(-190, -20, -160, 10), 175, 0));
  assert.ok(!contains(box(170, -20, 200, 10), 160, 0));
  assert.ok(!contains(box(170, -20, 200, 10), 175, 11));
});
