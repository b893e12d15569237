import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absenceOf } from '../../GridApp/Features/Replay/absence.js';
import { MarketClock } from '../../GridApp/Features/Replay/market-clock.js';
import { factsOf, momentOf } from '../../GridApp/Features/Replay/moment-facts.js';
import { ReplayWords } from '../../GridApp/Features/Replay/replay-words.js';
import { SpanAnswers } from '../../GridApp/Features/Replay/span-answers.js';
import { timelineModel } from '../../GridApp/Features/Replay/timeline-model.js';

const HOUR = 3_600_000;
const origin = Date.parse('2026-11-19T08:00:00Z');
const words = new ReplayWords('en', { systemPrice: 'Price', 'mean.total': 'Mean price', 'mean.loss': 'Mean loss' }, new MarketClock([{ from: -Infinity, offset: -8 * HOUR }]), 'RTS');
const about = { component: 'total', unit: '$/MWh', words };

/** @type {import('../../GridApp/Features/Replay/system.js').SystemAnswer} */
const system = {
  start: '2026-11-19T08:00:00Z', end: '2026-11-20T08:00:00Z', kind: 'RTM', simulated: true, source: 'test', aggregated: false,
  series: [
    { name: 'price', unit: '$/MWh', at: [0, HOUR], minutes: [60, 60], values: [31.5, null] }, { name: 'load', unit: 'MW', at: [0], minutes: [60], values: [5812] },
    { name: 'forecast', unit: 'MW', at: [0], minutes: [60], values: [5900] }, { name: 'intensity', unit: 'gCO₂eq/kWh', at: [0], minutes: [60], values: [412] },
  ],
  fuels: { at: [0], minutes: [60], columns: [{ fuel: 'gas', values: [500] }] },
  binding: [{ at: 0, minutes: 60, lines: [{ lineId: 7, code: 'A27', flowMw: -500, limitMw: 500, shadowPrice: 41 }] }],
};

/** @type {import('../../GridApp/Features/Replay/system.js').PricesAnswer} */
const prices = {
  start: '2026-11-19T08:00:00Z', unit: '$/MWh', component: 'total', aggregated: false, nodes: 3, at: [0, HOUR], minutes: [60, 60],
  mean: [30, 32], least: [0, 0], p05: [12, 14], median: [31, 33], p95: [60, 900], most: [90, 999],
};

const incident = (/** @type {number} */ id, /** @type {number | null} */ plantId) => ({
  id, plantId, unit: null, lineId: plantId === null ? 7 : null, name: `Incident ${id}`, fuel: null, reason: null, capacityMw: 400, start: '2026-11-19T08:00:00Z', end: null, expectedEnd: null,
  simulated: true, longitude: null, latitude: null, reasons: null,
});

/** @type {import('../../GridApp/Features/Replay/incidents.js').IncidentsAnswer} */
const incidents = {
  start: '2026-11-19T08:00:00Z', end: '2026-11-20T08:00:00Z', market: 'RTS', known: 'now', leftOut: 0, statuses: ['available', 'forced_outage'], types: ['forced'],
  incidents: [incident(1, 11), incident(2, null)], segments: { incident: [0, 1], from: [0, 0], to: [HOUR, null], mw: [350, 20], type: [0, 0] },
  plants: [{ id: 11, at: [0, HOUR], status: [1, 0], availableMw: [50, 400] }],
};

/** @param {Partial<Record<import('../../GridApp/Features/Replay/span-data.js').PartName, unknown>>} parts */
function answers(parts) {
  const all = new SpanAnswers();
  for (const [name, value] of Object.entries(parts)) all.take(/** @type {import('../../GridApp/Features/Replay/span-data.js').PartName} */ (name), value);
  return all;
}

const everything = () => answers({ system, prices, incidents });

test('a moment has the figures of all that is known of it', () => {
  const { events, ...moment } = momentOf(origin + 300_000, 5, everything(), about);
  assert.deepEqual(moment, {
    at: origin + 300_000, minutes: 5, price: 31.5, priceUnit: '$/MWh', priceName: 'Price', spread: { low: 12, high: 60 }, load: 5812, forecast: 5900, out: 370, outCount: 2,
    intensity: 412, shed: NaN, binding: system.binding[0].lines,
  });
  assert.deepEqual(events.map(({ incident: { id }, mw, type, since }) => [id, mw, type, since]), [[1, 350, 'forced', origin], [2, 20, 'forced', origin]]);
});

