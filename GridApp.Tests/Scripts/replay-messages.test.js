import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { MarketClock } from '../../GridApp/Features/Replay/market-clock.js';
import { Messages } from '../../GridApp/Features/Replay/messages.js';
import { ReplayWords } from '../../GridApp/Features/Replay/replay-words.js';

const texts = {
  moved: 'Moved', shared: 'Shared', 'trouble.offline': 'Offline', 'trouble.playing': 'It plays on', 'trouble.signed-out': 'Logged out', 'trouble.server': 'A problem', 'trouble.unreadable': 'Unreadable',
};
const words = new ReplayWords('en', texts, new MarketClock([{ from: -Infinity, offset: 0 }]), 'RTS');

/** As much of an element as is written to. */
const part = () => ({
  hidden: true, textContent: '', buttons: ['retry', 'log-in'].map((name) => ({ hidden: false, dataset: { do: name } })),
  querySelectorAll() {
    return this.buttons;
  },
});

/** What is said, and where. */
function saying() {
  /** @type {Record<string, ReturnType<typeof part>>} */
  const parts = {};
  const partOf = (/** @type {string} */ name) => (parts[name] ??= part());
  const root = { querySelector: (/** @type {string} */ selector) => partOf(selector.slice(12, -2)) };
  const messages = new Messages(/** @type {any} */ (root), words);
  const banner = () => (partOf('trouble').hidden ? null : partOf('trouble-text').textContent);
  return { messages, notice: partOf('notice'), buttons: partOf('trouble').buttons, banner };
}

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  /** @type {any} */ (globalThis).window = globalThis;
});

afterEach(() => {
  mock.timers.reset();
  Reflect.deleteProperty(globalThis, 'window');
});

test('a notice stays as long as any, whatever was noticed just before', () => {
  const { messages, notice } = saying();
  messages.notice('moved');
  mock.timers.tick(7000);
  messages.notice('shared');
  mock.timers.tick(7000);
  assert.deepEqual([notice.hidden, notice.textContent], [false, 'Shared']);
  mock.timers.tick(1000);
  assert.equal(notice.hidden, true);
  messages.notice('moved');
  messages.dispose();
  mock.timers.tick(9000);
  assert.equal(notice.hidden, false, 'nothing happens to it afterwards');
});

test('who is well again takes back only its own trouble', () => {
  const { messages, banner } = saying();
  messages.setTrouble('map', 'server', false);
  messages.setTrouble('frames', null, false);
  messages.setTrouble('span', null, false);
  assert.equal(banner(), 'A problem');
  messages.setTrouble('span', 'unreadable', false);
  assert.equal(banner(), 'A problem');
  messages.setTrouble('map', null, false);
  assert.equal(banner(), 'Unreadable');
  messages.setTrouble('span', null, false);
  assert.equal(banner(), null);
});

test('the worst is said, with what can be done about it', () => {
  const { messages, banner, buttons } = saying();
  const offered = () => buttons.filter((button) => !button.hidden).map((button) => button.dataset.do);
  messages.setTrouble('frames', 'offline', true);
  assert.deepEqual([banner(), offered()], ['It plays on', ['retry']]);
  messages.setTrouble('map', 'signed-out', true);
  assert.deepEqual([banner(), offered()], ['Logged out', ['log-in']]);
  messages.setTrouble('map', null, false);
  assert.deepEqual([banner(), offered()], ['Offline', ['retry']]);
});
