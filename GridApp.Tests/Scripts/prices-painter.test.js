import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dots } from '../../GridApp/Features/Map/dots.js';
import { latToY, lonToX } from '../../GridApp/Features/Map/mercator.js';
import { PricesPainter } from '../../GridApp/Features/Map/prices-painter.js';
import { shadesOf } from '../../GridApp/Features/Map/price-scale.js';

const shades = shadesOf(['#0000ff', '#808080', '#ff0000']);
const [width, height, zoom] = [400, 300, 6];

/** @param {[number, number, number][]} nodes lon, lat, value @param {Partial<import('../../GridApp/Features/Map/prices-painter.js').PriceLook>} [look] */
function painter(nodes, look = {}) {
  const made = new PricesPainter(() => null);
  made.setPlaces({ x: Float32Array.from(nodes, ([lon]) => lonToX(lon)), y: Float32Array.from(nodes, ([, lat]) => latToY(lat)), markets: [{ market: 'RTS', first: 0, count: nodes.length }] });
  made.setValues(Float32Array.from(nodes, ([, , value]) => value));
  made.setLook({ shades, dots: shades, domain: { low: -10, centre: 20, high: 50 }, filter: { least: null, most: null }, negative: true, hatch: 0xff123456, rim: 0xff000000, plain: 0xff888888, ...look });
  return made;
}

function canvas() {
  const scale = 2 ** zoom;
  return {
    frame: { left: lonToX(-115) - width / 2 / scale, top: latToY(36) - height / 2 / scale, width, height, zoom, ratio: 1 }, width, height, ratio: 1, pixels: new Uint32Array(width * height),
  };
}

const middle = (height / 2) * width + width / 2;

test('a point has the shade of its value; one below zero is a ring', () => {
  const high = canvas();
  painter([[-115, 36, 50]]).points(high, false, true);
  assert.equal(high.pixels[middle], shades[255]);
  const below = canvas();
  painter([[-115, 36, -10]]).points(below, false, true);
  assert.notEqual(below.pixels[middle], shades[0]);
  assert.ok(below.pixels.includes(shades[0]));
});

test('extremes lie on top of what is ordinary', () => {
  const both = canvas();
  painter([[-115, 36, 50], [-115, 36, 20]]).points(both, false, true);
  assert.equal(both.pixels[middle], shades[255]);
});

test('a node without a value is shown plain or not at all, and the filter hides', () => {
  const nodes = /** @type {[number, number, number][]} */ ([[-115, 36, NaN], [-116, 36, 40]]);
  const hidden = canvas();
  painter(nodes, { filter: { least: null, most: 30 } }).points(hidden, false, true);
  assert.ok(hidden.pixels.every((word) => word === 0));
  const plain = canvas();
  painter(nodes).points(plain, true, true);
  assert.ok(plain.pixels[middle + 1] !== 0);
});

test('a surface is made again for another view, and only summed again for other values', () => {
  const prices = painter([[-115, 36, 50], [-114, 36, 50], [-115, 35, 50]]);
  const one = canvas();
  prices.surface(one);
  const kept = prices.view;
  assert.equal(one.pixels[middle] & 255, 255);
  prices.setValues(Float32Array.of(-10, -10, -10));
  const other = canvas();
  prices.surface(other);
  assert.equal(prices.view, kept);
  assert.ok([shades[0] & 0xffffff, 0x123456].includes(other.pixels[middle] & 0xffffff));
  prices.surface({ ...other, frame: { ...other.frame, left: other.frame.left + 1 } });
  assert.notEqual(prices.view, kept);
});

test('dots are as wide as they should be', () => {
  const sprite = new Dots(shades, 0xff000000, 4, 2, 100).get(0, false);
  const wide = Math.max(...sprite.dx) - Math.min(...sprite.dx) + 1;
  assert.ok(wide >= 19 && wide <= 21);
});
