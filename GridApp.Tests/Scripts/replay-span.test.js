import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarketClock } from '../../GridApp/Features/Replay/market-clock.js';
import { clampTo, isCoarse, levelOf, neighbour, playable, spanAround, stepMinutes, zoomed } from '../../GridApp/Features/Replay/span.js';

const HOUR = 3_600_000;
const at = (/** @type {string} */ iso) => Date.parse(iso);
const iso = (/** @type {{start: number, end: number}} */ span) => [new Date(span.start).toISOString().slice(0, 16), new Date(span.end).toISOString().slice(0, 16)];

/** What the server says of New York in 2026. */
const newYork = new MarketClock([
  { from: -Infinity, offset: -5 * HOUR },
  { from: at('2026-03-08T07:00:00Z'), offset: -4 * HOUR },
  { from: at('2026-11-01T06:00:00Z'), offset: -5 * HOUR },
]);
const berlin = new MarketClock([
  { from: -Infinity, offset: HOUR },
  { from: at('2026-03-29T01:00:00Z'), offset: 2 * HOUR },
  { from: at('2026-10-25T01:00:00Z'), offset: HOUR },
]);
const rts = new MarketClock([{ from: -Infinity, offset: -8 * HOUR }]);

test('the second Sunday of March has 23 hours in New York, the first Sunday of November 25', () => {
  assert.equal(newYork.hoursOfDay(at('2026-03-08T12:00:00Z')), 23);
  assert.equal(newYork.hoursOfDay(at('2026-11-01T12:00:00Z')), 25);
  assert.equal(newYork.hoursOfDay(at('2026-11-02T12:00:00Z')), 24);
  assert.deepEqual(iso(spanAround('day', at('2026-03-08T12:00:00Z'), newYork)), ['2026-03-08T05:00', '2026-03-09T04:00']);
  assert.deepEqual(iso(spanAround('day', at('2026-11-01T05:30:00Z'), newYork)), ['2026-11-01T04:00', '2026-11-02T05:00']);
});

test('the last Sundays of March and October in Berlin', () => {
  assert.equal(berlin.hoursOfDay(at('2026-03-29T12:00:00Z')), 23);
  assert.equal(berlin.hoursOfDay(at('2026-10-25T12:00:00Z')), 25);
});

test('an hour that comes twice is known by its second time, and is an hour each time', () => {
  assert.equal(newYork.repeats(at('2026-11-01T05:30:00Z')), false);
  assert.equal(newYork.repeats(at('2026-11-01T06:30:00Z')), true);
  assert.deepEqual(iso(spanAround('hour', at('2026-11-01T06:30:00Z'), newYork)), ['2026-11-01T06:00', '2026-11-01T07:00']);
  assert.equal(newYork.local(at('2026-11-01T05:30:00Z')), newYork.local(at('2026-11-01T06:30:00Z')));
});

test('days are read and written as the market counts them', () => {
  assert.equal(rts.day(at('2026-11-20T07:59:00Z')), '2026-11-19');
  assert.equal(rts.startOf('2026-11-19'), at('2026-11-19T08:00:00Z'));
  assert.equal(newYork.startOf('2026-11-01'), at('2026-11-01T04:00:00Z'));
  for (const wrong of ['', '2026-02-30', '2026-13-01', 'yesterday', '2026-1-1']) assert.equal(rts.startOf(wrong), null, wrong);
});

test('a day later is the same time of the wall, also over a change of the clock', () => {
  assert.equal(newYork.sameTime(at('2026-10-31T16:00:00Z'), 1), at('2026-11-01T17:00:00Z'));
  assert.equal(newYork.sameTime(at('2026-03-07T07:30:00Z'), 1), at('2026-03-08T07:00:00Z'), '02:30 is not there: the moment of the jump');
});

