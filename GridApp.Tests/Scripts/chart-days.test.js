import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrangeDays, hourLabel } from '../../GridApp/Components/Charts/day-heatmap.js';
import { timeTicks } from '../../GridApp/Components/Charts/time-ticks.js';
import { ZoneClock, offsetAt } from '../../GridApp/Components/Charts/zone.js';

const HOUR = 3_600_000;

/** @param {string} start @param {string} end @param {number} [step] */
function hours(start, end, step = HOUR) {
  const from = Date.parse(start);
  return Float64Array.from({ length: (Date.parse(end) - from) / step }, (_, i) => from + i * step);
}

/** How many hours a day of the map has. @param {import('../../GridApp/Components/Charts/day-heatmap.js').DayHeatmap} map @param {string} day */
function length(map, day) {
  const column = map.days.indexOf(Date.parse(day));
  return map.z.filter((row) => row[column] !== null).length;
}

test('the second Sunday of March has 23 hours in New York: the hour 02 is not there', () => {
  const at = hours('2026-03-07T05:00:00Z', '2026-03-10T04:00:00Z');
  const map = arrangeDays(at, at.map((_, i) => i), 'America/New_York');
  assert.deepEqual(map.days.map((day) => new Date(day).toISOString().slice(0, 10)), ['2026-03-07', '2026-03-08', '2026-03-09']);
  assert.equal(length(map, '2026-03-07'), 24);
  assert.equal(length(map, '2026-03-08'), 23);
  assert.equal(map.rows.length, 24);
  assert.equal(map.z[2][1], null);
  assert.equal(map.z[3][1], 24 + 2, 'what comes after 01 stands at 03');
});

test('the first Sunday of November has 25 hours in New York: 01 comes twice, each at its own row', () => {
  const at = hours('2026-10-31T04:00:00Z', '2026-11-03T05:00:00Z');
  const map = arrangeDays(at, at.map((_, i) => i), 'America/New_York');
  assert.equal(length(map, '2026-11-01'), 25);
  assert.equal(length(map, '2026-10-31'), 24);
  assert.deepEqual(map.rows.slice(0, 4).map(hourLabel), ['00', '01', '01*', '02']);
  assert.equal(map.z[1][1], 25);
  assert.equal(map.z[2][1], 26);
  assert.equal(map.z[2][0], null, 'other days have no second 01');
});

test('the last Sundays of March and October in Berlin', () => {
  const spring = hours('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z');
  assert.equal(length(arrangeDays(spring, spring, 'Europe/Berlin'), '2026-03-29'), 23);
  const autumn = hours('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z');
  const map = arrangeDays(autumn, autumn, 'Europe/Berlin');
  assert.equal(length(map, '2026-10-25'), 25);
  assert.ok(map.rows.map(hourLabel).includes('02*'));
});

test('Istanbul changed its clock in March 2016 and keeps it since', () => {
  const change = hours('2016-03-26T22:00:00Z', '2016-03-27T21:00:00Z');
  assert.equal(length(arrangeDays(change, change, 'Europe/Istanbul'), '2016-03-27'), 23);
  const now = hours('2026-10-24T21:00:00Z', '2026-10-25T21:00:00Z');
  assert.equal(length(arrangeDays(now, now, 'Europe/Istanbul'), '2026-10-25'), 24);
});

test('five-minute values are brought to the hour by their mean, and a day without values is an empty column', () => {
  const at = Float64Array.from([...hours('2026-11-01T08:00:00Z', '2026-11-01T09:00:00Z', 300_000), Date.parse('2026-11-03T08:00:00Z')]);
  const map = arrangeDays(at, at.map((_, i) => i), 'Etc/GMT+8');
  assert.equal(map.days.length, 3);
  assert.equal(map.z[0][0], 5.5);
  assert.ok(map.z.every((row) => row[1] === null));
  assert.deepEqual(arrangeDays([], [], 'UTC').days, []);
});

test('a clock knows the offset on both sides of a change, and which hour it shows twice', () => {
  const from = Date.parse('2026-10-24T00:00:00Z');
  const clock = new ZoneClock('Europe/Berlin', from, from + 3 * 24 * HOUR);
  const first = Date.parse('2026-10-25T00:30:00Z');
  assert.equal(clock.local(first), Date.parse('2026-10-25T02:30:00Z'));
  assert.equal(clock.local(first + HOUR), Date.parse('2026-10-25T02:30:00Z'));
  assert.deepEqual([clock.repeats(first), clock.repeats(first + HOUR), clock.repeats(first + 2 * HOUR)], [false, true, false]);
  assert.equal(clock.instant(Date.parse('2026-10-25T02:30:00Z')), first);
  assert.equal(offsetAt('Etc/GMT+8', from), -8 * HOUR);
});

test('a clock that is put forward answers for the time that it never showed', () => {
  const from = Date.parse('2026-03-28T00:00:00Z');
  const clock = new ZoneClock('Europe/Berlin', from, from + 3 * 24 * HOUR);
  assert.equal(clock.instant(Date.parse('2026-03-29T02:30:00Z')), Date.parse('2026-03-29T01:00:00Z'));
});

test('ticks stand at full hours and midnights of the market, over a change of the clock, too', () => {
  const from = Date.parse('2026-03-28T23:00:00Z');
  const to = from + 23 * HOUR;
  const ticks = timeTicks(from, to, 8, new ZoneClock('Europe/Berlin', from, to), 'en');
  assert.deepEqual(ticks.texts, ['00:00<br>Mar 29', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00', '00:00<br>Mar 30']);
  assert.equal((ticks.values[1] - ticks.values[0]) / HOUR, 2, 'an hour is missing');
  const days = timeTicks(from, from + 31 * 24 * HOUR, 10, new ZoneClock('Europe/Berlin', from, from + 31 * 24 * HOUR), 'tr');
  assert.ok(days.texts.length >= 4 && days.texts.length <= 10 && days.texts.every((text) => /^\d+ (Mar|Nis)$/.test(text)), days.texts.join());
  const years = timeTicks(0, 3 * 365 * 24 * HOUR, 8, new ZoneClock('UTC', 0, 3 * 365 * 24 * HOUR), 'en');
  assert.deepEqual(years.texts.slice(0, 2), ['Jan 1970', 'Jul 1970']);
  assert.deepEqual(timeTicks(5, 5, 4, new ZoneClock('UTC', 0, 1), 'en').values, []);
});
