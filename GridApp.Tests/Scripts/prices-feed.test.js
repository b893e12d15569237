import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PricesFeed, stepFrom } from '../../GridApp/Features/Map/prices-feed.js';
import { packedFrames } from './packed-frames.js';

const NOW = Date.parse('2026-11-27T22:38:00Z');
const nodes = [{ id: 1, lon: -115, lat: 36 }, { id: 2, lon: -114, lat: 35 }, { id: 3 }];
const question = { kind: 'DAM', component: 'total', market: null, at: null };
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** @param {(url: URL, call: number) => Response | Promise<Response>} answer */
function feed(answer) {
  /** @type {URL[]} */
  const calls = [];
  /** @type {unknown[]} */
  const heard = [];
  const made = new PricesFeed('http://grid/api/v1/prices', {
    now: () => NOW,
    onMoment: (moment) => heard.push([...moment.values].map((value) => (Number.isNaN(value) ? null : value))),
    onState: (state) => heard.push('error' in state ? state.error : state.state),
    fetch: async (input) => {
      const url = new URL(String(input));
      calls.push(url);
      return answer(url, calls.length);
    },
  });
  return { feed: made, calls, heard };
}

const frame = (/** @type {number[]} */ values, geometry = true) =>
  new Response(packedFrames({ nodes, geometry, frames: [{ at: '2026-11-27T22:00:00Z', minutes: 60, values }] }));

test('geometry comes once; later only values, and a question that was asked is not asked again', async () => {
  const { feed: prices, calls, heard } = feed((_url, call) => frame(call === 1 ? [10, NaN, 30] : [11, 12, 13], call === 1));
  prices.ask(question);
  await settled();
  prices.ask(question);
  prices.update();
  await settled();
  assert.equal(calls.length, 2);
  assert.equal(calls[0].searchParams.has('nodesHash'), false);
  assert.equal(calls[1].searchParams.get('nodesHash'), 'h1');
  assert.deepEqual(heard, ['loading', [10, null, 30], 'ready', [11, 12, 13], 'ready']);
});

test('"now" in real time is the newest interval that has begun', async () => {
  const { feed: prices, calls } = feed((url) => (url.pathname.endsWith('/timestamps') ? Response.json({ timestamps: ['2026-11-27T22:25:00Z', '2026-11-27T22:30:00Z'] }) : frame([1, 2, 3])));
  prices.ask({ ...question, kind: 'RTM' });
  await settled();
  assert.equal(calls[1].searchParams.get('at'), '2026-11-27T22:30:00.000Z');
});

test('a moment without prices is said to be one, not drawn as zeros', async () => {
  const { feed: prices, heard } = feed(() => new Response('{}', { status: 404 }));
  prices.ask({ ...question, at: 0 });
  await settled();
  assert.deepEqual(heard, ['loading', 'none']);
});

test('what nobody waits for any more is dropped', async () => {
  const { feed: prices, heard } = feed(async (_url, call) => {
    if (call === 1) await settled();
    return frame(call === 1 ? [1, 1, 1] : [2, 2, 2]);
  });
  prices.ask(question);
  prices.ask({ ...question, component: 'loss' });
  await settled();
  await settled();
  assert.deepEqual(heard, ['loading', 'loading', [2, 2, 2], 'ready']);
});

test('changes in quick succession are followed by one more question', async () => {
  const { feed: prices, calls } = feed(() => frame([1, 2, 3]));
  prices.ask(question);
  prices.update();
  prices.update();
  await settled();
  assert.equal(calls.length, 2);
});

test('an answer that is cut short, a server that is down and a session that ended are told apart', async () => {
  for (const [answer, expected] of /** @type {[() => Response, string][]} */ ([
    [() => new Response(new Uint8Array([71, 80])), 'unreadable'], [() => new Response('', { status: 503 }), 'server'], [() => new Response('', { status: 401 }), 'signed-out'],
    [() => { throw new TypeError('fetch failed'); }, 'offline'],
  ])) {
    const { feed: prices, heard } = feed(answer);
    prices.ask(question);
    await settled();
    assert.deepEqual(heard, ['loading', expected]);
  }
});

test('one scale has one unit: the one that most nodes have', async () => {
  const markets = [{ market: 'CAISO', nodes: 2 }, { market: 'EPIAS', nodes: 1 }];
  const buffer = packedFrames({ nodes, markets, frames: [{ at: '2026-11-27T22:00:00Z', minutes: 60, market: 0, values: [10, 20] }, { at: '2026-11-27T22:00:00Z', minutes: 60, market: 1, values: [3000] }] });
  const text = new TextDecoder().decode(buffer);
  const bytes = new Uint8Array(buffer);
  // The unit of the second market: as long as the first one's, so that nothing moves.
  const second = text.indexOf('$/MWh', text.indexOf('EPIAS'));
  bytes.set(new TextEncoder().encode('T/MWh'), second);
  const { feed: prices, heard } = feed(() => new Response(buffer));
  prices.ask(question);
  await settled();
  assert.deepEqual(heard[1], [10, 20, null]);
  assert.deepEqual(prices.moment?.leftOut, ['EPIAS']);
});

test('a step goes to the next interval, or an hour away over gaps', () => {
  const minute = 60_000;
  const times = [0, 5, 10, 55, 60, 65, 200].map((at) => at * minute);
  assert.equal(stepFrom(times, 0, 1, 'interval'), 5 * minute);
  assert.equal(stepFrom(times, 0, 1, 'hour'), 60 * minute);
  assert.equal(stepFrom(times, 65 * minute, 1, 'hour'), 200 * minute);
  assert.equal(stepFrom(times, 65 * minute, -1, 'hour'), 5 * minute);
  assert.equal(stepFrom(times, 5 * minute, -1, 'hour'), 0);
  assert.equal(stepFrom(times, 200 * minute, 1, 'interval'), undefined);
});

test('a step to the newest interval is "now"', async () => {
  const times = ['2026-11-27T22:25:00Z', '2026-11-27T22:30:00Z', '2026-11-27T22:35:00Z'];
  const { feed: prices } = feed((url) => (url.pathname.endsWith('/timestamps') ? Response.json({ timestamps: times }) : frame([1, 2, 3])));
  prices.ask({ ...question, kind: 'RTM', at: Date.parse(times[0]) });
  await settled();
  if (prices.moment) prices.moment.at = Date.parse(times[0]);
  assert.equal(await prices.step(1, 'interval'), Date.parse(times[1]));
  if (prices.moment) prices.moment.at = Date.parse(times[1]);
  assert.equal(await prices.step(1, 'interval'), null);
  assert.equal(await prices.step(-1, 'interval'), Date.parse(times[0]));
});
