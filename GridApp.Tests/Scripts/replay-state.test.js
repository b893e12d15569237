import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarketClock } from '../../GridApp/Features/Replay/market-clock.js';
import { atMoment, DEFAULTS, readState, resolve, withSpan, writeState } from '../../GridApp/Features/Replay/replay-state.js';

const HOUR = 3_600_000;
const at = (/** @type {string} */ iso) => Date.parse(iso);
const rts = new MarketClock([{ from: -Infinity, offset: -8 * HOUR }]);
const today = { span: { start: at('2026-11-20T08:00:00Z'), end: at('2026-11-21T08:00:00Z') }, at: at('2026-11-20T12:00:00Z') };

test('an empty address is the default, and the default an empty address', () => {
  assert.deepEqual(readState(''), DEFAULTS);
  assert.equal(writeState(DEFAULTS), '');
});

test('every part of a state comes back from its address', () => {
  /** @type {import('../../GridApp/Features/Replay/replay-state.js').ReplayState} */
  const state = {
    market: 'DE_LU', kind: 'DAM', day: null, start: at('2026-11-19T08:00:00Z'), end: at('2026-11-19T14:35:00Z'), at: at('2026-11-19T09:05:20Z'), component: 'congestion', price: 'nodes',
    plants: false, lines: false, zones: true, speed: 10, loop: true, live: false, known: 'then', charts: true, table: 'nodes', view: { latitude: 34.5, longitude: -118.2513, zoom: 7.5 },
  };
  const query = writeState(state);
  assert.deepEqual(readState(`?${query}`), state);
  assert.equal(query, 'market=DE_LU&kind=DAM&start=2026-11-19T08:00Z&end=2026-11-19T14:35Z&at=2026-11-19T09:05:20Z&component=congestion&price=nodes&plants=0&lines=0&zones=1&speed=10&loop=1'
    + '&known=then&charts=1&table=nodes&lat=34.5&lng=-118.2513&z=7.5');
});

test('what cannot be read counts as absent', () => {
  const odd = 'market=%3Cscript%3E&kind=&day=2026-1-1&start=yesterday&end=2026-11-19&at=2026-11-19T25:00Z&component=price&price=&plants=yes&speed=7&known=never&table=x&lat=99&lng=0&z=3';
  assert.deepEqual(readState(odd), DEFAULTS);
  assert.equal(readState('at=2026-11-19T14:30').at, null, 'a time without a zone would mean the reader\'s');
});

test('a market day has its name in the address; another span its ends', () => {
  const day = withSpan(DEFAULTS, { start: at('2026-11-19T08:00:00Z'), end: at('2026-11-20T08:00:00Z') }, rts);
  assert.equal(writeState(day), 'day=2026-11-19');
  const hours = withSpan(day, { start: at('2026-11-19T08:00:00Z'), end: at('2026-11-19T12:00:00Z') }, rts);
  assert.equal(writeState(hours), 'start=2026-11-19T08:00Z&end=2026-11-19T12:00Z');
});

test('who hands a moment on does not hand on the present that it was seen in', () => {
  const live = { ...DEFAULTS, live: true, day: '2026-11-19' };
  assert.equal(writeState(live), 'day=2026-11-19&live=1');
  assert.equal(writeState(atMoment(live, at('2026-11-19T22:30:00Z'))), 'day=2026-11-19&at=2026-11-19T22:30Z');
});

test('an address without a span means the newest day; one with only a moment, the day around it', () => {
  assert.deepEqual(resolve(DEFAULTS, rts, 5, today), { ...today, moved: false });
  const moment = resolve(readState('at=2026-11-18T22:30Z'), rts, 5, today);
  assert.deepEqual(moment, { span: { start: at('2026-11-18T08:00:00Z'), end: at('2026-11-19T08:00:00Z') }, at: at('2026-11-18T22:30:00Z'), moved: false });
  assert.equal(resolve(readState('day=2026-11-18'), rts, 5, today).at, at('2026-11-18T08:00:00Z'));
});

test('an address that is live begins at the present: in its span, or in today where its day is over', () => {
  const day = { start: at('2026-11-19T08:00:00Z'), end: at('2026-11-20T08:00:00Z') };
  const here = { span: { ...day }, at: at('2026-11-19T22:30:00Z') };
  assert.deepEqual(resolve(readState('day=2026-11-19&live=1'), rts, 5, here), { ...here, moved: false });
  assert.deepEqual(resolve(readState('day=2026-11-12&live=1'), rts, 5, here), { ...here, moved: false });
  const week = resolve(readState('start=2026-11-15T08:00Z&end=2026-11-22T08:00Z&live=1'), rts, 5, here);
  assert.deepEqual([week.span.end - week.span.start, week.at], [7 * 24 * HOUR, here.at]);
});

test('a moment outside of the span goes to its nearest, and says so', () => {
  const before = resolve(readState('day=2026-11-18&at=2020-01-01T00:00Z'), rts, 5, today);
  assert.deepEqual([before.at, before.moved], [at('2026-11-18T08:00:00Z'), true]);
  const after = resolve(readState('day=2026-11-18&at=2030-01-01T00:00Z'), rts, 5, today);
  assert.deepEqual([after.at, after.moved], [at('2026-11-19T08:00:00Z') - 1, true]);
});

test('a span that is none is not followed, and one that is too long is cut', () => {
  assert.deepEqual(resolve(readState('start=2026-11-19T08:00Z&end=2026-11-18T08:00Z'), rts, 5, today).span, today.span);
  assert.deepEqual(resolve(readState('day=2026-02-30'), rts, 5, today).span, today.span);
  const year = resolve(readState('start=2025-11-19T08:00Z&end=2026-11-18T08:00Z'), rts, 5, today).span;
  assert.equal(year.end - year.start, 31 * 24 * HOUR + HOUR);
});
