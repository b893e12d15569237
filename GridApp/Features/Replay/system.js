import { holding } from './step-series.js';

/**
 * What `GET /api/v1/replay/system` answers (its description is in the OpenAPI document). Times are ms from `start`.
 * @typedef {{
 *   start: string, end: string, kind: string, simulated: boolean, source: string | null, aggregated: boolean,
 *   series: {name: string, unit: string, at: number[], minutes: number[], values: (number | null)[]}[],
 *   fuels: {at: number[], minutes: number[], columns: {fuel: string, values: (number | null)[]}[]} | null,
 *   binding: {at: number, minutes: number, lines: BindingLine[]}[]
 * }} SystemAnswer
 */
/** @typedef {{lineId: number, code: string, flowMw: number, limitMw: number, shadowPrice: number}} BindingLine */
/** @typedef {{unit: string, at: Float64Array, minutes: number[], values: Float64Array}} Series */

/** What a market did as a whole, asked moment by moment. */
export class System {
  /** @param {SystemAnswer} answer */
  constructor(answer) {
    const origin = Date.parse(answer.start);
    this.aggregated = answer.aggregated;
    this.source = answer.source;
    /** @type {Map<string, Series>} */
    this.series = new Map(answer.series.map(({ name, unit, at, minutes, values }) => [name, { unit, minutes, at: times(at, origin), values: numbers(values) }]));
    this.fuels = answer.fuels && {
      at: times(answer.fuels.at, origin), minutes: answer.fuels.minutes, columns: answer.fuels.columns.map(({ fuel, values }) => ({ fuel, values: numbers(values) })),
    };
    this.bindingAt = times(answer.binding.map((one) => one.at), origin);
    this.bindings = answer.binding;
  }

  /** Until when there is anything; -Infinity without any. */
  get end() {
    let end = -Infinity;
    for (const { at, minutes } of this.series.values()) if (at.length > 0) end = Math.max(end, at[at.length - 1] + minutes[minutes.length - 1] * 60_000);
    return end;
  }

  /** @param {string} name @param {number} at UTC ms @returns {number} NaN where nothing is known */
  valueAt(name, at) {
    const series = this.series.get(name);
    if (!series) return NaN;
    const found = holding(series.at, /** @type {any} */ (series.minutes), at);
    return found < 0 ? NaN : series.values[found];
  }

  /** @param {number} at UTC ms @returns {{fuel: string, mw: number}[]} what is made of what, in the order of the columns */
  fuelsAt(at) {
    const { fuels } = this;
    const found = fuels ? holding(fuels.at, /** @type {any} */ (fuels.minutes), at) : -1;
    return fuels && found >= 0 ? fuels.columns.map(({ fuel, values }) => ({ fuel, mw: values[found] })).filter(({ mw }) => !Number.isNaN(mw)) : [];
  }

  /** @param {number} at UTC ms @returns {BindingLine[]} */
  bindingLinesAt(at) {
    const found = holding(this.bindingAt, /** @type {any} */ (this.bindings.map((one) => one.minutes)), at);
    return found < 0 ? [] : this.bindings[found].lines;
  }
}

/**
 * What `GET /api/v1/replay/prices` answers: what the nodes' prices were together, interval by interval. Times are ms from `start`.
 * @typedef {{
 *   start: string, unit: string, component: string, aggregated: boolean, nodes: number,
 *   at: number[], minutes: number[], mean: (number | null)[], least: (number | null)[], p05: (number | null)[], median: (number | null)[], p95: (number | null)[], most: (number | null)[]
 * }} PricesAnswer
 */

/** What thousands of prices were together, asked moment by moment. */
export class PriceSummary {
  /** @param {PricesAnswer} answer */
  constructor(answer) {
    this.unit = answer.unit;
    this.component = answer.component;
    this.at = times(answer.at, Date.parse(answer.start));
    this.minutes = answer.minutes;
    this.mean = numbers(answer.mean);
    this.low = numbers(answer.p05);
    this.median = numbers(answer.median);
    this.high = numbers(answer.p95);
  }

  /** Until when there are prices; -Infinity without any. */
  get end() {
    const last = this.at.length - 1;
    return last < 0 ? -Infinity : this.at[last] + this.minutes[last] * 60_000;
  }

  /** @param {number} at UTC ms @returns {{mean: number, low: number, median: number, high: number} | null} */
  atMoment(at) {
    const found = holding(this.at, /** @type {any} */ (this.minutes), at);
    return found < 0 ? null : { mean: this.mean[found], low: this.low[found], median: this.median[found], high: this.high[found] };
  }

  /**
   * One scale for the whole span, so that a colour means the same at every moment: around the middle of all medians (or zero), as far as most prices of most
   * moments go. A single scarce hour does not make all others look alike.
   * @param {'median' | 'zero'} around @returns {{low: number, centre: number, high: number}}
   */
  domain(around) {
    const known = this.median.filter((value) => !Number.isNaN(value)).sort();
    if (known.length === 0) return { low: -1, centre: 0, high: 1 };
    const [low, high] = [quantile(this.low, 0.1), quantile(this.high, 0.9)];
    if (around === 'zero') {
      const reach = Math.max(Math.abs(low), Math.abs(high), 0.5);
      return { low: -reach, centre: 0, high: reach };
    }
    const centre = known[known.length >> 1];
    const least = Math.max(0.5, Math.abs(centre) * 0.02);
    return { low: Math.min(low, centre - least), centre, high: Math.max(high, centre + least) };
  }
}

/** @param {number[]} at @param {number} origin @returns {Float64Array} */
function times(at, origin) {
  return Float64Array.from(at, (one) => origin + one);
}

/** @param {(number | null)[]} values @returns {Float64Array} NaN for what is not known */
function numbers(values) {
  return Float64Array.from(values, (value) => value ?? NaN);
}

/** @param {Float64Array} values @param {number} share @returns {number} */
function quantile(values, share) {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  return known.length === 0 ? 0 : known[Math.round((known.length - 1) * share)];
}