test('levels lie on the calendar of the market, and are known again', () => {
  const moment = at('2026-11-19T22:34:00Z');
  assert.deepEqual(iso(spanAround('hour', moment, rts)), ['2026-11-19T22:00', '2026-11-19T23:00']);
  assert.deepEqual(iso(spanAround('six-hours', moment, rts)), ['2026-11-19T20:00', '2026-11-20T02:00']);
  assert.deepEqual(iso(spanAround('day', moment, rts)), ['2026-11-19T08:00', '2026-11-20T08:00']);
  assert.deepEqual(iso(spanAround('week', moment, rts)), ['2026-11-16T08:00', '2026-11-23T08:00']);
  assert.deepEqual(iso(spanAround('month', moment, rts)), ['2026-11-01T08:00', '2026-12-01T08:00']);
  for (const level of /** @type {const} */ (['hour', 'six-hours', 'day', 'week', 'month'])) assert.equal(levelOf(spanAround(level, moment, rts), rts), level);
  assert.equal(levelOf({ start: moment, end: moment + 3 * HOUR }, rts), null);
});

test('zooming goes from level to level around the moment, and stops at an hour and at a month', () => {
  const moment = at('2026-11-19T22:34:00Z');
  const day = spanAround('day', moment, rts);
  assert.deepEqual(zoomed(day, moment, 1, rts), spanAround('week', moment, rts));
  assert.deepEqual(zoomed(day, moment, -1, rts), spanAround('six-hours', moment, rts));
  const drawn = { start: moment - 2 * HOUR, end: moment + HOUR };
  assert.deepEqual(zoomed(drawn, moment, 1, rts), spanAround('six-hours', moment, rts));
  const [hour, month] = [spanAround('hour', moment, rts), spanAround('month', moment, rts)];
  assert.deepEqual(zoomed(hour, moment, -1, rts), hour);
  assert.deepEqual(zoomed(month, moment, 1, rts), month);
  const long = spanAround('day', at('2026-11-01T12:00:00Z'), newYork);
  assert.deepEqual(iso(zoomed(long, at('2026-11-01T12:00:00Z'), 1, newYork)), ['2026-10-26T04:00', '2026-11-02T05:00']);
});

test('the next day of a day of 25 hours is the day after it', () => {
  const long = spanAround('day', at('2026-11-01T12:00:00Z'), newYork);
  assert.deepEqual(iso(neighbour(long, 1, newYork)), ['2026-11-02T05:00', '2026-11-03T05:00']);
  assert.deepEqual(iso(neighbour(long, -1, newYork)), ['2026-10-31T04:00', '2026-11-01T04:00']);
  assert.deepEqual(neighbour({ start: 0, end: 3 * HOUR + 1 }, 1, rts), { start: 3 * HOUR + 1, end: 2 * (3 * HOUR + 1) });
});

test('what is drawn by hand becomes at least an hour and at most a month of whole steps', () => {
  const moment = at('2026-11-19T22:32:10Z');
  assert.deepEqual(playable(moment, moment, 5), null);
  assert.deepEqual(playable(NaN, moment, 5), null);
  const tiny = playable(moment, moment + 60_000, 5);
  assert.equal(tiny && tiny.end - tiny.start, HOUR);
  assert.deepEqual(playable(at('2026-11-19T14:03:00Z'), at('2026-11-19T10:01:00Z'), 5), { start: at('2026-11-19T10:00:00Z'), end: at('2026-11-19T14:05:00Z') });
  const endless = playable(0, 400 * 24 * HOUR, 5);
  assert.equal(endless && endless.end - endless.start, 31 * 24 * HOUR + HOUR);
});

test('a week is exact, even the one in which the clock goes back; more goes by the hour', () => {
  const long = spanAround('week', at('2026-11-01T12:00:00Z'), newYork);
  assert.equal((long.end - long.start) / HOUR, 169);
  assert.equal(isCoarse(long), false);
  assert.equal(stepMinutes(long, 5), 5);
  const month = spanAround('month', at('2026-11-01T12:00:00Z'), newYork);
  assert.equal(isCoarse(month), true);
  assert.equal(stepMinutes(month, 5), 60);
  assert.equal(stepMinutes(month, 60), 60);
});

test('a moment outside of the span becomes its nearest', () => {
  const span = { start: 1000, end: 2000 };
  assert.equal(clampTo(span, 5), 1000);
  assert.equal(clampTo(span, 2000), 1999);
  assert.equal(clampTo(span, 1500), 1500);
});
