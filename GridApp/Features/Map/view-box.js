/**
 * A part of the world in degrees. `west` may be any number and `east` is never smaller than `west`: a view that crosses the date line, or shows the world
 * more than once, is an ordinary stretch.
 * @typedef {{west: number, south: number, east: number, north: number}} ViewBox
 */

/** @param {number} lon @returns {number} the same meridian in [-180, 180) */
export function wrapLongitude(lon) {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}

/**
 * The box with a margin, so that small moves need nothing new.
 * @param {ViewBox} box @param {number} share of the box's width and height on each side @returns {ViewBox}
 */
export function pad(box, share) {
  const dx = (box.east - box.west) * share;
  const dy = (box.north - box.south) * share;
  return { west: box.west - dx, south: Math.max(-90, box.south - dy), east: box.east + dx, north: Math.min(90, box.north + dy) };
}

/** @param {ViewBox} outer @param {ViewBox} inner @returns {boolean} whether everything in `inner` is in `outer`, whichever copy of the world they name */
export function covers(outer, inner) {
  if (inner.south < Math.max(-90, outer.south) && outer.south > -90) return false;
  if (inner.north > Math.min(90, outer.north) && outer.north < 90) return false;
  if (outer.east - outer.west >= 360) return true;
  const shift = (((inner.west - outer.west) % 360) + 360) % 360;
  return shift + (inner.east - inner.west) <= outer.east - outer.west;
}

/**
 * The API's `bbox=w,s,e,n`: within ±180, w > e when it crosses the date line, four decimals, rounded outwards.
 * @param {ViewBox} box @returns {string}
 */
export function toBbox(box) {
  const down = (/** @type {number} */ value) => Math.floor(value * 1e4) / 1e4;
  const up = (/** @type {number} */ value) => Math.ceil(value * 1e4) / 1e4;
  const south = Math.max(-90, down(box.south));
  const north = Math.min(90, up(box.north));
  const whole = box.east - box.west >= 360;
  const west = whole ? -180 : Math.max(-180, down(wrapLongitude(box.west)));
  const east = whole ? 180 : Math.min(180, up(wrapLongitude(box.east)));
  return [west, south, east, north].join(',');
}

/** @param {ViewBox} box @param {number} lon @param {number} lat @returns {boolean} */
export function contains(box, lon, lat) {
  if (lat < box.south || lat > box.north) return false;
  const shift = (((lon - box.west) % 360) + 360) % 360;
  return shift <= box.east - box.west;
}
