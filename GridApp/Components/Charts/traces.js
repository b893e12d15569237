import { arrangeDays } from './day-heatmap.js';
import { extremes, means } from './downsample.js';
import { durationCurve, thinned } from './duration.js';
import { quantile, sortedKnown, spikeLimit } from './statistics.js';

/** @typedef {import('./frame.js').Frame} Frame */
/** @typedef {import('./series.js').Series} Series */
/** @typedef {import('./series.js').ChartSpec} ChartSpec */
/** @typedef {{spec: ChartSpec, frame: Frame, series: Series[], from: number, to: number, width: number, theme: import('./theme.js').Theme}} Picture */

const DIVERGING = 7;

/** Spans above it are drawn with thinner lines, ms. */
const LONG = 10 * 86_400_000;

/** What Plotly draws. @param {Picture} picture @returns {object[]} */
export function tracesOf(picture) {
  switch (picture.spec.kind) {
    case 'stack': return stack(picture);
    case 'parts': return parts(picture);
    case 'deviation': return deviations(picture);
    case 'duration': return duration(picture);
    case 'heatmap': return heatmap(picture);
    case 'groups':
    case 'corrections': return [];
    default: return lines(picture);
  }
}

/** @param {Picture} picture @returns {object[]} */
function lines({ spec, frame, series, from, to, width, theme }) {
  const traces = series.map((one, i) => ({
    ...line(steps(extremes(frame.at, one.values, from, to, width), frame, from, to), theme.of(one.color), to - from > 10 * LONG ? 1 : one.dash || to - from > LONG ? 1.5 : 2, one.dash ? 'dot' : 'solid'),
    ...(i === 0 && series.length < 3 && !one.dash ? { fill: 'tozeroy', fillcolor: theme.faint(one.color, 0.1) } : {}),
  }));
  return [...traces, ...(spec.marks ? series.flatMap((one) => marks(one, frame, from, to, theme)) : []), ...series.flatMap((one) => corrected(one, frame, from, to, theme))];
}

/** A ring where a value was another before. @param {Series} one @param {Frame} frame @param {number} from @param {number} to @param {import('./theme.js').Theme} theme */
function corrected(one, frame, from, to, theme) {
  const times = new Set(frame.corrections.filter(({ column, at }) => column === one.key && at >= from && at < to).map(({ at }) => at));
  if (times.size === 0) return [];
  const half = frame.intervalMinutes * 30_000;
  const kept = Array.from(frame.at, (at, i) => ({ at, value: one.values[i] })).filter(({ at, value }) => times.has(at) && !Number.isNaN(value));
  return [{
    type: 'scatter', mode: 'markers', x: kept.map(({ at }) => at + half), y: kept.map(({ value }) => value), cliponaxis: false,
    marker: { symbol: 'circle-open', size: 9, color: theme.of(one.color), line: { width: 2 } },
  }];
}

/** What is below zero or far above the rest, with a shape beside the colour. @param {Series} one @param {Frame} frame @param {number} from @param {number} to @param {import('./theme.js').Theme} theme */
function marks(one, frame, from, to, theme) {
  const limit = spikeLimit(one.values);
  const half = frame.intervalMinutes * 30_000;
  /** @param {(value: number) => boolean} holds @param {string} symbol @param {string} color */
  const trace = (holds, symbol, color) => {
    /** @type {number[]} */
    const x = [];
    /** @type {number[]} */
    const y = [];
    one.values.forEach((value, i) => {
      if (frame.at[i] < from || frame.at[i] >= to || !holds(value)) return;
      x.push(frame.at[i] + half);
      y.push(value);
    });
    return { type: 'scatter', mode: 'markers', x, y, cliponaxis: false, marker: { symbol, size: 8, color: theme.of(color), line: { color: theme.of('surface'), width: 1 } } };
  };
  return [trace((value) => value < 0, 'triangle-down', 'series-under'), trace((value) => value > limit, 'triangle-up', 'series-over')].filter((found) => found.x.length > 0);
}

/** @param {Picture} picture @returns {object[]} */
function deviations({ frame, series, from, to, width, theme }) {
  return series.flatMap((one) => [1, -1].map((sign) => {
    const part = one.values.map((value) => (Number.isNaN(value) ? NaN : Math.max(0, value * sign) * sign));
    const color = sign > 0 ? one.color : one.below ?? one.color;
    return { ...line(steps(extremes(frame.at, part, from, to, width), frame, from, to), theme.of(color), 1.2, 'solid'), fill: 'tozeroy', fillcolor: theme.faint(color, 0.35) };
  }));
}

/** @param {Picture} picture @returns {object[]} */
function stack({ frame, series, from, to, width, theme }) {
  const drawn = means(frame.at, series.map((one) => one.values), from, to, Math.max(120, Math.floor(width / 2)));
  const below = drawn.columns.map((column) => column.some((value) => value < 0));
  return series.flatMap((one, i) => (below[i] ? [1, -1] : [1]).map((sign) => {
    const y = drawn.columns[i].map((value) => (Number.isNaN(value) ? 0 : Math.max(0, value * sign) * sign));
    const points = steps({ x: drawn.x, y }, frame, from, to);
    return {
      ...line(points, theme.of('surface'), 0.5, 'solid'), line: { color: theme.of('surface'), width: 0.5, shape: 'hv', simplify: false },
      stackgroup: sign > 0 ? 'above' : 'below', fillcolor: theme.of(one.color), connectgaps: false,
    };
  }));
}

