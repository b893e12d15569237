import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationCurve, thinned } from '../../GridApp/Components/Charts/duration.js';
import { columnOf, toFrame } from '../../GridApp/Components/Charts/frame.js';
import { resolveSeries } from '../../GridApp/Components/Charts/series.js';
import { quantile, spikeLimit, statistic } from '../../GridApp/Components/Charts/statistics.js';
import { heatScale } from '../../GridApp/Components/Charts/traces.js';
import { deviation, remarks, twinOf } from '../../GridApp/Components/Charts/twins.js';
import { Wording } from '../../GridApp/Components/Charts/wording.js';

const head = { unit: '$/MWh', timeZone: 'Etc/GMT+8', intervalMinutes: 60, simulated: true };
const prices = toFrame({
  ...head,
  points: [
    { at: '2026-11-20T08:00:00Z', ptf: 20, smf: 25, interim: false }, { at: '2026-11-20T09:00:00Z', ptf: -5, smf: -5, interim: false },
    { at: '2026-11-20T10:00:00Z', ptf: 30, smf: 10, interim: true }, { at: '2026-11-20T11:00:00Z', ptf: 40, smf: null, interim: true },
  ],
});
const texts = { none: '–', time: 'Start', share: '%', others: 'Others', total: 'Total', interim: 'interim', was: 'was {0} until {1}', corrected: 'corrected' };

test('an answer becomes columns; what is not known is no number', () => {
  assert.equal(prices.at[0], Date.parse('2026-11-20T08:00:00Z'));
  assert.deepEqual([...columnOf(prices, 'smf')], [25, -5, 10, NaN]);
  assert.deepEqual([...columnOf(prices, 'smf-ptf')], [5, 0, -20, NaN]);
  assert.deepEqual([...(prices.interim ?? [])], [0, 0, 1, 1]);
  assert.ok(columnOf(prices, 'nothing').every(Number.isNaN));
  assert.throws(() => toFrame({ items: [] }), TypeError);
  assert.equal(toFrame({ ...head, points: [] }).at.length, 0);
});

test('figures of a span', () => {
  const value = (/** @type {string} */ key) => statistic(prices, key).value;
  assert.equal(value('ptf.mean'), 21.25);
  assert.deepEqual([value('ptf.min'), value('ptf.max')], [-5, 40]);
  assert.equal(value('ptf.maxAt'), Date.parse('2026-11-20T11:00:00Z'));
  assert.equal(value('smf.last'), 10);
  assert.equal(value('ptf.negativeHours'), 1);
  assert.deepEqual([value('smf-ptf.aboveHours'), value('smf-ptf.belowHours'), value('smf-ptf.evenHours')], [1, 1, 1], 'short, long, balanced');
  assert.equal(value('smf-ptf.bias'), -5);
  assert.equal(value('smf-ptf.mae'), 25 / 3);
  assert.ok(Number.isNaN(value('nothing.mean')));
  assert.throws(() => value('ptf.mode'), RangeError);
});

test('energy counts the length of the intervals', () => {
  const frame = toFrame({ ...head, unit: 'MW', intervalMinutes: 5, points: [{ at: '2026-11-20T08:00:00Z', actual: 120, forecast: 100 }, { at: '2026-11-20T08:05:00Z', actual: 240, forecast: null }] });
  assert.deepEqual(statistic(frame, 'actual.energy'), { value: 30, measure: 'energy' });
  assert.equal(statistic(frame, 'actual-forecast.mae').value, 20);
  assert.equal(statistic(frame, 'actual-forecast.maeShare').value, 20 / 180);
});

test('a spike stands out of the span; a few values have none', () => {
  const values = Array.from({ length: 24 }, (_, i) => 30 + (i % 5));
  assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5);
  assert.ok(Number.isNaN(spikeLimit([1, 2, 300])));
  assert.ok(spikeLimit([...values, 500]) < 100);
});

test('hours at zero are those that are printed so', () => {
  const points = [0, 0.004, -0.004, 0.005, -0.01, 7, null].map((a, i) => ({ at: new Date(Date.UTC(2026, 10, 20, i)).toISOString(), a }));
  assert.deepEqual(statistic(toFrame({ ...head, points }), 'a.zeroHours'), { value: 3, measure: 'hours' });
});

