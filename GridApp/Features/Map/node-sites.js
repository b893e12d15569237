/**
 * The places where nodes are: nodes at one spot are one site, whose value is the mean of theirs. `x`, `y` and `reach` are world units (mercator.js); `siteOf`
 * has each node's site, -1 for a node without a place.
 * @typedef {{count: number, x: Float32Array, y: Float32Array, reach: Float32Array, siteOf: Int32Array}} Sites
 */

/** Nodes nearer than this are at one spot: about 150 m at the equator, world units. */
const SPOT = 0.001;

/** As far as a site speaks for its surroundings: so many times as far as its so manyth neighbour. */
const NEIGHBOUR = 5;
const BEYOND = 3;

/** World units of a kilometre at the equator. */
const KILOMETRE = 256 / 40_075;
const FARTHEST_KM = 200;
const NEAREST_KM = 2;

/**
 * @param {Float32Array} x @param {Float32Array} y world units, NaN for a node without a place
 * @returns {Sites}
 */
export function sitesOf(x, y) {
  const siteOf = new Int32Array(x.length).fill(-1);
  /** @type {Map<number, number>} */
  const bySpot = new Map();
  const siteX = new Float32Array(x.length);
  const siteY = new Float32Array(x.length);
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) continue;
    const spot = Math.round(x[i] / SPOT) * 4_194_304 + Math.round(y[i] / SPOT);
    let site = bySpot.get(spot);
    if (site === undefined) {
      site = count++;
      bySpot.set(spot, site);
      siteX[site] = x[i];
      siteY[site] = y[i];
    }
    siteOf[i] = site;
  }
  const sites = { count, x: siteX.slice(0, count), y: siteY.slice(0, count), reach: new Float32Array(count), siteOf };
  const near = new Neighbours(sites);
  const distances = new Float64Array(NEIGHBOUR + 1);
  const found = new Int32Array(NEIGHBOUR + 1);
  for (let i = 0; i < count; i++) {
    const stretch = stretchAt(sites.y[i]);
    const number = near.find(sites.x[i], sites.y[i], found, distances);
    // The first one found is the site itself. One alone speaks as far as any may.
    const far = number > 1 ? Math.sqrt(distances[number - 1]) * BEYOND : Infinity;
    sites.reach[i] = Math.max(NEAREST_KM * KILOMETRE * stretch, Math.min(FARTHEST_KM * KILOMETRE * stretch, far));
  }
  return sites;
}

/** @param {number} y world units @returns {number} how much longer a kilometre is there than at the equator */
function stretchAt(y) {
  return Math.cosh(Math.PI * (1 - y / 128));
}

/**
 * The mean of each site's nodes; NaN where none has a value.
 * @param {Sites} sites @param {Float32Array} values by node @param {Float32Array} [into] @returns {Float32Array}
 */
export function siteValues(sites, values, into = new Float32Array(sites.count)) {
  const { siteOf } = sites;
  const number = new Uint16Array(sites.count);
  into.fill(0);
  for (let i = 0; i < siteOf.length; i++) {
    const site = siteOf[i];
    if (site < 0 || Number.isNaN(values[i])) continue;
    into[site] += values[i];
    number[site]++;
  }
  for (let site = 0; site < sites.count; site++) into[site] = number[site] === 0 ? NaN : into[site] / number[site];
  return into;
}

/** Finds the nearest of many points quickly: they lie in buckets, and one looks around in growing squares. */
export class Neighbours {
  /** @param {{count: number, x: Float32Array, y: Float32Array}} points */
  constructor(points) {
    this.points = points;
    const { count, x, y } = points;
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < count; i++) {
      minX = Math.min(minX, x[i]);
      maxX = Math.max(maxX, x[i]);
      minY = Math.min(minY, y[i]);
      maxY = Math.max(maxY, y[i]);
    }
    this.left = count ? minX : 0;
    this.top = count ? minY : 0;
    const [width, height] = count ? [maxX - minX, maxY - minY] : [0, 0];
    this.side = Math.max(1e-6, Math.sqrt((width * height) / Math.max(1, count)) * 1.5, Math.max(width, height) / 512);
    this.columns = Math.floor(width / this.side) + 1;
    this.rows = Math.floor(height / this.side) + 1;
    this.head = new Int32Array(this.columns * this.rows).fill(-1);
    this.next = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const bucket = this.#row(y[i]) * this.columns + this.#column(x[i]);
      this.next[i] = this.head[bucket];
      this.head[bucket] = i;
    }
  }

  /**
   * The nearest points to a place, nearest first.
   * @param {number} x @param {number} y @param {Int32Array} found their indexes, as many as it has room for @param {Float64Array} distances their squared distances
   * @returns {number} how many were found
   */
  find(x, y, found, distances) {
    const most = found.length;
    const column = this.#column(x);
    const row = this.#row(y);
    let number = 0;
    const rings = Math.max(this.columns, this.rows);
    for (let ring = 0; ring < rings; ring++) {
      for (let r = Math.max(0, row - ring); r <= Math.min(this.rows - 1, row + ring); r++) {
        const edge = r === row - ring || r === row + ring;
        for (let c = column - ring; c <= column + ring; c += edge || ring === 0 ? 1 : 2 * ring) {
          if (c < 0 || c >= this.columns) continue;
          for (let at = this.head[r * this.columns + c]; at >= 0; at = this.next[at]) {
            const distance = (this.points.x[at] - x) ** 2 + (this.points.y[at] - y) ** 2;
            if (number === most && distance >= distances[number - 1]) continue;
            let place = number < most ? number++ : most - 1;
            for (; place > 0 && distances[place - 1] > distance; place--) {
              distances[place] = distances[place - 1];
              found[place] = found[place - 1];
            }
            distances[place] = distance;
            found[place] = at;
          }
        }
      }
      // Nothing outside of the squares seen so far is nearer than their edge.
      const seen = Math.min(
        x - (this.left + (column - ring) * this.side), this.left + (column + ring + 1) * this.side - x,
        y - (this.top + (row - ring) * this.side), this.top + (row + ring + 1) * this.side - y);
      if (number === most && seen > 0 && distances[number - 1] <= seen * seen) break;
    }
    return number;
  }

  /** @param {number} x @returns {number} */
  #column(x) {
    return Math.max(0, Math.min(this.columns - 1, Math.floor((x - this.left) / this.side)));
  }

  /** @param {number} y @returns {number} */
  #row(y) {
    return Math.max(0, Math.min(this.rows - 1, Math.floor((y - this.top) / this.side)));
  }
}
