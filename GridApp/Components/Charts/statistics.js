import { columnOf } from './frame.js';

/** @typedef {import('./frame.js').Frame} Frame */
/** What a number is of: the frame's own unit, hours, a moment (UTC ms), MWh, or a share of one. @typedef {'unit' | 'hours' | 'moment' | 'energy' | 'share'} Measure */
/** @typedef {{value: number, measure: Measure}} Statistic */

/** A price is a spike above the third quartile by more than so many times the distance of the quartiles. */
const SPIKE = 3;

/** What is printed as zero. */
const HALF_A_CENT = 0.005;

/** A difference of prices is none below this, however little the prices themselves move: a cent is no spike. */
const LEAST_SPREAD = 0.5;

/**
 * A number about a column: `ptf.mean`, `smf-ptf.aboveHours`, `actual-forecast.mae`.
 * @param {Frame} frame @param {string} key column, a dot, and one of the cases below @returns {Statistic} NaN where nothing is known
 */
export function statistic(frame, key) {
  const dot = key.lastIndexOf('.');
  const name = key.slice(0, dot);
  const values = columnOf(frame, name);
  const hours = frame.intervalMinutes / 60;
  switch (key.slice(dot + 1)) {
    case 'mean': return { value: mean(values), measure: 'unit' };
    case 'bias': return { value: mean(values), measure: 'unit' };
    case 'mae': return { value: mean(values, Math.abs), measure: 'unit' };
    case 'maeShare': return { value: mean(values, Math.abs) / mean(columnOf(frame, name.split('-')[0])), measure: 'share' };
    case 'min': return { value: at(values, extreme(values, -1)), measure: 'unit' };
    case 'max': return { value: at(values, extreme(values, 1)), measure: 'unit' };
    case 'median': return { value: quantile(sortedKnown(values), 0.5), measure: 'unit' };
    case 'p05': return { value: quantile(sortedKnown(values), 0.05), measure: 'unit' };
    case 'p95': return { value: quantile(sortedKnown(values), 0.95), measure: 'unit' };
    case 'minAt': return { value: at(frame.at, extreme(values, -1)), measure: 'moment' };
    case 'maxAt': return { value: at(frame.at, extreme(values, 1)), measure: 'moment' };
    case 'last': return { value: at(values, lastKnown(values)), measure: 'unit' };
    case 'lastAt': return { value: at(frame.at, lastKnown(values)), measure: 'moment' };
    case 'energy': return { value: mean(values) * count(values, () => true) * hours, measure: 'energy' };
    case 'negativeHours': return { value: count(values, (value) => value < 0) * hours, measure: 'hours' };
    case 'zeroHours': return { value: count(values, (value) => Math.abs(value) < HALF_A_CENT) * hours, measure: 'hours' };
    case 'aboveHours': return { value: count(values, (value) => value > 0) * hours, measure: 'hours' };
    case 'belowHours': return { value: count(values, (value) => value < 0) * hours, measure: 'hours' };
    case 'evenHours': return { value: count(values, (value) => value === 0) * hours, measure: 'hours' };
    case 'spikeHours': {
      const base = baseOf(frame, name);
      const limit = base ? spreadLimit(base) : spikeLimit(values);
      return { value: count(values, (value) => (base ? Math.abs(value) : value) > limit) * hours, measure: 'hours' };
    }
    case 'spikeLimit': {
      const base = baseOf(frame, name);
      return { value: base ? spreadLimit(base) : spikeLimit(values), measure: 'unit' };
    }
    default: throw new RangeError(`There is no statistic ${key}.`);
  }
}

/** Above this a value is a spike: third quartile and three times the distance of the quartiles. @param {ArrayLike<number>} values @returns {number} NaN for fewer than 12 values */
export function spikeLimit(values) {
  const sorted = sortedKnown(values);
  if (sorted.length < 12) return NaN;
  const low = quantile(sorted, 0.25);
  const high = quantile(sorted, 0.75);
  return high + SPIKE * (high - low);
}

/**
 * Further from zero than this a difference of prices is a spike, either way: three times the distance of the quartiles of the price that it is measured against. On the difference's
 * own scale every cent would be one where two nodes mostly cost the same.
 * @param {ArrayLike<number>} base @returns {number} NaN for fewer than 12 values
 */
export function spreadLimit(base) {
  const sorted = sortedKnown(base);
  return sorted.length < 12 ? NaN : Math.max(LEAST_SPREAD, SPIKE * (quantile(sorted, 0.75) - quantile(sorted, 0.25)));
}

/** What a difference is measured against; null for a column of its own. @param {Frame} frame @param {string} name @returns {Float64Array | null} */
function baseOf(frame, name) {
  const [, right] = name.split('-');
  return right === undefined ? null : columnOf(frame, right);
}

/** @param {ArrayLike<number>} values @returns {Float64Array} those that are known, small first */
export function sortedKnown(values) {
  return Float64Array.from(Array.from(values).filter((value) => !Number.isNaN(value))).sort();
}

/** @param {ArrayLike<number>} sorted @param {number} share 0 to 1 @returns {number} linear between neighbours, NaN of nothing */
export function quantile(sorted, share) {
  if (sorted.length === 0) return NaN;
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.ceil(place);
  return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
}

/** @param {ArrayLike<number>} values @param {(value: number) => number} [of] @returns {number} */
function mean(values, of = (value) => value) {
  let sum = 0;
  let known = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += of(values[i]);
    known++;
  }
  return known ? sum / known : NaN;
}

/** @param {ArrayLike<number>} values @param {(value: number) => boolean} holds @returns {number} */
function count(values, holds) {
  let found = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]) && holds(values[i])) found++;
  return found;
}

/** @param {ArrayLike<number>} values @param {1 | -1} sign @returns {number} index, -1 of nothing */
function extreme(values, sign) {
  let found = -1;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]) && (found < 0 || values[i] * sign > values[found] * sign)) found = i;
  return found;
}

/** @param {ArrayLike<number>} values @returns {number} index, -1 of nothing */
function lastKnown(values) {
  let i = values.length - 1;
  while (i >= 0 && Number.isNaN(values[i])) i--;
  return i;
}

/** @param {ArrayLike<number>} values @param {number} index @returns {number} */
function at(values, index) {
  return index < 0 ? NaN : values[index];
}