test('where the market\'s own price has a gap no mean takes its place', () => {
  const moment = momentOf(origin + HOUR, 5, everything(), about);
  assert.deepEqual([moment.price, moment.priceName, moment.spread], [NaN, 'Price', { low: 14, high: 900 }]);
  assert.deepEqual([moment.out, moment.outCount, moment.load, moment.binding], [20, 1, NaN, []]);
});

test('a market without a price of its own, and a component of it, have the mean of the nodes', () => {
  const without = momentOf(origin, 5, answers({ prices, system: { ...system, series: [] } }), about);
  assert.deepEqual([without.price, without.priceName], [30, 'Mean price']);
  const loss = momentOf(origin, 5, everything(), { ...about, component: 'loss' });
  assert.deepEqual([loss.price, loss.priceName], [30, 'Mean loss']);
});

test('before anything has come nothing is known, which is no zero', () => {
  assert.deepEqual(momentOf(origin, 5, answers({}), about), {
    at: origin, minutes: 5, price: NaN, priceUnit: '$/MWh', priceName: 'Mean price', spread: null, load: NaN, forecast: NaN, out: 0, outCount: 0, intensity: NaN, shed: NaN, events: [], binding: [],
  });
});

test('tables and files have what the map has of the moment, and what the answers have', () => {
  const map = { component: 'total', unit: '$/MWh', fuelNames: { gas: 'Gas' }, statusNames: {}, nodes: null, zones: [], lines: null };
  const plants = /** @type {any} */ ({ count: 1, id: Int32Array.of(11) });
  const facts = (/** @type {number} */ at, /** @type {SpanAnswers} */ known, /** @type {any} */ all) => factsOf(momentOf(at, 5, known, about), known, { ...map, plants: all });
  const first = facts(origin, everything(), plants);
  assert.deepEqual([first.at, first.moment.at, first.fuels, first.fuelNames], [origin, origin, [{ fuel: 'gas', mw: 500 }], { gas: 'Gas' }]);
  assert.deepEqual(first.plants, { all: plants, states: [{ id: 11, status: 'forced_outage', availableMw: 50 }], names: new Map([[11, 'Incident 1']]) });
  assert.deepEqual(facts(origin + HOUR, everything(), plants).plants?.states, []);
  const none = facts(origin, answers({}), null);
  assert.deepEqual([none.plants, none.system, none.fuels], [null, null, []]);
});

test('the timeline draws the market\'s own price where there is one, and the band of its nodes', () => {
  const drawn = { ...about, until: origin + HOUR, standing: [], step: 300_000 };
  const own = timelineModel(everything(), drawn);
  assert.deepEqual([own.priceName, [...(own.price?.values ?? [])], [...(own.band?.high ?? [])]], ['Price · $/MWh', [31.5, NaN], [60, 900]]);
  assert.deepEqual([own.load?.values[0], own.out?.values[0], own.fuels?.columns[0].fuel], [5812, 370, 'gas']);
  const loss = timelineModel(everything(), { ...drawn, component: 'loss' });
  assert.deepEqual([loss.priceName, [...(loss.price?.values ?? [])]], ['Mean loss · $/MWh', [30, 32]]);
  const empty = timelineModel(answers({}), drawn);
  assert.deepEqual([empty.price, empty.band, empty.load, empty.fuels, empty.out, empty.events], [null, null, null, null, null, []]);
});

test('what is not there is said, and why; while it may still come it is not', () => {
  const here = { loaded: true, frame: /** @type {const} */ ('none'), awaited: true, future: false };
  const nobody = answers({ system: { ...system, series: [] }, prices: null, incidents: { ...incidents, incidents: [], segments: { incident: [], from: [], to: [], mw: [], type: [] }, plants: [] } });
  assert.deepEqual(absenceOf(nobody, here), { nothing: true, gap: null, leftOut: 0 });
  assert.deepEqual(absenceOf(nobody, { ...here, loaded: false }), { nothing: false, gap: null, leftOut: 0 });
  assert.equal(absenceOf(everything(), here).gap, 'gap');
  assert.equal(absenceOf(everything(), { ...here, future: true }).gap, 'gapFuture');
  assert.equal(absenceOf(answers({ system, incidents }), here).gap, 'gapSpan');
  assert.equal(absenceOf(everything(), { ...here, frame: 'failed' }).gap, 'gapFailed');
  assert.equal(absenceOf(everything(), { ...here, frame: 'loading' }).gap, null);
  assert.equal(absenceOf(everything(), { ...here, awaited: false }).gap, null, 'prices are off');
  assert.equal(absenceOf(answers({ incidents: { ...incidents, leftOut: 12 } }), here).leftOut, 12);
});