test('a spread is a spike on the scale of the prices, up or down, not on its own', () => {
  // Two nodes that mostly cost the same: on the spread's own scale each of its cents would stand out.
  const points = Array.from({ length: 24 }, (_, i) => ({ at: new Date(Date.UTC(2026, 10, 20, i)).toISOString(), a: 30 + (i % 5), b: 30 + (i % 5) + (i === 3 ? 0.01 : i === 7 ? 40 : i === 9 ? -40 : 0) }));
  const frame = toFrame({ ...head, points });
  const limit = statistic(frame, 'b-a.spikeLimit').value;
  assert.equal(limit, 3 * (quantile(Float64Array.from(points, (point) => point.a).sort(), 0.75) - quantile(Float64Array.from(points, (point) => point.a).sort(), 0.25)));
  assert.deepEqual(statistic(frame, 'b-a.spikeHours'), { value: 2, measure: 'hours' });
  const flat = toFrame({ ...head, points: points.map((point) => ({ ...point, b: point.b - point.a + 30, a: 30 })) });
  assert.equal(statistic(flat, 'b-a.spikeLimit').value, 0.5);
  assert.equal(statistic(flat, 'b-a.spikeHours').value, 2);
  assert.ok(Number.isNaN(statistic(toFrame({ ...head, points: points.slice(0, 5) }), 'b-a.spikeLimit').value));
});

test('a duration curve falls and ends at all of the known time', () => {
  const curve = durationCurve([30, NaN, 10, 20, 40]);
  assert.deepEqual(curve.value, [40, 40, 30, 20, 10]);
  assert.deepEqual(curve.share, [0, 25, 50, 75, 100]);
  assert.deepEqual(durationCurve([NaN]), { share: [], value: [] });
  const long = durationCurve(Array.from({ length: 8928 }, (_, i) => i));
  const short = thinned(long, 400);
  assert.equal(short.value.length, 400);
  assert.deepEqual([short.value[0], short.value[399], short.share[399]], [8927, 0, 100]);
});

test('groups come largest first, and the small ones together', () => {
  const points = (/** @type {number} */ mw) => [{ at: '2026-11-20T08:00:00Z', planned: mw, actual: mw, settlement: null }];
  const frame = toFrame({
    ...head, unit: 'MW', points: points(78),
    groups: Array.from({ length: 12 }, (_, i) => ({ key: String(i + 1), name: `Plant ${i + 1}`, fuel: 'gas', points: points(i + 1) })),
  });
  /** @type {import('../../GridApp/Components/Charts/series.js').ChartSpec} */
  const spec = { id: 'x', kind: 'stack', title: 'x', price: false, series: [], value: 'actual', marks: null };
  const series = resolveSeries(spec, frame, texts, {});
  assert.deepEqual(series.map((one) => one.name), ['Plant 12', 'Plant 11', 'Plant 10', 'Plant 9', 'Plant 8', 'Plant 7', 'Plant 6', 'Others']);
  assert.equal(series[7].values[0], 1 + 2 + 3 + 4 + 5);
  assert.deepEqual(resolveSeries({ ...spec, value: 'settlement' }, frame, texts, {}), []);
  assert.equal(deviation(frame, '12'), 0);
});

test('fuels keep their colours and the reader\'s names', () => {
  const frame = toFrame({ ...head, unit: 'MW', times: ['2026-11-20T08:00:00Z'], series: [{ fuel: 'wind', mw: [10] }, { fuel: 'gas', mw: [30] }, { fuel: 'oil', mw: [null] }] });
  const series = resolveSeries({ id: 'x', kind: 'stack', title: 'x', price: false, series: [], value: 'actual', marks: null }, frame, texts, { gas: 'Gaz', wind: 'Rüzgâr' });
  assert.deepEqual(series.map(({ name, color }) => [name, color]), [['Gaz', 'fuel-gas'], ['Rüzgâr', 'fuel-wind']]);
});

test('one spike does not make all other hours grey', () => {
  const row = Array.from({ length: 100 }, (_, i) => i);
  const { low, middle, high } = heatScale([[...row, 100_000, null]]);
  assert.ok(high < 110 && low >= 0 && low < middle && middle < high);
  assert.deepEqual(heatScale([[7, 7]]), { low: 6, middle: 7, high: 8 });
});

