import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Flows, FlowsError } from '../../GridApp/Features/Replay/flows.js';
import { SpanData } from '../../GridApp/Features/Replay/span-data.js';
import { PriceSummary, System } from '../../GridApp/Features/Replay/system.js';

const HOUR = 3_600_000;
const origin = Date.parse('2026-11-19T08:00:00Z');
const settled = () => new Promise((resolve) => setTimeout(resolve, 3));

/** Answers come when the test says. */
function asking() {
  /** @type {{url: string, headers: Record<string, string>, signal: AbortSignal, answer: (response: Response) => void, fail: () => void}[]} */
  const calls = [];
  /** @type {[string, any][]} */
  const heard = [];
  /** @type {(string | null)[]} */
  const troubles = [];
  const data = new SpanData({
    fetch: (input, init) => new Promise((resolve, reject) => {
      const signal = /** @type {AbortSignal} */ (init?.signal);
      calls.push({ url: String(input), headers: /** @type {Record<string, string>} */ (init?.headers), signal, answer: resolve, fail: () => reject(new TypeError('gone')) });
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    }),
    onPart: (name, value) => {
      heard.push([name, value]);
      return !(value instanceof ArrayBuffer) || value.byteLength > 3;
    },
    onTrouble: (trouble) => troubles.push(trouble),
  });
  return { data, calls, heard, troubles };
}

const json = (/** @type {unknown} */ value, /** @type {string} */ etag = '"1"') => new Response(JSON.stringify(value), { headers: { etag } });

test('each part of a span is asked for once; another span forgets what nobody waits for', async () => {
  const { data, calls, heard } = asking();
  data.want({ incidents: 'i?1', system: 's?1', prices: null });
  data.want({ incidents: 'i?1', system: 's?2' });
  assert.deepEqual(calls.map((call) => call.url), ['i?1', 's?1', 's?2']);
  assert.equal(calls[1].signal.aborted, true);
  calls[2].answer(json({ two: true }));
  await settled();
  assert.deepEqual(heard.filter(([, value]) => value !== null), [['system', { two: true }]]);
  calls[0].answer(json({ one: true }));
  await settled();
  assert.ok(data.parts.incidents.value);
});

test('only what was here is told to be gone', async () => {
  const { data, calls, heard } = asking();
  data.want({ incidents: 'i?1', system: 's?1' });
  assert.deepEqual(heard, []);
  calls[0].answer(json({ one: true }));
  await settled();
  heard.length = 0;
  data.want({ incidents: 'i?2', system: 's?2' });
  assert.deepEqual(heard, [['incidents', null]]);
});

test('a change asks again with the tag, and "the same" changes nothing', async () => {
  const { data, calls, heard } = asking();
  data.want({ system: 's' });
  calls[0].answer(json({ first: true }, '"a"'));
  await settled();
  data.refresh(['system']);
  assert.equal(calls[1].headers['if-none-match'], '"a"');
  calls[1].answer(new Response(null, { status: 304 }));
  await settled();
  assert.deepEqual(heard.filter(([, value]) => value !== null).length, 1);
  assert.deepEqual(data.parts.system.value, { first: true });
});

test('many changes while one answer is on its way are one more question', async () => {
  const { data, calls } = asking();
  data.want({ system: 's' });
  for (let i = 0; i < 9; i++) data.refresh(['system', 'prices']);
  assert.equal(calls.length, 1);
  calls[0].answer(json({}));
  await settled();
  assert.equal(calls.length, 2);
  calls[1].answer(json({}));
  await settled();
  assert.equal(calls.length, 2);
});

test('what went wrong is told, what is here stays, and is asked for again when the connection is back', async () => {
  const { data, calls, troubles, heard } = asking();
  data.want({ incidents: 'i', system: 's' });
  calls[0].answer(json({ here: true }));
  calls[1].fail();
  await settled();
  assert.equal(troubles.at(-1), 'offline');
  data.refresh(['incidents']);
  calls[2].answer(new Response('', { status: 503 }));
  await settled();
  assert.deepEqual(data.parts.incidents.value, { here: true });
  data.retry();
  assert.deepEqual(calls.slice(3).map((call) => call.url), ['i', 's']);
  calls[3].answer(new Response('', { status: 401 }));
  calls[4].answer(new Response('no json'));
  await settled();
  assert.deepEqual([data.parts.incidents.trouble, data.parts.system.trouble], ['signed-out', 'unreadable']);
  assert.equal(heard.filter(([, value]) => value !== null).length, 1);
});

test('what came and could not be read is a trouble until it is asked for again, as a whole, and can be', async () => {
  const { data, calls, troubles } = asking();
  data.want({ system: 's', flows: 'f' });
  calls[1].answer(new Response(new Uint8Array(3), { headers: { etag: '"a"' } }));
  await settled();
  calls[0].answer(json({}));
  await settled();
  assert.equal(troubles.at(-1), 'unreadable');
  data.retry();
  assert.deepEqual([calls[2].url, calls[2].headers['if-none-match']], ['f', undefined]);
  calls[2].answer(new Response(new Uint8Array(8)));
  await settled();
  assert.equal(troubles.at(-1), null);
});

