import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { listenToButtons } from '../../GridApp/Features/Replay/replay-buttons.js';

const page = readFileSync(new URL('../../GridApp/Features/Replay/ReplayPage.razor', import.meta.url), 'utf8');

/** As much of an element as is asked for. */
class Part {
  /** @param {Record<string, string>} dataset @param {string} [value] */
  constructor(dataset, value = '') {
    this.dataset = dataset;
    this.value = value;
  }

  closest() {
    return this;
  }
}

class Select extends Part {}

Object.assign(globalThis, { Element: Part, HTMLElement: Part, HTMLInputElement: Part, HTMLSelectElement: Select });

/** What is wished when something happens to a part of the page. @param {'click' | 'change'} type @param {Part} target @returns {unknown[][]} */
function wished(type, target) {
  /** @type {Record<string, (event: {target: Part}) => void>} */
  const handlers = {};
  const root = {
    addEventListener: (/** @type {string} */ name, /** @type {(event: {target: Part}) => void} */ handler) => (handlers[name] = handler),
    querySelector: (/** @type {string} */ selector) => new Part({}, selector),
  };
  /** @type {unknown[][]} */
  const heard = [];
  const wishes = new Proxy({}, { get: (_, name) => (/** @type {unknown[]} */ ...values) => heard.push([name, ...values]) });
  listenToButtons(/** @type {any} */ (root), /** @type {any} */ (wishes), new AbortController().signal);
  handlers[type]({ target });
  return heard;
}

test('every button of the page has one wish', () => {
  const names = new Set([...page.matchAll(/data-do="([^"]+)"/g)].map((match) => match[1]));
  assert.ok(names.size > 25);
  for (const name of names) assert.equal(wished('click', new Part({ do: name })).length, 1, name);
  assert.deepEqual(wished('click', new Part({ do: 'no such thing' })), []);
  assert.deepEqual(wished('click', new Part({})), []);
});

test('buttons wish what they say', () => {
  assert.deepEqual(wished('click', new Part({ do: 'hour-back' })), [['onStep', 'hour', -1]]);
  assert.deepEqual(wished('click', new Part({ do: 'zoom-out' })), [['onZoom', 1]]);
  assert.deepEqual(wished('click', new Part({ do: 'loop' })), [['onSwitch', 'loop']]);
  assert.deepEqual(wished('click', new Part({ do: 'zones' })), [['onLayer', 'zones']]);
  assert.deepEqual(wished('click', new Part({ component: 'loss' })), [['onComponent', 'loss']]);
  assert.deepEqual(wished('click', new Part({ price: 'off' })), [['onPrice', 'off']]);
  assert.deepEqual(wished('click', new Part({ table: 'nodes' })), [['onTable', 'nodes']]);
});

test('fields wish what was chosen or typed', () => {
  assert.deepEqual(wished('change', new Select({ part: 'level' }, 'week')), [['onLevel', 'week']]);
  assert.deepEqual(wished('change', new Select({ part: 'level' }, 'custom')), [], 'a span that was drawn is nothing to choose');
  assert.deepEqual(wished('change', new Select({ part: 'kind' }, 'DAM')), [['onKind', 'DAM']]);
  assert.deepEqual(wished('change', new Part({ part: 'day-field' }, '2026-11-19')), [['onDay', '2026-11-19']]);
  assert.deepEqual(wished('change', new Part({ part: 'to-field' })), [['onDates', '[data-part="from-field"]', '[data-part="to-field"]']]);
  assert.deepEqual(wished('change', new Part({}, 'the name of a bookmark')), []);
});
