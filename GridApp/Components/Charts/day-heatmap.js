import { ZoneClock } from './zone.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Hours by days. `days` are local midnights written as if they were UTC; `rows` are hours of the local clock, one of them twice where some day of the span
 * repeats it; `z[row][day]` is the mean of the hour's intervals, null where there is none, as in the hour that a spring day skips.
 * @typedef {{days: number[], rows: {hour: number, repeated: boolean}[], z: (number | null)[][], at: (number | null)[][]}} DayHeatmap
 */

/**
 * @param {ArrayLike<number>} at starts of intervals, UTC ms, sorted @param {ArrayLike<number>} values NaN where there is none @param {string} zone IANA name
 * @returns {DayHeatmap}
 */
export function arrangeDays(at, values, zone) {
  if (at.length === 0) return { days: [], rows: [], z: [], at: [] };
  const clock = new ZoneClock(zone, at[0], at[at.length - 1] + HOUR);
  /** @type {Map<number, Map<number, {sum: number, count: number, at: number}>>} hours by day; the key of a repeated hour ends in a half */
  const days = new Map();
  const keys = new Set(Array.from({ length: 24 }, (_, hour) => hour));
  for (let i = 0; i < at.length; i++) {
    const local = clock.local(at[i]);
    const day = Math.floor(local / DAY) * DAY;
    const key = Math.floor((local - day) / HOUR) + (clock.repeats(at[i]) ? 0.5 : 0);
    keys.add(key);
    let hours = days.get(day);
    if (!hours) days.set(day, (hours = new Map()));
    let cell = hours.get(key);
    if (!cell) hours.set(key, (cell = { sum: 0, count: 0, at: at[i] }));
    if (Number.isNaN(values[i])) continue;
    cell.sum += values[i];
    cell.count++;
  }
  const first = Math.min(...days.keys());
  const last = Math.max(...days.keys());
  const columns = Array.from({ length: Math.round((last - first) / DAY) + 1 }, (_, i) => first + i * DAY);
  const rows = [...keys].sort((a, b) => a - b);
  const cells = rows.map((row) => columns.map((day) => days.get(day)?.get(row)));
  return {
    days: columns,
    rows: rows.map((row) => ({ hour: Math.floor(row), repeated: row % 1 > 0 })),
    z: cells.map((row) => row.map((cell) => (cell && cell.count > 0 ? cell.sum / cell.count : null))),
    at: cells.map((row) => row.map((cell) => cell?.at ?? null)),
  };
}

/** "02", and "02*" where the hour comes for the second time. @param {{hour: number, repeated: boolean}} row @returns {string} */
export function hourLabel(row) {
  return String(row.hour).padStart(2, '0') + (row.repeated ? '*' : '');
}
