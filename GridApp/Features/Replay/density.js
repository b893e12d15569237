import { lowerBound } from './interval-index.js';

/** @typedef {import('./span.js').Span} Span */
/** Bars of equal length from the span's start: how many events each holds. @typedef {{length: number, counts: Uint32Array, most: number}} Density */

const MINUTE = 60_000;
const LENGTHS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE);

/** Bars as wide as a step or an even multiple of it, so that at most so many stand in the span. @param {Span} span @param {number} step ms @param {number} most @returns {number} ms */
export function barLength(span, step, most) {
  const least = Math.max(step, (span.end - span.start) / Math.max(1, most));
  return LENGTHS.find((length) => length >= least && length % step === 0) ?? Math.ceil(least / step) * step;
}

/**
 * Events counted by bars of a span.
 * @param {ArrayLike<number>} times sorted, UTC ms @param {Span} span @param {number} length of a bar, ms @returns {Density}
 */
export function density(times, span, length) {
  const counts = new Uint32Array(Math.ceil((span.end - span.start) / length));
  let most = 0;
  for (let i = lowerBound(times, span.start); i < times.length && times[i] < span.end; i++) {
    const bar = Math.floor((times[i] - span.start) / length);
    most = Math.max(most, ++counts[bar]);
  }
  return { length, counts, most };
}
