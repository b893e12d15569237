import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReplayClock } from '../../GridApp/Features/Replay/clock.js';

const DAY = 86_400_000;
const MINUTE = 60_000;
const start = Date.parse('2026-11-19T08:00:00Z');
const span = { start, end: start + DAY };

/** @param {Partial<ConstructorParameters<typeof ReplayClock>[0]>} [options] */
const clock = (options) => new ReplayClock({ span, at: start, stepMinutes: 5, speed: 120, ...options });

/** Lets real time pass in frames of the screen. @param {ReplayClock} at @param {number} seconds @param {number} [ready] */
function run(at, seconds, ready = Infinity) {
  let steps = 0;
  for (let i = 0; i < seconds * 100; i++) if (at.advance(10, ready)) steps++;
  return steps;
}

test('a day takes as many seconds as the speed says, and every interval is shown once', () => {
  for (const speed of [120, 30, 10]) {
    const day = clock({ speed });
    day.play();
    assert.equal(run(day, speed), 287);
    assert.equal(day.playing, false, 'it stops at the end');
    assert.equal(day.moment, span.end - 5 * MINUTE);
  }
});

test('what stands still does not move', () => {
  const still = clock();
  assert.equal(run(still, 5), 0);
  assert.equal(still.at, start);
});

test('it loops to the beginning of the span', () => {
  const loop = clock({ speed: 10, loop: true });
  loop.play();
  run(loop, 10.5);
  assert.equal(loop.playing, true);
  assert.ok(loop.at >= start && loop.at < start + 2 * 3_600_000);
});

test('play at the end begins again', () => {
  const again = clock({ at: span.end - 1 });
  again.play();
  assert.equal(again.moment, start);
});

test('a day that is not over ends where its numbers do, and there it can be looked at beyond', () => {
  const today = clock({ end: start + 6 * 3_600_000, speed: 10 });
  today.play();
  run(today, 10);
  assert.equal(today.playing, false);
  assert.equal(today.moment, start + 6 * 3_600_000 - 5 * MINUTE);
  today.seek(start + 12 * 3_600_000);
  assert.equal(today.moment, start + 12 * 3_600_000);
  today.play();
  assert.equal(today.moment, start);
});

test('it waits for what is still on its way, and goes on from there', () => {
  const waits = clock({ speed: 10 });
  waits.play();
  run(waits, 2, start + 2 * 3_600_000);
  assert.equal(waits.waiting, true);
  assert.equal(waits.playing, true);
  assert.equal(waits.moment, start + 2 * 3_600_000 - 5 * MINUTE);
  run(waits, 0.1);
  assert.equal(waits.waiting, false);
  assert.ok(waits.at > start + 2 * 3_600_000);
});

test('it never goes back for what is missing behind it', () => {
  const ahead = clock({ at: start + 5 * 3_600_000 });
  ahead.play();
  run(ahead, 1, start + 4 * 3_600_000);
  assert.equal(ahead.at, start + 5 * 3_600_000);
  assert.equal(ahead.waiting, true);
});

test('an hour in which nobody looked does not count', () => {
  const asleep = clock({ speed: 120 });
  asleep.play();
  asleep.advance(3_600_000, Infinity);
  assert.ok(asleep.at - start < 5 * MINUTE);
});

test('steps go to the beginnings of intervals and stop at the ends of the span', () => {
  const steps = clock({ at: start + 7 * MINUTE });
  assert.equal(steps.moment, start + 5 * MINUTE);
  steps.stepBy(1);
  assert.equal(steps.at, start + 10 * MINUTE);
  steps.stepBy(-3);
  assert.equal(steps.at, start);
  steps.stepBy(10_000);
  assert.equal(steps.moment, span.end - 5 * MINUTE);
});

test('another span keeps the moment where it can', () => {
  const moved = clock({ at: start + 7 * 3_600_000 });
  moved.setSpan({ start: start + 6 * 3_600_000, end: start + 12 * 3_600_000 }, 5);
  assert.equal(moved.at, start + 7 * 3_600_000);
  moved.setSpan({ start: start + DAY, end: start + 2 * DAY }, 60);
  assert.equal(moved.at, start + DAY);
  assert.equal(moved.step, 3_600_000);
});
