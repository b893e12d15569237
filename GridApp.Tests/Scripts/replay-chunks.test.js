import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Chunks } from '../../GridApp/Features/Replay/chunks.js';

const HOUR = 3_600_000;
const span = { start: 0, end: 12 * HOUR };
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Frames of two nodes, one an hour. @param {number} from @param {number} to @param {string} [etag] @param {number} [bytes] */
function frames(from, to, etag = 'a', bytes = 100) {
  const at = Float64Array.from({ length: Math.max(0, (to - from) / HOUR) }, (_, i) => from + i * HOUR);
  return { nodes: { count: 2 }, at, minutes: new Uint16Array(at.length).fill(60), values: Float32Array.from({ length: at.length * 2 }, (_, i) => i), etag, bytes };
}

/** Chunks of two hours whose answers come when the test says. @param {{budget?: number}} [options] */
function store({ budget = 1e9 } = {}) {
  /** @type {{start: number, etag: string | null, signal: AbortSignal, answer: (value: any) => void, fail: () => void}[]} */
  const asked = [];
  /** @type {{run: () => void, ms: number} | null} */
  let timer = null;
  const clock = { now: 0 };
  /** Hours of the stretches that were said to be others now. @type {number[]} */
  const changed = [];
  /** @type {Chunks<{}>} */
  const chunks = new Chunks(
    ({ start }, etag, signal) => new Promise((resolve, reject) => {
      asked.push({ start: start / HOUR, etag, signal, answer: resolve, fail: () => reject(new Error('gone')) });
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    }),
    { length: 2 * HOUR, budget, onChange: ({ start }) => changed.push(start / HOUR), now: () => clock.now, later: (run, ms) => ((timer = { run, ms }), 1), never: () => (timer = null) },
  );
  const open = () => asked.filter((one) => !one.signal.aborted);
  const give = async (/** @type {number} */ hour, /** @type {any} */ what = frames(hour * HOUR, (hour + 2) * HOUR)) => {
    const one = asked.filter((other) => other.start === hour && !other.signal.aborted).at(-1);
    assert.ok(one, `hour ${hour} was asked for`);
    one.answer(what);
    await settled();
  };
  return { chunks, asked, changed, open, give, clock, timer: () => timer };
}

test('the stretch under the clock comes first and alone, then two at a time ahead of it', async () => {
  const { chunks, asked, give } = store();
  chunks.setSpan(span, 5 * HOUR);
  assert.deepEqual(asked.map((one) => one.start), [4]);
  await give(4);
  assert.deepEqual(asked.map((one) => one.start), [4, 6, 8]);
  await give(6);
  await give(8);
  await give(10);
  assert.deepEqual(asked.map((one) => one.start), [4, 6, 8, 10, 2, 0], 'what is ahead, then what is behind, the nearest first');
});

test('going back asks for what lies behind; a loop asks for the beginning before it gets there', async () => {
  const back = store();
  back.chunks.follow(0, -1, false);
  back.chunks.setSpan(span, 7 * HOUR);
  await back.give(6);
  assert.deepEqual(back.asked.map((one) => one.start), [6, 4, 2]);

  const loop = store();
  loop.chunks.follow(0, 1, true);
  loop.chunks.setSpan(span, 9 * HOUR);
  await loop.give(8);
  assert.deepEqual(loop.asked.map((one) => one.start), [8, 10, 0]);
});

test('scrubbing aborts what nobody waits for and never sends what was passed over', async () => {
  const { chunks, asked, open } = store();
  chunks.setSpan(span, 0);
  for (const hour of [1, 3, 5, 7, 9, 11]) chunks.follow(hour * HOUR, 1, false);
  await settled();
  assert.deepEqual(open().map((one) => one.start), [10]);
  assert.ok(asked.length <= 6);
  chunks.follow(HOUR, 1, false);
  assert.deepEqual(open().map((one) => one.start), [0]);
  assert.equal(chunks.isBroken, false, 'what was aborted has not failed');
});

test('what is under the clock already lets the others come in peace', async () => {
  const { chunks, open, give } = store();
  chunks.setSpan(span, 0);
  await give(0);
  assert.deepEqual(open().map((one) => one.start).slice(1), [2, 4]);
  chunks.follow(HOUR, 1, false);
  assert.deepEqual(open().map((one) => one.start).slice(1), [2, 4]);
});

test('a frame holds until its minutes are over; then there is none', async () => {
  const { chunks, give } = store();
  chunks.setSpan(span, 0);
  assert.equal(chunks.frameAt(0), 'loading');
  const some = frames(0, 2 * HOUR);
  some.minutes[1] = 30;
  await give(0, some);
  assert.deepEqual(chunks.frameAt(90 * 60_000 - 1), { frames: some, index: 1 });
  assert.equal(chunks.frameAt(90 * 60_000), 'none');
  assert.equal(chunks.frameAt(-1), 'none');
  assert.equal(chunks.frameAt(12 * HOUR), 'none');
  await give(2, frames(2 * HOUR, 2 * HOUR));
  assert.equal(chunks.frameAt(3 * HOUR), 'none', 'a stretch without data is an answer');
});

