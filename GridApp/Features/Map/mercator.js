/**
 * Web Mercator in "world units": the whole world is 256 wide and 256 high at zoom 0, x grows east, y grows south. Pixels at zoom z are world units times 2^z.
 */

export const WORLD = 256;

const LIMIT = 89.5;

/** @param {number} lon degrees; may lie beyond ±180, the world simply goes on @returns {number} */
export function lonToX(lon) {
  return (lon + 180) * (WORLD / 360);
}

/** @param {number} lat degrees; the poles are out of reach of Mercator, so it stops at ±89.5 @returns {number} */
export function latToY(lat) {
  const sin = Math.sin(Math.max(-LIMIT, Math.min(LIMIT, lat)) * (Math.PI / 180));
  return WORLD / 2 - Math.log((1 + sin) / (1 - sin)) * (WORLD / (4 * Math.PI));
}

/**
 * The copies of the world (…, -1, 0, 1, …) that a stretch of x touches, for something that lies between `from` and `to` in world 0.
 * @param {number} left @param {number} right the stretch, world units
 * @param {number} from @param {number} to the thing, world units
 * @returns {{first: number, last: number}} first > last when there is none
 */
export function worldCopies(left, right, from, to) {
  // Adding zero turns -0 into 0.
  return { first: Math.ceil((left - to) / WORLD) + 0, last: Math.floor((right - from) / WORLD) + 0 };
}
