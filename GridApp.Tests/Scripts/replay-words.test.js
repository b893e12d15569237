import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameCsv } from '../../GridApp/Features/Replay/frame-csv.js';
import { MarketClock } from '../../GridApp/Features/Replay/market-clock.js';
import { ReplayWords } from '../../GridApp/Features/Replay/replay-words.js';
import { TimeScale, height, niceScale } from '../../GridApp/Features/Replay/timeline-scale.js';

const HOUR = 3_600_000;
const at = (/** @type {string} */ iso) => Date.parse(iso);
const rts = new MarketClock([{ from: -Infinity, offset: -8 * HOUR }]);
const newYork = new MarketClock([{ from: -Infinity, offset: -4 * HOUR }, { from: at('2026-11-01T06:00:00Z'), offset: -5 * HOUR }]);
const words = (/** @type {string} */ locale, clock = rts) => new ReplayWords(locale, { none: '–', step: '{1} before {0}' }, clock, 'RTS');

test('a moment on the market\'s clock and in UTC, with the day where it differs', () => {
  const english = words('en');
  assert.equal(english.day(at('2026-11-20T06:30:00Z')), 'Thu, 19 Nov 2026');
  assert.equal(english.interval(at('2026-11-19T22:30:00Z'), 5), '14:30–14:35');
  assert.equal(english.zone(0), 'UTC−8');
  assert.equal(english.utc(at('2026-11-19T22:30:00Z')), '22:30 UTC');
  assert.equal(english.utc(at('2026-11-20T06:30:00Z')), '20 Nov 06:30 UTC');
  assert.equal(words('tr').day(at('2026-11-19T22:30:00Z')), '19 Kas 2026 Per');
});

test('the hour that comes twice is told apart', () => {
  const clock = words('en', newYork);
  assert.equal(clock.interval(at('2026-11-01T05:30:00Z'), 30), '01:30–01:00*');
  assert.equal(clock.time(at('2026-11-01T06:30:00Z')), '01:30*');
  assert.equal(clock.zone(at('2026-11-01T05:30:00Z')), 'UTC−4');
  assert.equal(clock.zone(at('2026-11-01T06:30:00Z')), 'UTC−5');
});

test('since when, as briefly as the moment allows', () => {
  const now = at('2026-11-19T22:30:00Z');
  assert.equal(words('en').since(at('2026-11-19T22:05:00Z'), now), '14:05');
  assert.equal(words('en').since(at('2026-11-16T20:00:00Z'), now), 'Mon');
  assert.equal(words('en').since(at('2026-11-03T20:00:00Z'), now), '3 Nov');
  assert.equal(words('en').when(at('2026-11-19T22:05:00Z'), now), '14:05');
  assert.equal(words('en').when(at('2026-11-03T20:00:00Z'), now), '3 Nov 12:00');
  assert.equal(words('en').when(at('2025-11-03T20:00:00Z'), now), 'Mon, 3 Nov 2025 12:00');
});

test('numbers as the language writes them', () => {
  assert.equal(words('en').number(5812.4), '5,812');
  assert.equal(words('tr').number(5812.44, 2), '5.812,44');
  assert.equal(words('en').number(NaN), '–');
  assert.equal(words('en').number(-0.001, 2), '0.00');
  assert.equal(words('en').power(4.25), '4.3');
  assert.equal(words('en').power(4), '4');
  assert.equal(words('en').power(655.4), '655');
  assert.equal(words('en').say('step', 'a', 'b'), 'b before a');
});

test('a file of the moment says what it is, keeps cents, leaves out what is not known and guards formulas', () => {
  const csv = frameCsv(['GridApp replay', 'two\nlines'], [
    { subject: 'node', id: 7, name: '=HYPERLINK("x")', quantity: 'total', value: Math.fround(61.4), unit: '$/MWh' },
    { subject: 'node', id: 8, name: 'silent', quantity: 'total', value: NaN, unit: '$/MWh' },
    { subject: 'event', id: 9, name: 'A, "B"', quantity: 'out', value: -350, unit: 'MW', since: at('2026-11-19T22:05:00Z') },
  ]);
  assert.deepEqual(csv.split('\r\n'), [
    '# GridApp replay', '# two lines', 'subject,id,name,quantity,value,unit,since_utc',
    'node,7,"\'=HYPERLINK(""x"")",total,61.4,$/MWh,', 'event,9,"A, ""B""",out,-350,MW,2026-11-19T22:05:00Z', '',
  ]);
});

test('time goes along the strip and back', () => {
  const scale = new TimeScale({ start: 0, end: 24 * HOUR }, 40, 1000);
  assert.equal(scale.x(0), 40);
  assert.equal(scale.x(12 * HOUR), 520);
  assert.equal(scale.at(520), 12 * HOUR);
  assert.equal(scale.at(-50), 0);
  assert.equal(scale.at(2000), 24 * HOUR - 1, 'the end is not in the span');
});

test('axes have round marks, hold negative prices, and begin at zero when it is near', () => {
  assert.deepEqual(niceScale(12, 58).marks, [0, 20, 40, 60]);
  assert.deepEqual(niceScale(-636, 3707).marks, [-2000, 0, 2000, 4000]);
  assert.deepEqual(niceScale(480, 500).marks, [480, 490, 500]);
  assert.deepEqual(niceScale(5, 5).marks.length > 1, true);
  assert.deepEqual(niceScale(NaN, NaN).marks, [0, 0.5, 1]);
  assert.equal(height({ low: 0, high: 10 }, 0, 100, 5), 50);
  assert.equal(height({ low: 0, high: 10 }, 0, 100, 50), 0, 'what is beyond stays on the strip');
});