/** @type {import('../../GridApp/Features/Replay/system.js').SystemAnswer} */
const answer = {
  start: '2026-11-19T08:00:00Z', end: '2026-11-20T08:00:00Z', kind: 'RTM', simulated: true, source: 'test', aggregated: false,
  series: [{ name: 'price', unit: '$/MWh', at: [0, 300_000, HOUR], minutes: [5, 5, 5], values: [31.5, null, -4] }],
  fuels: { at: [0, HOUR], minutes: [5, 5], columns: [{ fuel: 'gas', values: [500, null] }, { fuel: 'storage', values: [-20, 10] }] },
  binding: [{ at: HOUR, minutes: 5, lines: [{ lineId: 7, code: 'A27', flowMw: -500, limitMw: 500, shadowPrice: 41 }] }],
};

test('a market as a whole, at a moment: what is not known is no zero, and a gap is a gap', () => {
  const system = new System(answer);
  assert.equal(system.valueAt('price', origin + 299_999), 31.5);
  assert.ok(Number.isNaN(system.valueAt('price', origin + 300_000)), 'null');
  assert.ok(Number.isNaN(system.valueAt('price', origin + 700_000)), 'a gap');
  assert.ok(Number.isNaN(system.valueAt('load', origin)));
  assert.deepEqual(system.fuelsAt(origin), [{ fuel: 'gas', mw: 500 }, { fuel: 'storage', mw: -20 }]);
  assert.deepEqual(system.fuelsAt(origin + HOUR), [{ fuel: 'storage', mw: 10 }]);
  assert.deepEqual(system.bindingLinesAt(origin + HOUR).map((line) => line.code), ['A27']);
  assert.deepEqual(system.bindingLinesAt(origin), []);
  assert.equal(system.end, origin + HOUR + 300_000);
  assert.equal(new System({ ...answer, series: [], fuels: null, binding: [] }).end, -Infinity);
});

/** @param {Partial<import('../../GridApp/Features/Replay/system.js').PricesAnswer>} [change] */
const prices = (change) => new PriceSummary({
  start: '2026-11-19T08:00:00Z', unit: '$/MWh', component: 'total', aggregated: false, nodes: 3, at: [-HOUR, 0, HOUR, 2 * HOUR], minutes: [60, 60, 60, 60],
  mean: [20, 30, 32, null], least: [1, 2, 3, null], p05: [10, 12, 14, null], median: [29, 31, 33, null], p95: [50, 60, 900, null], most: [90, 91, 3707, null], ...change,
});

test('one scale holds for the whole span, whatever a scarce hour does to it', () => {
  assert.equal(prices().domain('median').centre, 31);
  assert.ok(prices().domain('median').high <= 900);
  const around = prices({ p05: [-3, -4, -5, null], p95: [1, 2, 2, null], median: [0, 0, 0, null] }).domain('zero');
  assert.deepEqual([around.low, around.centre, around.high], [-5, 0, 5]);
  assert.deepEqual(prices({ at: [], minutes: [], mean: [], p05: [], median: [], p95: [] }).domain('median'), { low: -1, centre: 0, high: 1 });
});

test('prices together at a moment, and until when there are any', () => {
  const summary = prices();
  assert.deepEqual(summary.atMoment(origin + HOUR + 1), { mean: 32, low: 14, median: 33, high: 900 });
  assert.equal(summary.atMoment(origin + 5 * HOUR), null);
  assert.equal(summary.end, origin + 3 * HOUR);
});

/** The bytes of a flows answer. @param {object} header @param {number[]} numbers @param {string} [magic] */
function flowsOf(header, numbers, magic = 'GRF1') {
  const text = new TextEncoder().encode(JSON.stringify(header).padEnd(Math.ceil(JSON.stringify(header).length / 8) * 8));
  const bytes = new Uint8Array(8 + text.length + numbers.length * 2);
  bytes.set(new TextEncoder().encode(magic));
  new DataView(bytes.buffer).setUint32(4, text.length, true);
  bytes.set(text, 8);
  numbers.forEach((number, i) => new DataView(bytes.buffer).setInt16(8 + text.length + 2 * i, number, true));
  return bytes.buffer;
}

test('flows on lines at a moment, with none where nobody knows', () => {
  const header = { version: 1, start: '2026-11-19T08:00:00Z', lines: [7, 9], at: [0, 300_000], minutes: [5, 5], scale: 0.5 };
  const flows = new Flows(flowsOf(header, [100, -32768, -40, 6]));
  assert.deepEqual([...(flows.at(origin) ?? [])], [[7, 50]]);
  assert.deepEqual([...(flows.at(origin + 301_000) ?? [])], [[7, -20], [9, 3]]);
  assert.equal(flows.at(origin + 600_000), null);
  assert.throws(() => new Flows(flowsOf(header, [1, 2, 3])), FlowsError);
  assert.throws(() => new Flows(flowsOf(header, [1, 2, 3, 4], 'GPF1')), FlowsError);
  assert.throws(() => new Flows(new ArrayBuffer(3)), FlowsError);
});
