import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barLength, density } from '../../GridApp/Features/Replay/density.js';
import { Incidents } from '../../GridApp/Features/Replay/incidents.js';
import { IntervalIndex, lastUpTo, lowerBound } from '../../GridApp/Features/Replay/interval-index.js';
import { holding, sumOf, valueAt } from '../../GridApp/Features/Replay/step-series.js';

const HOUR = 3_600_000;

/** Numbers that come out the same each time. @param {number} seed */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

test('intervals are half-open: the start is in, the end is not', () => {
  const index = new IntervalIndex([10, 20, 30], [20, Infinity, 30]);
  assert.deepEqual(index.at(9), []);
  assert.deepEqual(index.at(10), [0]);
  assert.deepEqual(index.at(19.9), [0]);
  assert.deepEqual(index.at(20), [1], 'the first is over in the moment in which the second begins');
  assert.deepEqual(index.at(30), [1], 'what ends as it begins was never there');
  assert.deepEqual(index.at(1e15), [1], 'and what has no end lasts');
  assert.deepEqual(new IntervalIndex([], []).at(0), []);
});

test('the index finds what looking at every interval finds', () => {
  const next = random(7);
  const starts = Array.from({ length: 700 }, () => Math.floor(next() * 1000));
  const ends = starts.map((start) => (next() < 0.1 ? Infinity : start + Math.floor(next() ** 3 * 400)));
  const index = new IntervalIndex(starts, ends);
  for (let at = -5; at < 1400; at += 3) {
    const slow = starts.flatMap((start, i) => (start <= at && at < ends[i] ? [i] : []));
    assert.deepEqual(index.at(at).sort((a, b) => a - b), slow, `at ${at}`);
  }
  assert.deepEqual(index.startingIn(100, 110).sort((a, b) => a - b), starts.flatMap((start, i) => (start >= 100 && start < 110 ? [i] : [])));
});

test('sums step up and down at the intervals\' ends', () => {
  const sum = sumOf([0, 10, 10], [20, 20, Infinity], [0.1, 0.2, 5]);
  assert.deepEqual([...sum.times], [0, 10, 20]);
  assert.equal(valueAt(sum, -1), 0);
  assert.equal(valueAt(sum, 0), 0.1);
  assert.ok(Math.abs(valueAt(sum, 15) - 5.3) < 1e-9);
  assert.ok(Math.abs(valueAt(sum, 20) - 5) < 1e-9);
  const dust = sumOf([0, 1, 2], [3, 3, 3], [0.1, 0.2, 0.3]);
  assert.equal(valueAt(dust, 3), 0, 'no dust of binary fractions remains');
});

test('an interval of a series holds until its minutes are over: then there is a gap', () => {
  const times = Float64Array.from([0, 5, 20].map((minute) => minute * 60_000));
  assert.equal(holding(times, 5, -1), -1);
  assert.equal(holding(times, 5, 4.9 * 60_000), 0);
  assert.equal(holding(times, 5, 12 * 60_000), -1);
  assert.equal(holding(times, [5, 15, 60], 12 * 60_000), 1);
  assert.equal(holding(times, [5, 15, 60], 79 * 60_000), 2);
});

test('places in a sorted list', () => {
  const sorted = [1, 3, 3, 7];
  assert.deepEqual([0, 1, 3, 4, 8].map((value) => lowerBound(sorted, value)), [0, 0, 1, 3, 4]);
  assert.deepEqual([0, 1, 3, 4, 8].map((value) => lastUpTo(sorted, value)), [-1, 0, 2, 2, 3]);
});

test('events are counted by bars that are whole steps', () => {
  const day = { start: 0, end: 24 * HOUR };
  assert.equal(barLength(day, 5 * 60_000, 96), 15 * 60_000);
  assert.equal(barLength({ start: 0, end: 31 * 24 * HOUR }, HOUR, 1000), HOUR, 'beyond a week: by the hour');
  assert.equal(barLength(day, 15 * 60_000, 1000), 15 * 60_000);
  const bars = density([-1, 0, 1, HOUR, 24 * HOUR - 1, 24 * HOUR], day, HOUR);
  assert.equal(bars.counts.length, 24);
  assert.deepEqual([bars.counts[0], bars.counts[1], bars.counts[23], bars.most], [2, 1, 1, 2]);
  assert.deepEqual([...density([], day, HOUR).counts].filter((count) => count > 0), []);
});

