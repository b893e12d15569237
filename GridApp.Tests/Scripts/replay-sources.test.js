import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Sources } from '../../GridApp/Features/Replay/sources.js';
import { packedFrames } from './packed-frames.js';

const HOUR = 3_600_000;
const start = Date.parse('2026-11-19T08:00:00Z');
const place = { api: '/api/v1', market: { code: 'RTS', simulated: true } };
const series = { kind: { kind: 'RTM', minutes: 5, newest: null }, component: 'total', coarse: false };
const wanted = { known: /** @type {const} */ ('now'), lines: true, frames: true };
const realFetch = globalThis.fetch;
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** What is answered, by the last word of the path. @type {Record<string, () => Response>} */
let answers = {};

/** What is to be let go, or it would ask again for ever. @type {Sources[]} */
let begun = [];

/** The sources of two hours, and the troubles that they tell. */
function listening() {
  /** @type {Record<string, string | null>} */
  const troubles = {};
  const sources = new Sources(place, series, { onAnswer: () => undefined, onStretch: () => undefined, onTrouble: (source, trouble) => (troubles[source] = trouble) });
  begun.push(sources);
  // The first stretch needs no worker, and there is no other in two hours.
  const want = () => sources.want({ start, end: start + 2 * HOUR }, start, wanted);
  return { sources, troubles, want };
}

beforeEach(() => {
  /** @type {any} */ (globalThis).document = { baseURI: 'http://grid.example/' };
  const empty = () => new Response(JSON.stringify({
    start: '2026-11-19T08:00:00Z', end: '2026-11-19T10:00:00Z', incidents: [], segments: { incident: [], from: [], to: [], mw: [], type: [] }, plants: [], series: [], fuels: null, binding: [],
    at: [], minutes: [], mean: [], least: [], p05: [], median: [], p95: [], most: [],
  }));
  answers = {
    incidents: empty, system: empty, prices: empty, flows: () => new Response(null, { status: 503 }),
    frames: () => new Response(packedFrames({ nodes: [{ id: 1 }], frames: [{ at: '2026-11-19T08:00:00Z', minutes: 5, values: [7] }] })),
  };
  globalThis.fetch = async (url) => answers[new URL(String(url), 'http://grid.example/').pathname.split('/').at(-1) ?? '']();
});

afterEach(() => {
  for (const sources of begun) sources.dispose();
  begun = [];
  globalThis.fetch = realFetch;
  Reflect.deleteProperty(globalThis, 'document');
});

test('a frame that arrives says nothing about the answers, nor they about the frames', async () => {
  const { sources, troubles, want } = listening();
  want();
  await settled();
  assert.equal(typeof sources.frameAt(start, false), 'object');
  assert.deepEqual(troubles, { span: 'server', frames: null });

  answers.frames = () => new Response(null, { status: 401 });
  answers.flows = () => new Response(null, { status: 500 });
  const other = listening();
  other.want();
  await settled();
  assert.deepEqual(other.troubles, { span: 'server', frames: 'signed-out' });
  other.sources.renew(series);
  assert.equal(other.troubles.frames, null, 'what failed is not wanted any more');
});

test('flows that cannot be read are told as such', async () => {
  answers.flows = () => new Response(new Uint8Array(3));
  const { troubles, want } = listening();
  want();
  await settled();
  assert.equal(troubles.span, 'unreadable');
});
