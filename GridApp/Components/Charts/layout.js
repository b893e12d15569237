import { arrangeDays, hourLabel } from './day-heatmap.js';
import { timeTicks } from './time-ticks.js';

/** @typedef {import('./traces.js').Picture} Picture */

/** Distances of the plot from its frame, px: fixed, so that charts below each other share their times. @typedef {{left: number, right: number, top: number, bottom: number}} Margin */

/** @param {import('./series.js').ChartSpec} spec @returns {Margin} */
export function marginOf(spec) {
  return spec.kind === 'heatmap' ? { left: 44, right: 62, top: 8, bottom: 42 } : { left: 62, right: 14, top: 8, bottom: 52 };
}

/** @param {Picture & {wording: import('./wording.js').Wording, height: number, drag: boolean}} picture @returns {object} Plotly's layout */
export function layoutOf(picture) {
  const { spec, frame, theme, width, height } = picture;
  const margin = marginOf(spec);
  const muted = theme.of('muted');
  const title = (/** @type {string} */ text) => ({ text, font: { size: 11, color: muted }, standoff: 6 });
  const axis = { gridcolor: theme.of('border'), zeroline: false, tickfont: { size: 11, color: muted }, linecolor: theme.of('border'), fixedrange: true, automargin: false };
  return {
    width, height, autosize: false, margin: { l: margin.left, r: margin.right, t: margin.top, b: margin.bottom }, showlegend: false, hovermode: false,
    dragmode: picture.drag && isTime(spec) ? 'zoom' : false, paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: getComputedStyle(document.body).fontFamily, size: 11, color: theme.of('text') },
    separators: separators(picture.wording.locale),
    xaxis: { ...axis, ...xAxis(picture), title: title(xTitle(picture)) },
    yaxis: spec.kind === 'heatmap'
      ? { ...axis, ...hours(picture), showgrid: false }
      : { ...axis, title: title(picture.wording.unit(frame.unit)), zeroline: true, zerolinecolor: muted, zerolinewidth: 1, nticks: Math.max(3, Math.floor(height / 50)), tickformat: ',', rangemode: spec.kind === 'stack' ? 'tozero' : 'normal' },
  };
}

/** Whether its x is time, so that it zooms and has the shared crosshair. @param {import('./series.js').ChartSpec} spec @returns {boolean} */
export function isTime(spec) {
  return spec.kind === 'lines' || spec.kind === 'deviation' || spec.kind === 'stack' || spec.kind === 'parts';
}

/** @param {Picture & {wording: import('./wording.js').Wording}} picture @returns {object} */
function xAxis({ spec, frame, from, to, width, wording }) {
  if (spec.kind === 'duration') return { range: [0, 100], ticksuffix: '', dtick: 20 };
  if (spec.kind === 'heatmap') {
    const { days } = arrangeDays(frame.at, frame.at, frame.timeZone);
    const every = Math.max(1, Math.ceil(days.length / Math.max(2, Math.floor(width / 64))));
    const shown = days.map((_, i) => i).filter((i) => i % every === 0);
    return { tickmode: 'array', tickvals: shown, ticktext: shown.map((i) => wording.day.format(days[i])), showgrid: false, range: [-0.5, days.length - 0.5] };
  }
  const ticks = timeTicks(from, to, Math.max(2, Math.floor((width - 76) / 72)), wording.clock, wording.dates);
  return { range: [from, to], tickmode: 'array', tickvals: ticks.values, ticktext: ticks.texts, fixedrange: false };
}

/** @param {Picture & {wording: import('./wording.js').Wording}} picture @returns {string} */
function xTitle({ spec, frame, wording }) {
  return spec.kind === 'duration' ? wording.texts.share : wording.zone(frame.timeZone);
}

/** @param {Picture & {height: number}} picture @returns {object} */
function hours({ frame, height }) {
  const { rows } = arrangeDays(frame.at, frame.at, frame.timeZone);
  const every = height < 300 ? 4 : 2;
  const shown = rows.map((_, i) => i).filter((i) => rows[i].repeated || rows[i].hour % every === 0);
  return { tickmode: 'array', tickvals: shown, ticktext: shown.map((i) => hourLabel(rows[i])), range: [rows.length - 0.5, -0.5] };
}

/** Decimal and group sign, as Plotly wants them. @param {string} locale @returns {string} */
function separators(locale) {
  const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
  const sign = (/** @type {string} */ type) => parts.find((part) => part.type === type)?.value ?? '';
  return sign('decimal') + sign('group');
}
