import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstState, kindOf, minutesOf, newestOf } from '../../GridApp/Features/Replay/beginning.js';
import { MarketClock } from '../../GridApp/Features/Replay/market-clock.js';
import { framesQuestion, spanQuestions } from '../../GridApp/Features/Replay/questions.js';
import { SpanAnswers } from '../../GridApp/Features/Replay/span-answers.js';

const HOUR = 3_600_000;
const at = (/** @type {string} */ iso) => Date.parse(iso);
const zone = new MarketClock([{ from: -Infinity, offset: -8 * HOUR }]);
const now = at('2026-11-19T22:30:00Z');
const dayAhead = { kind: 'DAM', minutes: 60, newest: '2026-11-20T08:00:00Z' };
const realTime = { kind: 'RTM', minutes: 5, newest: '2026-11-19T22:25:00Z' };
const silent = { kind: 'FMM', minutes: 15, newest: null };

test('the series that is asked for is played, else real time, else any that has something', () => {
  assert.equal(kindOf([dayAhead, realTime, silent], 'FMM'), silent);
  assert.equal(kindOf([dayAhead, realTime], 'XYZ'), realTime);
  assert.equal(kindOf([silent, dayAhead, { ...realTime, newest: null }], null), dayAhead);
  assert.equal(kindOf([silent], null), null);
  assert.deepEqual([minutesOf(dayAhead), minutesOf(null)], [60, 5]);
});

test('a market that runs is followed when the address names no time', () => {
  const options = /** @type {any} */ ({ kinds: [realTime], market: { code: 'RTS' } });
  const first = (/** @type {string} */ query, /** @type {number} */ present = now) => firstState(query, options, present);
  assert.deepEqual([first('').live, first('').kind, first('?market=OTHER').market], [true, 'RTM', 'RTS']);
  assert.equal(first('?day=2026-11-19').live, false);
  assert.equal(first('?at=2026-11-19T20:00Z').live, false);
  assert.equal(first('?day=2026-11-19&live=1').live, true);
  assert.equal(first('', now + 2 * HOUR).live, false, 'it has not been running for hours');
  assert.deepEqual([firstState('', { ...options, kinds: [] }, now).live, firstState('', { ...options, kinds: [] }, now).kind], [false, null]);
});

test('it begins with the last interval that has come, never in the future', () => {
  const day = { start: at('2026-11-19T08:00:00Z'), end: at('2026-11-20T08:00:00Z') };
  assert.deepEqual(newestOf(realTime, null, now, zone), { span: day, at: at('2026-11-19T22:20:00Z') });
  assert.deepEqual(newestOf(dayAhead, null, now, zone), { span: day, at: now - HOUR });
  assert.deepEqual(newestOf(null, '2026-11-18T10:00:00Z', now, zone).at, at('2026-11-18T09:55:00Z'));
  assert.deepEqual(newestOf(null, null, now, zone).at, now - 300_000);
});

test('only what is looked at, and what the market has, is asked for', () => {
  const place = { api: '/api/v1', market: { code: 'RTS', simulated: true } };
  const span = { start: at('2026-11-19T08:00:00Z'), end: at('2026-11-20T08:00:00Z') };
  const of = 'market=RTS&start=2026-11-19T08:00:00.000Z&end=2026-11-20T08:00:00.000Z';
  const series = { kind: realTime, component: 'loss', coarse: false };
  assert.deepEqual(spanQuestions(place, span, series, { known: 'then', lines: true }), {
    incidents: `/api/v1/replay/incidents?${of}&known=then`, system: `/api/v1/replay/system?${of}&kind=RTM`, prices: `/api/v1/replay/prices?${of}&kind=RTM&component=loss`,
    flows: `/api/v1/replay/flows?${of}&kind=RTM`,
  });
  assert.deepEqual(spanQuestions(place, span, { ...series, kind: null }, { known: 'now', lines: false }), {
    incidents: `/api/v1/replay/incidents?${of}`, system: `/api/v1/replay/system?${of}`, prices: null, flows: null,
  });
  assert.equal(spanQuestions({ ...place, market: { code: 'RTS', simulated: false } }, span, series, { known: 'now', lines: true }).flows, null, 'real markets publish no flows');
  assert.equal(framesQuestion(place, series, span), '/api/v1/prices/frames?market=RTS&kind=RTM&component=loss&start=2026-11-19T08:00:00.000Z&end=2026-11-20T08:00:00.000Z');
  assert.match(framesQuestion(place, { ...series, coarse: true }, span), /^\/api\/v1\/replay\/frames\?/);
});

test('there is something to play until the numbers end, or until now while there are none', () => {
  const answers = new SpanAnswers();
  const span = { start: now - HOUR, end: now + HOUR };
  assert.deepEqual([answers.end, answers.endIn(span, now), answers.endIn(span, now - 2 * HOUR)], [-Infinity, now, span.end]);
  const mean = [1, 2];
  answers.take('prices', { start: new Date(span.start).toISOString(), unit: '', component: 'total', at: [0, 300_000], minutes: [5, 5], mean, p05: mean, median: mean, p95: mean });
  assert.deepEqual([answers.end, answers.endIn(span, now)], [span.start + 600_000, span.start + 600_000]);
  assert.equal(answers.endIn({ start: span.start, end: span.start + 300_000 }, now), span.start + 300_000);
  answers.take('prices', null);
  assert.equal(answers.summary, null);
});

test('flows that cannot be read are none, and that is said', () => {
  const answers = new SpanAnswers();
  assert.equal(answers.take('flows', new ArrayBuffer(3)), false);
  assert.equal(answers.flows, null);
  assert.equal(answers.take('flows', null), true);
});