test('numbers and moments are written in the reader\'s language on the market\'s clock', () => {
  const english = new Wording('en', texts);
  const turkish = new Wording('tr', texts);
  const at = Date.parse('2026-11-01T09:00:00Z');
  for (const wording of [english, turkish]) wording.use('America/Los_Angeles', at - 5 * 3_600_000, at + 3_600_000);
  assert.equal(english.number(1234.5, true), '1,234.50');
  assert.equal(turkish.number(1234.5, true), '1.234,50');
  assert.equal(english.number(5812.4, false), '5,812');
  assert.equal(english.number(NaN, true), '–');
  assert.equal(english.moment(at), '1 Nov 01:00*');
  assert.match(turkish.interval(at, 60), /2026 · 01:00\*–02:00$|Paz.*01:00\*–02:00$/);
  assert.deepEqual(['Etc/GMT+8', 'Etc/GMT-3', 'Etc/UTC', 'Europe/Istanbul'].map((zone) => english.zone(zone)), ['UTC−8', 'UTC+3', 'UTC', 'Europe/Istanbul']);
  assert.equal(english.statistic({ value: 0.0123, measure: 'share' }, false), '1.2%');
});

test('what was corrected is told beside its value, and listed', () => {
  const frame = toFrame({
    ...head, simulated: false,
    points: [{ at: '2026-11-20T08:00:00Z', ptf: 20, smf: 25, interim: true }, { at: '2026-11-20T09:00:00Z', ptf: -5, smf: -5, interim: false }],
    corrections: [
      { at: '2026-11-20T08:00:00Z', value: 'ptf', before: 12.3, after: 20, knownUntil: '2026-11-21T10:05:00Z' },
      { at: '2026-11-20T08:00:00Z', value: 'ptf', before: 11, after: 12.3, knownUntil: '2026-11-21T09:05:00Z' },
    ],
  });
  const spec = { id: 'prices', kind: /** @type {const} */ ('corrections'), title: '', price: true, value: null, marks: null, series: [{ column: 'ptf', name: 'MCP', color: 'series-1', dash: false, below: null, belowName: null }] };
  const wording = new Wording('en', texts);
  wording.use('Etc/GMT+8', frame.at[0], frame.at[1]);
  assert.deepEqual(remarks({ spec, frame, wording }, 'ptf', 0), ['interim', 'was 12.30 until 21 Nov 2026 02:05']);
  assert.deepEqual(remarks({ spec, frame, wording }, 'smf', 0), []);
  assert.deepEqual(remarks({ spec, frame, wording }, 'ptf', 1), []);
  const columns = { group: '', value: 'Value', before: 'Before', after: 'After', until: 'Replaced' };
  const twin = twinOf({ spec, frame, series: [], wording, fuels: {}, columns });
  assert.equal(twin.count, 2);
  assert.deepEqual(twin.row(1), ['20 Nov 00:00', 'MCP', '11.00', '12.30', '21 Nov 2026 01:05']);
});

test('in the simulated market it is the balancing price that is interim', () => {
  const spec = { id: 'prices', kind: /** @type {const} */ ('lines'), title: '', price: true, value: null, marks: null, series: [] };
  const wording = new Wording('en', texts);
  assert.deepEqual(remarks({ spec, frame: prices, wording }, 'smf', 2), ['interim']);
  assert.deepEqual(remarks({ spec, frame: prices, wording }, 'ptf', 2), []);
});

test('a unit is printed with its index', () => assert.equal(new Wording('en', texts).unit('gCO2/kWh'), 'gCO₂/kWh'));

test('times that are missing are a gap; longer intervals are none', () => {
  const points = (/** @type {string[]} */ times) => times.map((time, i) => ({ at: `2026-11-20T${time}:00Z`, ptf: i, interim: false }));
  const gap = toFrame({ ...head, points: points(['08:00', '09:00', '12:00', '13:00']) });
  assert.deepEqual([...columnOf(gap, 'ptf')], [0, 1, NaN, 2, 3]);
  assert.equal(gap.at[2], Date.parse('2026-11-20T10:00:00Z'));
  assert.deepEqual([...(gap.interim ?? [])], [0, 0, 0, 0, 0]);
  assert.equal(toFrame({ ...head, intervalMinutes: 5, points: points(['08:00', '09:00', '10:00', '11:00', '11:05', '11:10']) }).at.length, 6);
});