test('the clock waits for what is coming, and not for what failed', async () => {
  const { chunks, asked, give } = store();
  chunks.setSpan(span, 0);
  assert.equal(chunks.readyUntil(0), 0);
  await give(0);
  assert.equal(chunks.readyUntil(0), 2 * HOUR);
  asked[1].fail();
  await settled();
  assert.equal(chunks.frameAt(2 * HOUR), 'failed');
  assert.equal(chunks.readyUntil(0), 4 * HOUR);
  assert.equal(chunks.isBroken, true);
});

test('what failed is asked for again, less and less often, and at once when the connection is back', async () => {
  const { chunks, asked, clock, timer, give } = store();
  chunks.setSpan({ start: 0, end: 2 * HOUR }, 0);
  asked[0].fail();
  await settled();
  assert.equal(timer()?.ms, 2000);
  clock.now = 2000;
  timer()?.run();
  assert.equal(asked.length, 2);
  asked[1].fail();
  await settled();
  assert.equal(timer()?.ms, 4000);
  chunks.retry();
  assert.equal(asked.length, 3);
  await give(0);
  assert.equal(chunks.isBroken, false);
  assert.equal(timer(), null);
});

test('a change asks again with the tag of what is held, the one under the clock first, and shows the old until then', async () => {
  const { chunks, asked, give } = store();
  chunks.setSpan({ start: 0, end: 6 * HOUR }, 0);
  await give(0);
  await give(2);
  await give(4);
  chunks.follow(3 * HOUR, 1, false);
  chunks.refresh();
  assert.deepEqual(asked.slice(3).map((one) => [one.start, one.etag]), [[2, 'a'], [4, 'a']]);
  assert.notEqual(chunks.frameAt(3 * HOUR), 'loading');
  const rewritten = frames(2 * HOUR, 4 * HOUR, 'b');
  await give(2, rewritten);
  assert.deepEqual(chunks.frameAt(3 * HOUR), { frames: rewritten, index: 1 });
  await give(4, 'same');
  assert.notEqual(chunks.frameAt(5 * HOUR), 'loading');
  await give(0, 'same');
  assert.equal(asked.length, 6);
  assert.ok(chunks.standing().every((one) => one.state === 'ready'));
});

test('memory has a bound: what lies farthest from the clock leaves first, and is asked for only when the clock comes near', async () => {
  const { chunks, asked, give } = store({ budget: 350 });
  chunks.setSpan(span, 0);
  await give(0);
  await give(2);
  await give(4);
  assert.deepEqual(asked.map((one) => one.start), [0, 2, 4], 'three fit');
  chunks.follow(6 * HOUR, 1, false);
  await give(6);
  await give(8);
  assert.ok(chunks.bytes <= 350);
  assert.equal(chunks.frameAt(0), 'loading');
  assert.notEqual(chunks.frameAt(6 * HOUR), 'loading');
  await give(10);
  assert.deepEqual(asked.map((one) => one.start), [0, 2, 4, 6, 8, 10], 'and nothing goes in circles');
});

test('two stretches larger than the budget are kept all the same', async () => {
  const { chunks, asked, give } = store({ budget: 50 });
  chunks.setSpan({ start: 0, end: 4 * HOUR }, 0);
  await give(0);
  await give(2);
  assert.equal(asked.length, 2);
  assert.equal(chunks.bytes, 200);
});

test('another span keeps what both have and stops the rest', async () => {
  const { chunks, asked, open, give } = store();
  chunks.setSpan({ start: 0, end: 6 * HOUR }, 0);
  await give(0);
  await give(2);
  chunks.setSpan({ start: 2 * HOUR, end: 8 * HOUR }, 2 * HOUR);
  assert.notEqual(chunks.frameAt(2 * HOUR), 'loading');
  assert.equal(chunks.frameAt(0), 'none');
  assert.deepEqual(open().map((one) => one.start), [0, 2, 4, 6]);
  chunks.clear();
  assert.ok(asked.slice(2).every((one) => one.signal.aborted));
});

test('nothing is heard of what is not wanted any more', async () => {
  const { chunks, asked, changed, give } = store();
  chunks.setSpan(span, 0);
  await give(0);
  chunks.setSpan({ start: 6 * HOUR, end: 8 * HOUR }, 6 * HOUR);
  await settled();
  chunks.clear();
  await settled();
  assert.deepEqual(asked.map((one) => [one.start, one.signal.aborted]), [[0, false], [2, true], [4, true], [6, true]]);
  assert.deepEqual(changed, [0]);
});

test('what is due while others are on their way waits for them, not for a clock', async () => {
  const { chunks, asked, clock, timer, give } = store();
  chunks.setSpan({ start: 0, end: 8 * HOUR }, 0);
  await give(0);
  asked[1].fail();
  await settled();
  assert.deepEqual(asked.map((one) => one.start), [0, 2, 4, 6]);
  // The clock has gone on: what failed lies behind what is on its way now.
  chunks.follow(4 * HOUR, 1, false);
  await give(4);
  chunks.refresh();
  clock.now = 60_000;
  chunks.follow(4 * HOUR, 1, false);
  assert.equal(chunks.standing()[1].state, 'failed');
  assert.equal(timer(), null);
  await give(4, 'same');
  assert.equal(asked.at(-1)?.start, 2, 'and comes when one of them is here');
});
