import { columnOf, hasValues } from './frame.js';

/** @typedef {import('./frame.js').Frame} Frame */
/**
 * A chart as its page describes it (ChartSpec.cs). `kind`: lines, deviation (above and below zero in two colours), stack, parts (of a sum, which is a line), duration, heatmap; groups and corrections are tables.
 * `value` names what of each group is stacked. `marks` names negative values and spikes where they are to be marked.
 * @typedef {{id: string, kind: 'lines' | 'deviation' | 'stack' | 'parts' | 'duration' | 'heatmap' | 'groups' | 'corrections', title: string, price: boolean, series: SeriesSpec[], value: string | null,
 *   marks: {negative: string, spike: string} | null}} ChartSpec
 * @typedef {{column: string, name: string, color: string, dash: boolean, below: string | null, belowName: string | null, sum?: boolean}} SeriesSpec
 */
/** What is drawn. @typedef {{key: string, name: string, color: string, dash: boolean, below: string | null, belowName: string | null, sum?: boolean, values: Float64Array}} Series */

/** More bands than this nobody tells apart. */
const MOST_BANDS = 8;

/**
 * @param {ChartSpec} spec @param {Frame} frame @param {{others: string}} texts @param {Record<string, string>} fuels their names by code
 * @returns {Series[]} without those that have no value
 */
export function resolveSeries(spec, frame, texts, fuels) {
  if (spec.kind === 'stack') return bands(spec, frame, texts, fuels);
  return spec.series
    .map((series) => ({ ...series, key: series.column, values: columnOf(frame, series.column) }))
    .filter((series) => hasValues(series.values));
}

/** @param {ChartSpec} spec @param {Frame} frame @param {{others: string}} texts @param {Record<string, string>} fuels @returns {Series[]} */
function bands(spec, frame, texts, fuels) {
  const sized = frame.groups
    .map((group) => ({ group, values: columnOf(frame, `${group.key}.${spec.value}`) }))
    .filter(({ values }) => hasValues(values))
    .map((band) => ({ ...band, size: band.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : Math.abs(value)), 0) }))
    .sort((a, b) => b.size - a.size);
  const byFuel = sized.length > 0 && sized.every(({ group }) => group.key === group.fuel);
  const most = byFuel ? sized.length : MOST_BANDS;
  /** @type {Series[]} */
  const series = sized.slice(0, sized.length > most ? most - 1 : most).map(({ group, values }, i) => ({
    key: group.key, name: byFuel ? fuels[group.key] ?? group.name : group.name || texts.others, color: byFuel ? `fuel-${group.key}` : `series-${i + 1}`,
    dash: false, below: null, belowName: null, values,
  }));
  const rest = sized.slice(series.length);
  if (rest.length > 0) {
    const values = frame.at.map((_, i) => rest.reduce((sum, band) => (Number.isNaN(band.values[i]) ? sum : (Number.isNaN(sum) ? 0 : sum) + band.values[i]), NaN));
    series.push({ key: 'others', name: texts.others, color: 'fuel-unknown', dash: false, below: null, belowName: null, values });
  }
  return series;
}
