import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { FramesClient } from '../../GridApp/Features/Replay/frames-client.js';
import { packedFrames } from './packed-frames.js';

const signal = new AbortController().signal;
const realFetch = globalThis.fetch;
/** @type {string[]} */
let asked = [];
/** @type {(url: string) => Response} */
let answer;

/** A worker that writes down what it is told. */
class Told {
  constructor() {
    /** @type {any[]} */
    this.messages = [];
    /** @type {((event: {data: any}) => void) | null} */
    this.heard = null;
  }

  /** @param {string} _name @param {(event: {data: any}) => void} hear */
  addEventListener(_name, hear) {
    this.heard = hear;
  }

  /** @param {any} message */
  postMessage(message) {
    this.messages.push(message);
  }

  terminate() {
    this.messages.push('terminated');
  }
}

const packed = () => new Response(packedFrames({ nodes: [{ id: 1 }], frames: [{ at: '2026-11-19T08:00:00Z', minutes: 5, values: [7] }] }), { headers: { etag: '"a"' } });
const clientOf = (/** @type {Told} */ worker) => new FramesClient(() => /** @type {any} */ (worker), () => Promise.resolve());

beforeEach(() => {
  /** @type {any} */ (globalThis).document = { baseURI: 'http://grid.example/' };
  asked = [];
  answer = packed;
  globalThis.fetch = async (url) => {
    asked.push(String(url));
    return answer(String(url));
  };
});

afterEach(() => {
  globalThis.fetch = realFetch;
  Reflect.deleteProperty(globalThis, 'document');
});

test('the first stretch needs no worker; the next ones are its, and it knows the nodes that came', async () => {
  const worker = new Told();
  const client = clientOf(worker);
  const first = await client.load('frames?start=1', null, signal);
  assert.ok(first !== 'same');
  assert.deepEqual([...first.values], [7]);
  assert.deepEqual(asked, ['http://grid.example/frames?start=1']);
  assert.equal(client.worker, null);

  const second = client.load('frames?start=2', null, signal);
  // The picture of the first stretch goes before the worker.
  assert.equal(client.worker, null);
  await new Promise(setImmediate);
  assert.deepEqual(worker.messages.map((message) => Object.keys(message)), [['nodes'], ['id', 'url', 'etag']]);
  assert.equal(worker.messages[0].nodes.hash, 'h1');
  worker.heard?.({ data: { id: 2, frames: { ...first, nodes: { ...first.nodes } }, etag: 'h1 "b"' } });
  const next = await second;
  assert.ok(next !== 'same');
  // Equal nodes are one object.
  assert.equal(next.nodes, first.nodes);
  client.dispose();
  assert.equal(worker.messages.at(-1), 'terminated');
});

for (const [status, trouble] of /** @type {const} */ ([[401, 'signed-out'], [403, 'refused'], [503, 'server']])) {
  test(`an answer ${status} is "${trouble}"`, async () => {
    answer = () => new Response('', { status });
    const client = clientOf(new Told());
    await assert.rejects(client.load('frames', null, signal), new RegExp(trouble));
    assert.equal(client.trouble, trouble);
  });
}

test('what is no frames is unreadable, a line that is down is offline, nothing there is nothing', async () => {
  answer = () => new Response(new Uint8Array(64));
  const unreadable = clientOf(new Told());
  await assert.rejects(unreadable.load('frames', null, signal));
  assert.equal(unreadable.trouble, 'unreadable');
  answer = () => {
    throw new TypeError('no line');
  };
  const offline = clientOf(new Told());
  await assert.rejects(offline.load('frames', null, signal));
  assert.equal(offline.trouble, 'offline');
  answer = () => new Response('', { status: 404 });
  const none = await clientOf(new Told()).load('frames', null, signal);
  assert.equal(none === 'same' ? -1 : none.at.length, 0);
});

test('a stretch that nobody wants any more is no trouble', async () => {
  const stop = new AbortController();
  globalThis.fetch = (_url, init) => new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))));
  const client = clientOf(new Told());
  const loading = client.load('frames', null, stop.signal);
  stop.abort();
  await assert.rejects(loading, /aborted/);
  assert.equal(client.trouble, null);
});
