import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlantsFeed } from '../../GridApp/Features/Map/plants-feed.js';
import { packed } from './packed-plants.js';

const europe = { west: 0, south: 40, east: 20, north: 55 };
const near = { west: 2, south: 41, east: 22, north: 56 };
const away = { west: 100, south: 0, east: 120, north: 20 };

/** @param {(url: URL, call: number) => Response | Promise<Response>} answer */
function feed(answer) {
  /** @type {{url: URL, signal: AbortSignal}[]} */
  const calls = [];
  /** @type {unknown[]} */
  const heard = [];
  const clock = { now: 0 };
  const made = new PlantsFeed('http://grid/api/v1/plants', {
    now: () => clock.now,
    onPlants: (plants) => heard.push(plants.count),
    onState: (state) => heard.push('error' in state ? state.error : state.state),
    fetch: async (input, init) => {
      const url = new URL(String(input));
      calls.push({ url, signal: /** @type {AbortSignal} */ (init?.signal) });
      return answer(url, calls.length);
    },
  });
  return { feed: made, calls, heard, clock };
}

const some = () => new Response(packed([{ lon: 1, lat: 45 }]));
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('asks for the view with a margin, and not again while inside of it', async () => {
  const { feed: plants, calls, heard } = feed(some);
  plants.show(europe);
  await settled();
  plants.show(near);
  await settled();
  assert.equal(calls.length, 1);
  assert.equal(calls[0].url.searchParams.get('bbox'), '-10,32.5,30,62.5');
  assert.deepEqual(heard, ['loading', 1, 'ready']);
});

test('asks again outside of it, and once an answer is old', async () => {
  const { feed: plants, calls, clock } = feed(some);
  plants.show(europe);
  await settled();
  plants.show(away);
  await settled();
  clock.now = 61_000;
  plants.show(away);
  await settled();
  assert.equal(calls.length, 3);
});

test('forgets an answer that nobody waits for', async () => {
  const { feed: plants, calls, heard } = feed(async (_url, call) => {
    if (call === 1) await settled();
    return some();
  });
  plants.show(europe);
  plants.show(away);
  await settled();
  await settled();
  assert.ok(calls[0].signal.aborted);
  assert.deepEqual(heard, ['loading', 'loading', 1, 'ready']);
});

test('a cut answer is not taken for coverage', async () => {
  const { feed: plants, calls } = feed(() => new Response(packed([{ lon: 1, lat: 45 }], { total: 200_000 })));
  plants.show(europe);
  await settled();
  plants.show(near);
  await settled();
  assert.equal(calls.length, 2);
});

test('filters go along, and new ones ask at once', async () => {
  const { feed: plants, calls } = feed(some);
  plants.show(europe);
  plants.setFilters([['market', 'PJM'], ['market', 'none']]);
  plants.setFilters([['market', 'PJM'], ['market', 'none']]);
  await settled();
  assert.equal(calls.length, 2);
  assert.deepEqual(calls[1].url.searchParams.getAll('market'), ['PJM', 'none']);
});

for (const [status, error] of /** @type {const} */ ([[401, 'signed-out'], [403, 'forbidden'], [422, 'refused'], [503, 'server']])) {
  test(`HTTP ${status} is told as ${error}, and a retry asks again`, async () => {
    const { feed: plants, heard, calls } = feed((_url, call) => (call === 1 ? new Response('', { status }) : some()));
    plants.show(europe);
    await settled();
    plants.refresh();
    await settled();
    assert.deepEqual(heard, ['loading', error, 'loading', 1, 'ready']);
    assert.equal(calls.length, 2);
  });
}

test('no network and an answer that is none are told apart', async () => {
  const offline = feed(() => { throw new TypeError('Failed to fetch'); });
  offline.feed.show(europe);
  await settled();
  assert.deepEqual(offline.heard, ['loading', 'offline']);
  const html = feed(() => new Response('<html>a page of a proxy, long enough to be a header</html>'));
  html.feed.show(europe);
  await settled();
  assert.deepEqual(html.heard, ['loading', 'unreadable']);
});

test('after disposal nothing is heard', async () => {
  const { feed: plants, heard, calls } = feed(some);
  plants.show(europe);
  plants.dispose();
  await settled();
  assert.deepEqual(heard, ['loading']);
  assert.ok(calls[0].signal.aborted);
});
