/**
 * The duration curve: values from the largest to the smallest against the share of time in which they were at least as large.
 * @param {ArrayLike<number>} values NaN where there is none; intervals of one length
 * @returns {{share: number[], value: number[]}} share in percent of the known time, at the end of each value's interval; starts at 0
 */
export function durationCurve(values) {
  const known = Float64Array.from(Array.from(values).filter((value) => !Number.isNaN(value))).sort().reverse();
  /** @type {{share: number[], value: number[]}} */
  const curve = { share: [], value: [] };
  if (known.length === 0) return curve;
  curve.share.push(0);
  curve.value.push(known[0]);
  known.forEach((value, i) => {
    curve.share.push(((i + 1) / known.length) * 100);
    curve.value.push(value);
  });
  return curve;
}

/**
 * Every so many points of a curve that only falls, with its ends.
 * @param {{share: number[], value: number[]}} curve @param {number} most @returns {{share: number[], value: number[]}}
 */
export function thinned(curve, most) {
  const count = curve.share.length;
  if (count <= most) return curve;
  const kept = Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
  return { share: kept.map((i) => curve.share[i]), value: kept.map((i) => curve.value[i]) };
}
