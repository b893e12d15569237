import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Throttle } from '../../GridApp/Features/Replay/throttle.js';

/** Time passes when the test says. @param {number} ms */
function throttled(ms) {
  let now = 0;
  let next = 1;
  /** @type {Map<number, {at: number, work: () => void}>} */
  const timers = new Map();
  /** @type {number[]} */
  const runs = [];
  const throttle = new Throttle(ms, () => runs.push(now), {
    later: (work, after) => {
      timers.set(next, { at: now + after, work });
      return next++;
    },
    never: (timer) => timers.delete(timer),
  });
  const pass = (/** @type {number} */ by) => {
    for (const end = now + by; now < end; now++) {
      for (const [timer, { at, work }] of timers) {
        if (at > now) continue;
        timers.delete(timer);
        work();
      }
    }
  };
  return { throttle, runs, pass };
}

test('while nothing plays the work is done at once, each time', () => {
  const { throttle, runs, pass } = throttled(250);
  throttle.follow(false);
  pass(10);
  throttle.follow(false);
  pass(1000);
  assert.deepEqual(runs, [0, 10]);
});

test('while it plays the work is done at most so often, and nobody puts it off by asking again', () => {
  const { throttle, runs, pass } = throttled(250);
  for (let frame = 0; frame < 60; frame++) {
    throttle.follow(true);
    pass(16);
  }
  pass(1000);
  assert.deepEqual(runs, [250, 506, 762, 1018]);
});

test('who stops sees the newest at once, and what was waiting is not done again', () => {
  const { throttle, runs, pass } = throttled(250);
  throttle.follow(true);
  pass(100);
  throttle.follow(false);
  pass(1000);
  assert.deepEqual(runs, [100]);
});

test('what always may wait is done once for all who asked', () => {
  const { throttle, runs, pass } = throttled(700);
  throttle.soon();
  pass(300);
  throttle.soon();
  pass(1000);
  throttle.soon();
  pass(1000);
  assert.deepEqual(runs, [700, 2000]);
});

test('what is forgotten is not done, and the next does not wait for it', () => {
  const { throttle, runs, pass } = throttled(200);
  throttle.soon();
  pass(100);
  throttle.forget();
  throttle.soon();
  pass(1000);
  assert.deepEqual(runs, [300]);
});

test('nothing comes when it is over, whatever was forgotten before', () => {
  const { throttle, runs, pass } = throttled(200);
  throttle.soon();
  throttle.forget();
  throttle.dispose();
  pass(1000);
  assert.deepEqual(runs, []);
});

test('nothing comes when it is over', () => {
  const { throttle, runs, pass } = throttled(200);
  throttle.follow(true);
  throttle.dispose();
  pass(1000);
  assert.deepEqual(runs, []);
});
