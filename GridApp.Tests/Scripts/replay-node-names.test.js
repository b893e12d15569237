import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { AllNodeNames } from '../../GridApp/Features/Replay/all-node-names.js';

const realFetch = globalThis.fetch;
/** Answers come when the test says. @type {((response: Response) => void)[]} */
let asked = [];
let heard = 0;

const namesOf = () => new AllNodeNames('nodes', new AbortController().signal, () => heard++);
const two = () => new Response(JSON.stringify({ features: [{ properties: { id: 5, code: 'N5', name: 'Node five', zone: 'A' } }, { properties: { id: 7, code: 'N7', name: 'Node seven', zone: null } }] }));

beforeEach(() => {
  asked = [];
  heard = 0;
  globalThis.fetch = () => new Promise((resolve) => asked.push(resolve));
});

afterEach(() => {
  globalThis.fetch = realFetch;
});

test('names are asked for once, and whoever wants them waits until they are here', async () => {
  const names = namesOf();
  const all = [names.load(), names.load(), names.load()];
  assert.deepEqual([asked.length, names.names], [1, null], 'on their way is not here');
  asked[0](two());
  await Promise.all(all);
  assert.deepEqual([names.names?.get(7)?.name, names.names?.size, heard], ['Node seven', 2, 1]);
  await names.load();
  assert.equal(asked.length, 1);
});

test('what failed is asked for again only when a person wants it again', async () => {
  const names = namesOf();
  const first = names.load();
  asked[0](new Response(null, { status: 503 }));
  await first;
  assert.deepEqual([asked.length, heard, names.names, names.failed], [1, 0, null, true], 'nobody is told to look');
  const second = names.load();
  assert.equal(asked.length, 2);
  asked[1](two());
  await second;
  assert.deepEqual([names.names?.size, names.failed, heard], [2, false, 1]);
});
