/** What is drawn of a series. @typedef {{x: number[], y: (number | null)[]}} Points */

/**
 * The part of a sorted list of times that covers a span, with one interval more at each side so that lines reach the edges.
 * @param {ArrayLike<number>} at @param {number} from @param {number} to @returns {[number, number]} first and one past the last
 */
export function window(at, from, to) {
  let first = lowerBound(at, from);
  let end = lowerBound(at, to);
  if (first > 0) first--;
  if (end < at.length) end++;
  return [first, end];
}

/** @param {ArrayLike<number>} sorted @param {number} value @returns {number} the first that is not smaller */
export function lowerBound(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A series for a picture that is so many pixels wide: each bucket keeps its smallest and its largest value where they stand, so no spike and no negative
 * price is lost, and a gap (NaN) stays a gap.
 * @param {ArrayLike<number>} at sorted @param {ArrayLike<number>} values NaN where there is none @param {number} from @param {number} to @param {number} buckets
 * @returns {Points}
 */
export function extremes(at, values, from, to, buckets) {
  const [first, end] = window(at, from, to);
  /** @type {Points} */
  const points = { x: [], y: [] };
  if (end - first <= buckets * 2) {
    for (let i = first; i < end; i++) push(points, at[i], values[i]);
    return points;
  }
  const size = (end - first) / buckets;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = first + Math.floor(bucket * size);
    const stop = first + Math.floor((bucket + 1) * size);
    let low = -1;
    let high = -1;
    let gap = -1;
    for (let i = start; i < stop; i++) {
      if (Number.isNaN(values[i])) gap = i;
      else {
        if (low < 0 || values[i] < values[low]) low = i;
        if (high < 0 || values[i] > values[high]) high = i;
      }
    }
    const kept = low < 0 ? [gap] : low === high ? [low] : [low, high];
    if (gap >= 0 && low >= 0) kept.push(gap);
    kept.sort((a, b) => a - b);
    for (const i of kept) push(points, at[i], values[i]);
  }
  return points;
}

/**
 * Means of buckets that all series of a stack share; what is stacked has to have the same times.
 * @param {ArrayLike<number>} at sorted @param {ArrayLike<number>[]} columns @param {number} from @param {number} to @param {number} buckets
 * @returns {{x: number[], columns: number[][]}} NaN counts as nothing where another column has a value
 */
export function means(at, columns, from, to, buckets) {
  const [first, end] = window(at, from, to);
  const count = end - first;
  const size = Math.max(1, Math.ceil(count / buckets));
  /** @type {number[]} */
  const x = [];
  const result = columns.map(() => /** @type {number[]} */ ([]));
  for (let start = first; start < end; start += size) {
    const stop = Math.min(end, start + size);
    x.push(at[start]);
    columns.forEach((column, c) => {
      let sum = 0;
      let known = 0;
      for (let i = start; i < stop; i++) {
        if (Number.isNaN(column[i])) continue;
        sum += column[i];
        known++;
      }
      result[c].push(known ? sum / known : NaN);
    });
  }
  return { x, columns: result };
}

/** @param {Points} points @param {number} x @param {number} y */
function push(points, x, y) {
  points.x.push(x);
  points.y.push(Number.isNaN(y) ? null : y);
}
