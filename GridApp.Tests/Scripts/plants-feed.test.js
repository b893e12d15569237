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
    statuses: ['available', 'derated', 'forced_outage', 'planned_maintenance'],
    now: () => clock.now,
    onPlants: (plants) => heard.push(plants.status.some((status) => status > 0) ? [...plants.status] : plants.count),
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

const isOut = (/** @type {URL} */ url) => url.pathname.endsWith('/availability');
const two = (/** @type {number} */ version = 1) => new Response(packed([{ id: 7, lon: 1, lat: 45 }, { id: 9, lon: 2, lat: 45 }], { version }));
const out = (/** @type {{id: number, status: string}[]} */ plants, /** @type {number} */ version = 1) => Response.json({ version, plants });

test('a change is fetched as what is out, and drawn without a word', async () => {
  let now = [{ id: 9, status: 'forced_outage' }];
  const { feed: plants, calls, heard } = feed((url) => (isOut(url) ? out(now) : two()));
  plants.show(europe);
  await settled();
  await plants.update();
  await plants.update();
  now = [];
  await plants.update();
  assert.deepEqual(heard, ['loading', 2, 'ready', [0, 2], 2]);
  assert.deepEqual(calls.map(({ url }) => isOut(url)), [false, true, true, true]);
});

test('plants that changed, too, are fetched anew, quietly', async () => {
  let version = 1;
  const { feed: plants, calls, heard } = feed((url) => (isOut(url) ? out([], version) : two(version)));
  plants.show(europe);
  await settled();
  version = 2;
  await plants.update();
  assert.deepEqual(heard, ['loading', 2, 'ready', 2, 'ready']);
  assert.equal(calls.length, 3);
  assert.equal(calls[2].url.searchParams.get('bbox'), calls[0].url.searchParams.get('bbox'));
});

test('a change while plants are on their way is followed once they are here', async () => {
  const { feed: plants, calls, heard } = feed(async (url) => {
    if (isOut(url)) return out([{ id: 7, status: 'derated' }]);
    await settled();
    return two();
  });
  plants.show(europe);
  void plants.update();
  void plants.update();
  await settled();
  await settled();
  await settled();
  assert.deepEqual(heard, ['loading', 2, 'ready', [1, 0]]);
  assert.equal(calls.length, 2);
});

test('changes in quick succession are one more fetch, not one each', async () => {
  const { feed: plants, calls } = feed((url) => (isOut(url) ? out([]) : two()));
  plants.show(europe);
  await settled();
  for (let i = 0; i < 20; i++) void plants.update();
  await settled();
  assert.equal(calls.length, 3);
});

test('what is out cannot be fetched: the plants are, and tell what is wrong', async () => {
  const { feed: plants, heard } = feed((_url, call) => (call === 1 ? two() : new Response('', { status: 503 })));
  plants.show(europe);
  await settled();
  await plants.update();
  assert.deepEqual(heard, ['loading', 2, 'ready', 'server']);
});
