import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlantNames } from '../../GridApp/Features/Map/plant-names.js';

/** @param {string[]} asked */
const answering = (asked) => async (/** @type {RequestInfo | URL} */ input) => {
  asked.push(String(input));
  return Response.json({ name: `<b>${String(input).split('/').pop()}</b>` });
};

test('a name is asked for once and given as it is', async () => {
  /** @type {string[]} */
  const asked = [];
  const names = new PlantNames('/api/v1/plants', { fetch: answering(asked) });
  assert.equal(names.peek(5), undefined);
  assert.equal(await names.get(5), '<b>5</b>');
  assert.equal(await names.get(5), '<b>5</b>');
  assert.deepEqual(asked, ['/api/v1/plants/5']);
});

test('the least recently used name is forgotten first', async () => {
  /** @type {string[]} */
  const asked = [];
  const names = new PlantNames('/p', { most: 2, fetch: answering(asked) });
  await names.get(1);
  await names.get(2);
  names.peek(1);
  await names.get(3);
  assert.equal(names.peek(2), undefined);
  assert.equal(names.peek(1), '<b>1</b>');
});

test('an answer that comes after another question is not shown, and an error is no name', async () => {
  const slow = new PlantNames('/p', {
    fetch: async (input) => {
      if (String(input).endsWith('1')) await new Promise((resolve) => setTimeout(resolve, 10));
      return Response.json({ name: String(input) });
    },
  });
  const first = slow.get(1);
  assert.equal(await slow.get(2), '/p/2');
  assert.equal(await first, undefined);
  const failing = new PlantNames('/p', { fetch: async () => new Response('', { status: 404 }) });
  assert.equal(await failing.get(1), undefined);
});