/** @param {Picture} picture @returns {object[]} */
function parts(picture) {
  const { frame, series, from, to, width, theme } = picture;
  return [
    ...stack({ ...picture, series: series.filter((one) => !one.sum) }),
    ...series.filter((one) => one.sum).map((one) => line(steps(extremes(frame.at, one.values, from, to, width), frame, from, to), theme.of(one.color), 1.5, 'solid')),
  ];
}

/** @param {Picture} picture @returns {object[]} */
function duration({ series, width, theme }) {
  return series.map((one) => {
    const curve = thinned(durationCurve(one.values), Math.max(200, width));
    return { ...line({ x: curve.share, y: curve.value }, theme.of(one.color), one.dash ? 1.5 : 2, one.dash ? 'dot' : 'solid'), line: { color: theme.of(one.color), width: 2, shape: 'vh', dash: one.dash ? 'dot' : 'solid' } };
  });
}

/** @param {Picture} picture @returns {object[]} */
function heatmap({ spec, frame, series, theme }) {
  if (series.length === 0) return [];
  const cells = arrangeDays(frame.at, series[0].values, frame.timeZone);
  const { low, middle, high } = heatScale(cells.z);
  // Prices part at their median; what only grows gets a scale that only grows.
  const colorscale = !spec.price ? 'Cividis' : Array.from({ length: DIVERGING }, (_, i) => {
    const half = (DIVERGING - 1) / 2;
    const share = (middle - low) / (high - low || 1);
    return [i <= half ? (i / half) * share : share + ((i - half) / half) * (1 - share), theme.of(`diverge-${i + 1}`)];
  });
  const negative = !spec.price ? [] : cells.z.flatMap((row, y) => row.map((value, x) => ({ x, y, value }))).filter(({ value }) => value !== null && value < 0);
  return [
    {
      type: 'heatmap', x: cells.days.map((_, i) => i), y: cells.rows.map((_, i) => i), z: cells.z, zmin: low, zmax: high, colorscale, xgap: cells.days.length > 60 ? 0 : 1, ygap: 1,
      colorbar: { thickness: 8, outlinewidth: 0, tickfont: { color: theme.of('muted'), size: 11 }, nticks: 5, len: 1, xpad: 6, tickformat: ',' },
    },
    {
      type: 'scatter', mode: 'markers', x: negative.map(({ x }) => x), y: negative.map(({ y }) => y),
      marker: { symbol: 'line-ew-open', size: 5, color: theme.of('diverge-4'), line: { width: 1.5 } },
    },
  ];
}

/**
 * The span of a scale's colours: without the outer 2% at each side, so that one spike does not make everything else grey; its middle is the median.
 * @param {(number | null)[][]} z @returns {{low: number, middle: number, high: number}}
 */
export function heatScale(z) {
  const sorted = sortedKnown(z.flat().filter((value) => value !== null));
  const middle = quantile(sorted, 0.5);
  const low = quantile(sorted, 0.02);
  const high = quantile(sorted, 0.98);
  return low < high ? { low, middle: Math.min(Math.max(middle, low + (high - low) * 0.1), high - (high - low) * 0.1), high } : { low: middle - 1, middle, high: middle + 1 };
}

/**
 * A value holds for its whole interval: the last one, too, and the last one before a gap.
 * @param {{x: number[], y: (number | null)[]}} points @param {{at: ArrayLike<number>, intervalMinutes: number}} frame @param {number} from @param {number} to
 * @returns {{x: number[], y: (number | null)[]}}
 */
export function steps(points, frame, from, to) {
  const count = points.x.length;
  const length = frame.intervalMinutes * 60_000;
  const newest = frame.at[frame.at.length - 1];
  /** @type {{x: number[], y: (number | null)[]}} */
  const drawn = { x: [], y: [] };
  for (let i = 0; i < count; i++) {
    const at = points.x[i];
    const value = points.y[i];
    drawn.x.push(Math.max(at, from));
    drawn.y.push(value);
    const isLast = i === count - 1 ? at === newest : points.y[i + 1] === null;
    if (value === null || !isLast) continue;
    const end = Math.min(at + length, to, i === count - 1 ? Infinity : points.x[i + 1]);
    if (end <= Math.max(at, from)) continue;
    drawn.x.push(end);
    drawn.y.push(value);
  }
  return drawn;
}

/** @param {{x: number[], y: (number | null)[]}} points @param {string} color @param {number} width @param {string} dash */
function line(points, color, width, dash) {
  return { type: 'scatter', mode: 'lines', x: points.x, y: points.y, connectgaps: false, line: { color, width, dash, shape: 'hv' } };
}
