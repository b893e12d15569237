import { lastUpTo } from './interval-index.js';

/**
 * Numbers that hold from one time until the next: `values[i]` from `times[i]` on.
 * @typedef {{times: Float64Array, values: Float64Array}} Steps
 */

/**
 * The sum of what intervals take, moment by moment.
 * @param {ArrayLike<number>} starts @param {ArrayLike<number>} ends @param {ArrayLike<number>} amounts @returns {Steps}
 */
export function sumOf(starts, ends, amounts) {
  /** @type {Map<number, number>} */
  const changes = new Map();
  const add = (/** @type {number} */ at, /** @type {number} */ by) => changes.set(at, (changes.get(at) ?? 0) + by);
  for (let i = 0; i < starts.length; i++) {
    if (!(ends[i] > starts[i])) continue;
    add(starts[i], amounts[i]);
    if (ends[i] !== Infinity) add(ends[i], -amounts[i]);
  }
  const times = Float64Array.from(changes.keys()).sort();
  const values = new Float64Array(times.length);
  let sum = 0;
  for (let i = 0; i < times.length; i++) {
    sum += changes.get(times[i]) ?? 0;
    // Sums of binary fractions leave dust, and dust is no megawatt.
    values[i] = Math.abs(sum) < 0.0005 ? 0 : sum;
  }
  return { times, values };
}

/** @param {Steps} steps @param {number} at @returns {number} the value that holds; 0 before the first */
export function valueAt(steps, at) {
  const found = lastUpTo(steps.times, at);
  return found < 0 ? 0 : steps.values[found];
}

/**
 * The interval of a series that holds a moment: each begins at its time and lasts its minutes.
 * @param {ArrayLike<number>} times UTC ms, in order @param {ArrayLike<number> | number} minutes of each, or of all @param {number} at @returns {number} its place, -1 in a gap
 */
export function holding(times, minutes, at) {
  const found = lastUpTo(times, at);
  if (found < 0) return -1;
  const length = typeof minutes === 'number' ? minutes : minutes[found];
  return at < times[found] + length * 60_000 ? found : -1;
}