/** @returns {import('../../GridApp/Features/Replay/incidents.js').IncidentsAnswer} */
function answer() {
  const incident = (/** @type {number} */ id, /** @type {string} */ name, /** @type {string} */ start) => ({
    id, plantId: id * 10, unit: null, lineId: null, name, fuel: 'gas', reason: null, capacityMw: 400, start, end: null, expectedEnd: null, simulated: true, longitude: null, latitude: null, reasons: null,
  });
  return {
    start: '2026-11-19T08:00:00Z', end: '2026-11-20T08:00:00Z', market: 'RTS', known: 'now', leftOut: 0,
    statuses: ['available', 'derated', 'forced_outage', 'planned_maintenance'], types: ['forced', 'planned', 'maintenance', 'derate'],
    incidents: [incident(1, 'Old', '2026-11-18T00:00:00Z'), incident(2, 'Boiler', '2026-11-19T10:00:00Z'), incident(3, 'Pump', '2026-11-19T12:00:00Z')],
    segments: {
      incident: [0, 1, 1, 1, 2], from: [-32 * HOUR, 2 * HOUR, 4 * HOUR, 5 * HOUR, 4 * HOUR], to: [4 * HOUR, 4 * HOUR, 5 * HOUR, null, 6 * HOUR],
      mw: [50, 350, 350, 200, 20], type: [1, 0, 0, 3, 3],
    },
    plants: [
      { id: 10, at: [0, 4 * HOUR], status: [1, 0], availableMw: [350, 400] },
      { id: 20, at: [2 * HOUR, 5 * HOUR], status: [2, 1], availableMw: [0, 200] },
    ],
  };
}

const origin = Date.parse('2026-11-19T08:00:00Z');

test('what is out at a moment, the most first, since when', () => {
  const incidents = new Incidents(answer());
  assert.deepEqual(incidents.at(origin).map((one) => [one.incident.name, one.mw, one.type, one.since]), [['Old', 50, 'planned', Date.parse('2026-11-18T00:00:00Z')]]);
  assert.deepEqual(incidents.at(origin + 4 * HOUR).map((one) => one.incident.name), ['Boiler', 'Pump']);
  assert.deepEqual(incidents.at(origin + 5 * HOUR).map((one) => [one.mw, one.type, one.since]), [[200, 'derate', origin + 2 * HOUR], [20, 'derate', origin + 4 * HOUR]]);
  assert.equal(incidents.outAt(origin + 3 * HOUR), 400);
  assert.equal(incidents.outAt(origin + 23 * HOUR), 200);
});

test('why something is out: what is known of it, or what had been said by then', () => {
  const told = answer();
  told.incidents[0].reason = 'overhaul';
  told.incidents[1].reasons = [{ at: 3 * HOUR, text: 'noise' }, { at: 5 * HOUR, text: null }, { at: 7 * HOUR, text: 'boiler' }];
  told.incidents[2].reasons = [];
  const incidents = new Incidents(told);
  const why = (/** @type {number} */ hours) => incidents.at(origin + hours * HOUR).map((one) => [one.incident.name, one.reason]);
  assert.deepEqual(why(0), [['Old', 'overhaul']]);
  assert.deepEqual(why(2), [['Boiler', 'noise'], ['Old', 'overhaul']], 'who knew of it had heard the first');
  assert.deepEqual(why(4), [['Boiler', 'noise'], ['Pump', null]]);
  assert.deepEqual(why(5), [['Boiler', null], ['Pump', null]]);
  assert.deepEqual(why(7), [['Boiler', 'boiler']]);
});

test('the state of plants is what the server says holds', () => {
  const incidents = new Incidents(answer());
  assert.deepEqual(incidents.plantsAt(origin + HOUR), [{ id: 10, status: 'derated', availableMw: 350 }]);
  assert.deepEqual(incidents.plantsAt(origin + 3 * HOUR).map((plant) => plant.status), ['derated', 'forced_outage']);
  assert.deepEqual(incidents.plantsAt(origin + 4 * HOUR).map((plant) => plant.id), [20]);
});

test('begins, changes and ends are events; a stretch that takes the same as the one before is none, nor is what the span cut off', () => {
  const incidents = new Incidents(answer());
  assert.deepEqual(incidents.happenings.map((one) => [one.incident.name, one.kind, (one.at - origin) / HOUR]), [
    ['Boiler', 'begins', 2], ['Old', 'ends', 4], ['Pump', 'begins', 4], ['Boiler', 'changes', 5], ['Pump', 'ends', 6],
  ]);
  assert.deepEqual([...incidents.times].map((at) => (at - origin) / HOUR), [2, 4, 5, 6]);
  assert.deepEqual(incidents.between(origin + 2 * HOUR, origin + 4 * HOUR).map((one) => one.incident.name), ['Old', 'Pump'], 'after is not in it, until is');
});

test('the next event and the one before are never the one at which the clock stands', () => {
  const incidents = new Incidents(answer());
  assert.equal(incidents.next(origin), origin + 2 * HOUR);
  assert.equal(incidents.next(origin + 2 * HOUR), origin + 4 * HOUR);
  assert.equal(incidents.next(origin + 6 * HOUR), null);
  assert.equal(incidents.previous(origin + 4 * HOUR), origin + 2 * HOUR);
  assert.equal(incidents.previous(origin + 2 * HOUR), null);
  assert.equal(incidents.previous(origin + 2 * HOUR + 1), origin + 2 * HOUR);
});
