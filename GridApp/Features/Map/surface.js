/** @typedef {import('./detail.js').Frame} Frame */
/** @typedef {import('./node-sites.js').Sites} Sites */

/**
 * How much each site counts in each cell of a grid over a frame: made once per view, so that a new set of prices is only a sum. The entries of site i are those
 * from `start[i]` to `start[i + 1]`. `cover` says how well a cell is covered: 1 at a site, 0 where no price is told any more; `reached` where
 * one has a value at all, which is further out, so that the edge is smooth. The grid lies over the part of the frame that the
 * sites reach: `left` and `top` are its corner, CSS pixels from the frame's.
 * @typedef {{
 *   columns: number, rows: number, cell: number, left: number, top: number, start: Int32Array, cells: Int32Array, weights: Float32Array, cover: Float32Array,
 *   reached: Uint8Array
 * }} Weights
 */

/** Side of a cell, CSS pixels; wider where sites reach over more cells than can be summed in a few milliseconds. */
const CELL = 6;
const WIDER = 1.3;
const MOST_ENTRIES = 1_200_000;

/** How far a site reaches at least, in cells: less would leave specks between them. */
const LEAST_CELLS = 2.4;

/** A site's price is told as far as this share of its reach; further out it only helps to mix the others' smoothly. */
const TOLD = 0.65;

/** Softens the peak of a site: without it each would be a needle in the surface. */
const SOFT = 0.12;

/**
 * Inverse-distance weights with an end: a site counts most beside it, and nothing where its reach ends. The grid is anchored to the world, so that the surface
 * does not shimmer while one pans.
 * @param {Sites} sites @param {Frame} frame @returns {Weights}
 */
export function weigh(sites, frame) {
  const scale = 2 ** frame.zoom;
  let cell = CELL;
  while (cell < frame.width && entriesOf(sites, frame, scale, cell) > MOST_ENTRIES) cell *= WIDER;
  const area = areaOf(sites, frame, scale, cell);
  const originX = Math.floor((frame.left * scale + area.left) / cell) * cell;
  const originY = Math.floor((frame.top * scale + area.top) / cell) * cell;
  const columns = area.right <= area.left ? 0 : Math.ceil((frame.left * scale + area.right - originX) / cell) + 1;
  const rows = columns === 0 ? 0 : Math.ceil((frame.top * scale + area.bottom - originY) / cell) + 1;

  const most = entriesOf(sites, frame, scale, cell);
  const start = new Int32Array(sites.count + 1);
  const cells = new Int32Array(most);
  const weights = new Float32Array(most);
  const sum = new Float32Array(columns * rows);
  const cover = new Float32Array(columns * rows);
  let entry = 0;
  for (let i = 0; i < sites.count; i++) {
    start[i] = entry;
    // In cells from the middle of the first one.
    const x = (sites.x[i] * scale - originX) / cell - 0.5;
    const y = (sites.y[i] * scale - originY) / cell - 0.5;
    const reach = reachInCells(sites.reach[i], scale, cell);
    const top = Math.max(0, Math.ceil(y - reach));
    const bottom = Math.min(rows - 1, Math.floor(y + reach));
    for (let row = top; row <= bottom; row++) {
      const dy = row - y;
      const half = Math.sqrt(reach * reach - dy * dy);
      const right = Math.min(columns - 1, Math.floor(x + half));
      for (let column = Math.max(0, Math.ceil(x - half)); column <= right; column++) {
        const dx = column - x;
        const far = (dx * dx + dy * dy) / (reach * reach);
        const near = 1 - far;
        if (near <= 0) continue;
        const at = row * columns + column;
        const weight = (near * near) / (far + SOFT);
        cells[entry] = at;
        weights[entry++] = weight;
        sum[at] += weight;
        const told = 1 - far / (TOLD * TOLD);
        if (told > cover[at]) cover[at] = told;
      }
    }
  }
  start[sites.count] = entry;
  for (let at = 0; at < entry; at++) weights[at] /= sum[cells[at]];
  const reached = Uint8Array.from(sum, (all) => (all > 0 ? 1 : 0));
  return { columns, rows, cell, left: originX - frame.left * scale, top: originY - frame.top * scale, start, cells: cells.subarray(0, entry), weights: weights.subarray(0, entry), cover, reached };
}

/** @param {number} reach world units @param {number} scale @param {number} cell @returns {number} */
function reachInCells(reach, scale, cell) {
  return Math.max(LEAST_CELLS, (reach * scale) / cell);
}

/**
 * The part of the frame that sites reach, CSS pixels; empty where right <= left.
 * @param {Sites} sites @param {Frame} frame @param {number} scale @param {number} cell
 */
function areaOf(sites, frame, scale, cell) {
  const area = { left: frame.width, top: frame.height, right: 0, bottom: 0 };
  for (let i = 0; i < sites.count; i++) {
    const reach = reachInCells(sites.reach[i], scale, cell) * cell;
    const x = (sites.x[i] - frame.left) * scale;
    const y = (sites.y[i] - frame.top) * scale;
    if (x + reach < 0 || x - reach > frame.width || y + reach < 0 || y - reach > frame.height) continue;
    area.left = Math.max(0, Math.min(area.left, x - reach));
    area.top = Math.max(0, Math.min(area.top, y - reach));
    area.right = Math.min(frame.width, Math.max(area.right, x + reach));
    area.bottom = Math.min(frame.height, Math.max(area.bottom, y + reach));
  }
  return area;
}

/** At most how many entries the sites make. @param {Sites} sites @param {Frame} frame @param {number} scale @param {number} cell @returns {number} */
function entriesOf(sites, frame, scale, cell) {
  let entries = 0;
  for (let i = 0; i < sites.count; i++) {
    const reach = reachInCells(sites.reach[i], scale, cell) * cell;
    const x = (sites.x[i] - frame.left) * scale;
    const y = (sites.y[i] - frame.top) * scale;
    const width = Math.min(frame.width + cell, x + reach) - Math.max(-cell, x - reach);
    const height = Math.min(frame.height + cell, y + reach) - Math.max(-cell, y - reach);
    if (width > 0 && height > 0) entries += (Math.floor(width / cell) + 2) * (Math.floor(height / cell) + 2);
  }
  return entries;
}

/**
 * The surface of one set of values: NaN in cells that no site with a value reaches.
 * @param {Weights} weights @param {Float32Array} values by site, NaN where there is none @param {Float32Array} [into] @returns {Float32Array} by cell
 */
export function surfaceOf({ start, cells, weights, reached }, values, into = new Float32Array(reached.length)) {
  into.fill(0);
  let whole = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) {
      whole = false;
      continue;
    }
    for (let at = start[i]; at < start[i + 1]; at++) into[cells[at]] += weights[at] * value;
  }
  if (whole) {
    for (let at = 0; at < into.length; at++) if (reached[at] === 0) into[at] = NaN;
    return into;
  }
  const known = new Float32Array(reached.length);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    for (let at = start[i]; at < start[i + 1]; at++) known[cells[at]] += weights[at];
  }
  // A cell whose sites are mostly without a value would say what one far away knows.
  for (let at = 0; at < into.length; at++) into[at] = known[at] > 0.05 ? into[at] / known[at] : NaN;
  return into;
}
