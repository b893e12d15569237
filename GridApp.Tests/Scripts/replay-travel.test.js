import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReplayClock } from '../../GridApp/Features/Replay/clock.js';
import { MarketClock } from '../../GridApp/Features/Replay/market-clock.js';
import { Travel } from '../../GridApp/Features/Replay/travel.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const start = Date.parse('2026-11-19T08:00:00Z');
const span = { start, end: start + DAY };
const zone = new MarketClock([{ from: -Infinity, offset: -8 * HOUR }]);

/** A clock at noon of a market day, a moment before the present, and what is heard of its travels. @param {import('../../GridApp/Features/Replay/span.js').Span} [within] */
function travelling(within = span) {
  const present = { now: noon + MINUTE };
  const clock = new ReplayClock({ span: within, at: within.start + 12 * HOUR, stepMinutes: 5 });
  /** @type {(string | number)[][]} */
  const heard = [];
  const playback = {
    play: () => clock.play(),
    pause: () => clock.pause(),
    toggle: () => (clock.playing ? clock.pause() : clock.play()),
  };
  const travel = new Travel(clock, playback, zone, {
    onSpan: (next) => {
      clock.setSpan(next, 5);
      heard.push(['span', next.start, next.end]);
    },
    onFollow: (stepped) => heard.push(['follow', String(stepped)]),
    onShow: () => heard.push(['show']),
    onControls: () => heard.push(['controls']),
    onTell: (before) => heard.push(['tell', before]),
    onLeave: () => heard.push(['leave']),
    onNoEvent: (direction) => heard.push(['no event', direction]),
  }, () => present.now);
  return { clock, travel, present, heard, names: () => heard.map(([name]) => name) };
}

const noon = start + 12 * HOUR;

test('steps of an interval, an hour and a day are told from where they began, and leave the present', () => {
  const { clock, travel, heard } = travelling();
  clock.play();
  travel.step('interval', 1);
  assert.deepEqual(heard, [['leave'], ['show'], ['controls'], ['tell', noon]]);
  assert.deepEqual([clock.moment, clock.playing], [noon + 5 * MINUTE, false]);
  travel.step('hour', -1);
  assert.equal(clock.moment, noon - 55 * MINUTE);
  travel.step('day', 1);
  assert.deepEqual([clock.moment, clock.span], [noon - 55 * MINUTE + DAY, { start: start + DAY, end: start + 2 * DAY }]);
});

test('a moment outside of the span brings the span of its kind: the day by its name, or one that is as long', () => {
  const day = travelling();
  day.travel.goTo(start - MINUTE);
  assert.deepEqual([day.clock.span, day.clock.at], [{ start: start - DAY, end: start }, start - MINUTE]);
  assert.ok(!day.names().includes('tell'));
  const drawn = travelling({ start: start + HOUR, end: start + 15 * HOUR });
  drawn.travel.goTo(start + 20 * HOUR);
  assert.deepEqual([drawn.clock.span, drawn.clock.at], [{ start: start + 13 * HOUR, end: start + 27 * HOUR }, start + 20 * HOUR]);
});

test('from event to event, and it is said when there is none', () => {
  const { clock, travel, heard } = travelling();
  const asked = /** @type {number[]} */ ([]);
  const incidents = {
    next: (/** @type {number} */ at) => (asked.push(at), noon + HOUR),
    previous: (/** @type {number} */ at) => (asked.push(at), null),
  };
  travel.toEvent(1, incidents);
  assert.deepEqual([clock.moment, asked], [noon + HOUR, [noon + 5 * MINUTE - 1]], 'what happens in the step that is shown is not the next');
  travel.toEvent(-1, incidents);
  travel.toEvent(1, null);
  assert.deepEqual(heard.filter(([name]) => name === 'no event'), [['no event', -1], ['no event', 1]]);
  assert.equal(clock.moment, noon + HOUR);
});

test('a pointer that rests shows another step, once, and the clock stays where it is', () => {
  const { clock, travel, heard } = travelling();
  travel.hover(start + 7 * MINUTE);
  travel.hover(start + 8 * MINUTE);
  assert.deepEqual([travel.at, clock.at, heard], [start + 5 * MINUTE, noon, [['show']]]);
  travel.hover(null);
  assert.deepEqual([travel.at, heard.length], [noon, 2]);
});

