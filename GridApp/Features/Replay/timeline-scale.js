/** @typedef {import('./span.js').Span} Span */

/** Time along a strip of pixels. */
export class TimeScale {
  /** @param {Span} span @param {number} left @param {number} right CSS pixels */
  constructor(span, left, right) {
    this.span = span;
    this.left = left;
    this.right = Math.max(right, left + 1);
  }

  /** @param {number} at UTC ms @returns {number} CSS pixels; outside of the strip for what is outside of the span */
  x(at) {
    return this.left + ((at - this.span.start) / (this.span.end - this.span.start)) * (this.right - this.left);
  }

  /** @param {number} x CSS pixels @returns {number} UTC ms, inside of the span */
  at(x) {
    const share = Math.min(1, Math.max(0, (x - this.left) / (this.right - this.left)));
    return Math.min(this.span.end - 1, this.span.start + share * (this.span.end - this.span.start));
  }
}

/**
 * Round numbers for an axis that holds both values; zero is on it when it is near.
 * @param {number} low @param {number} high @param {number} [most] how many marks @returns {{low: number, high: number, marks: number[]}}
 */
export function niceScale(low, high, most = 3) {
  let [least, greatest] = [Number.isFinite(low) ? low : 0, Number.isFinite(high) ? high : 1];
  if (least > 0 && least < greatest * 0.6) least = 0;
  if (greatest < 0) greatest = 0;
  if (greatest - least < 1e-9) [least, greatest] = [Math.min(0, least), Math.max(least + 1, greatest)];
  const rough = (greatest - least) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough - 1e-9) ?? 10) * power;
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(greatest / step - 1e-9);
  return { low: first * step, high: last * step, marks: Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12))) };
}

/** @param {{low: number, high: number}} scale @param {number} top @param {number} bottom CSS pixels @param {number} value @returns {number} CSS pixels, kept between both */
export function height(scale, top, bottom, value) {
  const share = (value - scale.low) / (scale.high - scale.low);
  return bottom - Math.min(1, Math.max(0, share)) * (bottom - top);
}
