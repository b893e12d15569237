import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarketClock } from '../../GridApp/Features/Replay/market-clock.js';
import { narrate } from '../../GridApp/Features/Replay/narration.js';
import { ReplayWords } from '../../GridApp/Features/Replay/replay-words.js';
import { csvRows, tableOf } from '../../GridApp/Features/Replay/tables.js';

const at = Date.parse('2026-11-19T22:30:00Z');
const words = new ReplayWords('en', {
  none: '–', 'say.price': 'price {0} {1}', 'say.load': 'load {0} MW', 'say.out': '{0} MW out', 'say.begins': '{0} goes out with {1}', 'say.ends': '{0} is back with {1}', 'say.more': 'and {0} more',
}, new MarketClock([{ from: -Infinity, offset: -8 * 3_600_000 }]), 'RTS');

const incident = (/** @type {number} */ id, /** @type {string} */ name, /** @type {string | null} */ unit = null) => ({
  id, plantId: id, unit, lineId: null, name, fuel: 'gas', reason: null, capacityMw: 400, start: '2026-11-19T22:05:00Z', end: null, expectedEnd: null, simulated: true, longitude: null, latitude: null, reasons: null,
});

/** @returns {import('../../GridApp/Features/Replay/tables.js').Facts} */
function facts() {
  const events = [{ incident: incident(1, 'Boiler', 'A'), mw: 350, type: 'forced', since: at - 25 * 60_000, reason: 'noise' }];
  return {
    at, component: 'total', unit: '$/MWh', fuelNames: { gas: 'Gas' }, statusNames: { forced_outage: 'Forced outage', derated: 'Derated' },
    moment: {
      at, minutes: 5, price: 61.4, priceUnit: '$/MWh', priceName: '', spread: null, load: 5812, forecast: NaN, out: 350, outCount: 1, intensity: 412, shed: 0, events,
      binding: [{ lineId: 7, code: 'A27', flowMw: 500, limitMw: 500, shadowPrice: -41 }],
    },
    nodes: { ids: Int32Array.of(5, 6, 7), values: Float32Array.of(10, NaN, 61.4), names: new Map([[5, { code: 'N5', name: 'Node five', zone: 'A' }]]) },
    zones: [{ name: 'Low', type: 'load_zone', value: 5 }, { name: 'None', type: 'load_zone', value: NaN }, { name: 'High', type: 'load_zone', value: 50 }],
    fuels: [{ fuel: 'gas', mw: 500 }],
    plants: {
      all: /** @type {any} */ ({ count: 2, id: Int32Array.of(1, 2), capacityMw: Float32Array.of(400, 100) }),
      states: [{ id: 2, status: 'derated', availableMw: 90 }, { id: 1, status: 'forced_outage', availableMw: 0 }], names: new Map([[1, 'Boiler']]),
    },
    lines: /** @type {any} */ ({ id: Int32Array.of(7, 8, 9), names: ['A27', 'B8', 'C9'], flow: Float32Array.of(500, -20, NaN), loading: Float32Array.of(1, 0.1, NaN) }),
    system: null,
  };
}

test('tables show the most important first, and only what is known', () => {
  assert.deepEqual(tableOf('events', facts(), words).rows, [['Boiler A', 'type.forced, noise', '350', '14:05', '400']]);
  assert.deepEqual(tableOf('plants', facts(), words).rows.map((row) => row.slice(0, 3)), [['Boiler', 'Forced outage', '0'], ['#2', 'Derated', '90']]);
  assert.deepEqual(tableOf('nodes', facts(), words).rows, [['#7', '', '61.40'], ['Node five', 'A', '10.00']]);
  assert.deepEqual(tableOf('zones', facts(), words).rows.map((row) => row.slice(0, 2)), [['High', 'zone.load_zone'], ['Low', 'zone.load_zone'], ['None', 'zone.load_zone']]);
  assert.deepEqual(tableOf('lines', facts(), words).rows, [['A27', '500', '100', '41.00'], ['B8', '-20', '10', '']]);
  assert.deepEqual(tableOf('system', facts(), words).rows.map((row) => row[1]), ['350', '500']);
});

test('ten thousand nodes make a table of two hundred rows, and the file has all of them', () => {
  const many = facts();
  many.nodes = { ids: Int32Array.from({ length: 10_000 }, (_, i) => i), values: Float32Array.from({ length: 10_000 }, (_, i) => i), names: null };
  const table = tableOf('nodes', many, words);
  assert.deepEqual([table.rows.length, table.total], [200, 10_000]);
  assert.equal(csvRows(many, { nodes: true, plants: false, lines: false, zones: false }).filter((row) => row.subject === 'node').length, 10_000);
});

test('a file has what is shown, and no more', () => {
  const subjects = (/** @type {Parameters<typeof csvRows>[1]} */ layers) => [...new Set(csvRows(facts(), layers).map((row) => row.subject))];
  assert.deepEqual(subjects({ nodes: false, plants: false, lines: false, zones: false }), ['system', 'fuel', 'incident', 'binding line']);
  assert.deepEqual(subjects({ nodes: true, plants: true, lines: true, zones: true }), ['system', 'fuel', 'incident', 'binding line', 'plant', 'line', 'zone', 'node']);
});

test('a step tells the moment, the figures that are known, and a few of what happened', () => {
  const figures = { price: 61.4, unit: '$/MWh', load: NaN, out: 655 };
  assert.equal(narrate(words, at, 5, figures, []), '14:30–14:35, price 61.40 $/MWh, 655 MW out');
  const happened = [1, 2, 3, 4, 5].map((id) => ({ at, kind: /** @type {'ends' | 'begins'} */ (id === 1 ? 'ends' : 'begins'), incident: incident(id, `Unit ${id}`), mw: 10 * id, type: 'forced' }));
  assert.equal(narrate(words, at, 5, figures, happened), '14:30–14:35, price 61.40 $/MWh, 655 MW out. Unit 1 is back with 10. Unit 2 goes out with 20. Unit 3 goes out with 30. and 2 more');
});