test('what is dragged goes on playing when it is let go, if it played, and tells what happened since it was taken', () => {
  const { clock, travel, heard } = travelling();
  clock.play();
  travel.scrub(noon + HOUR, 'start');
  assert.equal(clock.playing, false);
  travel.scrub(noon + HOUR + MINUTE, 'move');
  travel.scrub(noon + HOUR + 6 * MINUTE, 'move');
  travel.scrub(noon + HOUR + 6 * MINUTE, 'end');
  assert.equal(clock.playing, true);
  assert.deepEqual(heard, [['leave'], ['follow', 'true'], ['follow', 'false'], ['follow', 'true'], ['follow', 'true'], ['tell', noon], ['controls']]);
});

test('another day has the same time, a drawn span keeps the clock where it can', () => {
  const { clock, travel, heard } = travelling();
  travel.toDay('2026-11-21');
  assert.deepEqual([clock.span.start, clock.at], [start + 2 * DAY, noon + 2 * DAY]);
  assert.equal(travel.toDrawn(start, start + 3 * HOUR, 5), true);
  assert.deepEqual([clock.span, clock.at], [{ start, end: start + 3 * HOUR }, start + 3 * HOUR - 1]);
  heard.length = 0;
  travel.toDay('soon');
  assert.equal(travel.toDrawn(start, start, 5), false);
  assert.deepEqual(heard, []);
});

test('the span before has the clock at the same place, closer and wider ones around it', () => {
  const { clock, travel, names } = travelling();
  travel.moveSpan(-1);
  assert.deepEqual([clock.span.start, clock.at], [start - DAY, noon - DAY]);
  assert.deepEqual(names(), ['leave', 'span', 'show', 'controls', 'tell']);
  travel.zoom(-1);
  assert.deepEqual([clock.span, clock.at], [{ start: noon - DAY, end: noon - DAY + 6 * HOUR }, noon - DAY]);
  travel.toLevel('week');
  assert.equal(clock.span.end - clock.span.start, 7 * DAY);
});

test('who chooses a span without the present does not follow it any more, however it is chosen', () => {
  const leaves = (/** @type {(travel: Travel) => void} */ choose) => {
    const { travel, heard, names } = travelling();
    choose(travel);
    assert.ok(names().includes('span'), JSON.stringify(heard));
    return names().includes('leave');
  };
  assert.equal(leaves((travel) => travel.toDay('2026-11-18')), true);
  assert.equal(leaves((travel) => travel.toDay('2026-11-19')), false);
  assert.equal(leaves((travel) => travel.toDrawn(start, start + 3 * HOUR, 5)), true);
  assert.equal(leaves((travel) => travel.toDrawn(start, start + 15 * HOUR, 5)), false);
  assert.equal(leaves((travel) => travel.zoom(1)), false);
  assert.equal(leaves((travel) => travel.zoom(-1)), false);
  assert.equal(leaves((travel) => travel.toLevel('month')), false);
  const { travel, clock, names } = travelling();
  clock.seek(noon - HOUR);
  travel.toLevel('hour');
  assert.deepEqual(names(), ['leave', 'span', 'show', 'controls']);
});

test('who follows the present goes to the newest, and into the next day when this one is over', () => {
  const { clock, travel, present, heard } = travelling();
  present.now = noon + HOUR;
  travel.keepUp(noon + 2 * HOUR);
  assert.equal(clock.at, noon + HOUR - 1, 'what is published ahead is not the present');
  assert.deepEqual(heard, [['show']], 'and sees it');
  travel.keepUp(-Infinity);
  assert.equal(clock.at, noon + HOUR - 1);
  present.now = span.end + MINUTE;
  travel.keepUp(noon);
  assert.deepEqual([clock.span, clock.at], [span, noon - 1], 'this day is not all here yet');
  heard.length = 0;
  travel.keepUp(span.end);
  assert.deepEqual(heard, [['span', span.end, span.end + DAY], ['controls'], ['show']]);
});
