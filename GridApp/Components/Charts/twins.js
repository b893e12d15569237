import { arrangeDays, hourLabel } from './day-heatmap.js';
import { durationCurve } from './duration.js';
import { columnOf, correctionOf } from './frame.js';
import { statistic } from './statistics.js';

/** @typedef {import('./table-twin.js').Twin} Twin */
/** @typedef {{spec: import('./series.js').ChartSpec, frame: import('./frame.js').Frame, series: import('./series.js').Series[], wording: import('./wording.js').Wording, fuels: Record<string, string>, columns: Record<string, string>}} Told */

/** The table that says what the chart shows. @param {Told} told @returns {Twin} */
export function twinOf(told) {
  switch (told.spec.kind) {
    case 'duration': return durations(told);
    case 'heatmap': return days(told);
    case 'groups': return groups(told);
    case 'corrections': return corrections(told);
    default: return times(told);
  }
}

/**
 * What has to be said beside a value: that it is not final, or that it was another before.
 * @param {{spec: import('./series.js').ChartSpec, frame: import('./frame.js').Frame, wording: import('./wording.js').Wording}} told @param {string} key @param {number} index @returns {string[]}
 */
export function remarks({ spec, frame, wording }, key, index) {
  const correction = correctionOf(frame, key, frame.at[index]);
  // A day-ahead price is interim until it is confirmed; the simulated market's real-time price until its hour is over.
  return [...(key === (frame.simulated ? 'smf' : 'ptf') && frame.interim?.[index] ? [wording.texts.interim] : []), ...(correction ? [wording.was(correction, spec.price)] : [])];
}

/** What was corrected, the latest first. @param {Told} told @returns {Twin} */
function corrections({ spec, frame, wording, columns }) {
  const names = new Map(spec.series.map((one) => [one.column, one.name]));
  const value = (/** @type {number} */ number) => wording.number(number, spec.price);
  return {
    columns: [`${wording.texts.time} (${wording.zone(frame.timeZone)})`, columns.value, `${columns.before} (${frame.unit})`, `${columns.after} (${frame.unit})`, columns.until],
    count: frame.corrections.length,
    row: (i) => {
      const one = frame.corrections[i];
      return [wording.moment(one.at), names.get(one.column) ?? one.column, value(one.before), value(one.after), wording.moment(one.until, true)];
    },
    words: [1],
  };
}

/** @param {Told} told @returns {Twin} */
function times(told) {
  const { spec, frame, series, wording } = told;
  return {
    columns: [`${wording.texts.time} (${wording.zone(frame.timeZone)})`, ...series.map((one) => `${one.name} (${wording.unit(frame.unit)})`)],
    count: frame.at.length,
    row: (i) => [wording.moment(frame.at[i]), ...series.map((one) => wording.number(one.values[i], spec.price) + remarks(told, one.key, i).map((remark) => ` (${remark})`).join(''))],
  };
}

/** @param {Told} told @returns {Twin} in steps of one percent */
function durations({ spec, frame, series, wording }) {
  const curves = series.map((one) => durationCurve(one.values));
  return {
    columns: [wording.texts.share, ...series.map((one) => `${one.name} (${wording.unit(frame.unit)})`)],
    count: 101,
    row: (i) => [wording.plain(i, 0), ...curves.map((curve) => wording.number(curve.value[Math.round((i / 100) * (curve.value.length - 1))] ?? NaN, spec.price))],
  };
}

/** @param {Told} told @returns {Twin} */
function days({ spec, frame, series, wording }) {
  const cells = arrangeDays(frame.at, series[0]?.values ?? [], frame.timeZone);
  return {
    columns: [`${wording.texts.time} (${wording.zone(frame.timeZone)})`, ...cells.rows.map(hourLabel)],
    count: cells.days.length,
    row: (i) => [wording.weekday.format(cells.days[i]), ...cells.z.map((row) => wording.number(row[i] ?? NaN, spec.price))],
  };
}

/** Energy of each group and how far it is from its plan. @param {Told} told @returns {Twin} */
function groups({ frame, wording, fuels, columns }) {
  const energy = (/** @type {string} */ key, /** @type {string} */ value) => (columnOf(frame, `${key}.${value}`), statistic(frame, `${key}.${value}.energy`).value);
  const rows = frame.groups
    .map((group) => ({ group, planned: energy(group.key, 'planned'), actual: energy(group.key, 'actual'), settlement: energy(group.key, 'settlement'), missed: deviation(frame, group.key) }))
    .sort((a, b) => size(b) - size(a));
  const mwh = (/** @type {string} */ name) => `${columns[name]} (MWh)`;
  return {
    columns: [columns.group, mwh('planned'), mwh('actual'), mwh('settlement'), columns.deviation],
    count: rows.length,
    row: (i) => [
      fuels[rows[i].group.key] ?? (rows[i].group.name || wording.texts.others), ...[rows[i].planned, rows[i].actual, rows[i].settlement].map((value) => wording.plain(value, 0)),
      Number.isNaN(rows[i].missed) ? wording.texts.none : wording.statistic({ value: rows[i].missed, measure: 'share' }, false),
    ],
  };
}

/** Actual against plan where both are known, as a share of the plan. @param {import('./frame.js').Frame} frame @param {string} key @returns {number} */
export function deviation(frame, key) {
  const planned = columnOf(frame, `${key}.planned`);
  const actual = columnOf(frame, `${key}.actual`);
  let sum = 0;
  let plan = 0;
  planned.forEach((value, i) => {
    if (Number.isNaN(value) || Number.isNaN(actual[i])) return;
    plan += value;
    sum += actual[i];
  });
  return plan > 0 ? sum / plan - 1 : NaN;
}

/** @param {{planned: number, actual: number, settlement: number}} row @returns {number} */
function size(row) {
  return [row.actual, row.settlement, row.planned].find((value) => !Number.isNaN(value)) ?? 0;
}
