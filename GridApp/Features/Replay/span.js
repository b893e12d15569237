/** What is played: `[start, end)`, UTC ms. @typedef {{start: number, end: number}} Span */
/** @typedef {'hour' | 'six-hours' | 'day' | 'week' | 'month'} Level */
/** @typedef {import('./market-clock.js').MarketClock} MarketClock */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** From the closest to the widest. @type {readonly Level[]} */
export const LEVELS = ['hour', 'six-hours', 'day', 'week', 'month'];

/** The shortest and the longest span that is played: an hour, and a month in which the clock goes back. */
export const SHORTEST = HOUR;
export const LONGEST = 31 * DAY + HOUR;

/** Beyond this (a week in which the clock goes back) time goes by the hour. */
export const EXACT = 7 * DAY + HOUR;

/** Minutes of a step where the span is aggregated. */
export const COARSE_MINUTES = 60;

/**
 * The span of a level around a moment, on the market's own calendar: the hour, the quarter of the day, the day, the week from Monday, the month.
 * @param {Level} level @param {number} at UTC ms @param {MarketClock} clock @returns {Span}
 */
export function spanAround(level, at, clock) {
  const start = clock.dayStart(at);
  switch (level) {
    case 'hour': return around(at, clock, HOUR);
    case 'six-hours': return quarter(at, clock);
    case 'day': return { start, end: clock.dayAfter(at, 1) };
    case 'week': {
      const sinceMonday = (new Date(clock.local(at)).getUTCDay() + 6) % 7;
      return { start: clock.dayAfter(at, -sinceMonday), end: clock.dayAfter(at, 7 - sinceMonday) };
    }
    case 'month': {
      const local = new Date(clock.local(at));
      const [year, month] = [local.getUTCFullYear(), local.getUTCMonth()];
      return { start: clock.instant(Date.UTC(year, month)), end: clock.instant(Date.UTC(year, month + 1)) };
    }
  }
}

/** The level that a span is exactly; null for one that was drawn by hand. @param {Span} span @param {MarketClock} clock @returns {Level | null} */
export function levelOf(span, clock) {
  return LEVELS.find((level) => {
    const whole = spanAround(level, span.start, clock);
    return whole.start === span.start && whole.end === span.end;
  }) ?? null;
}

/**
 * The span one level closer or wider, around a moment; the same where there is none.
 * @param {Span} span @param {number} at UTC ms @param {1 | -1} direction 1 is wider @param {MarketClock} clock @returns {Span}
 */
export function zoomed(span, at, direction, clock) {
  const length = span.end - span.start;
  const wider = LEVELS.map((level) => spanAround(level, at, clock)).filter((other) => (direction > 0 ? other.end - other.start > length + HOUR / 2 : other.end - other.start < length - HOUR / 2));
  return (direction > 0 ? wider[0] : wider[wider.length - 1]) ?? span;
}

/**
 * The span before or after this one: of the same level, or as long as it.
 * @param {Span} span @param {1 | -1} direction @param {MarketClock} clock @returns {Span}
 */
export function neighbour(span, direction, clock) {
  const level = levelOf(span, clock);
  if (level) return spanAround(level, direction > 0 ? span.end : span.start - 1, clock);
  const length = span.end - span.start;
  return { start: span.start + direction * length, end: span.end + direction * length };
}

/**
 * What a person drew or wrote, made playable: at least an hour, at most a month, at whole steps; null when there is nothing to it.
 * @param {number} from @param {number} to UTC ms, in any order @param {number} minutes of a step @returns {Span | null}
 */
export function playable(from, to, minutes) {
  if (!Number.isFinite(from) || !Number.isFinite(to) || from === to) return null;
  const step = minutes * 60_000;
  const start = Math.floor(Math.min(from, to) / step) * step;
  const end = Math.ceil(Math.max(from, to) / step) * step;
  if (end - start < SHORTEST) {
    const middle = Math.round((start + end) / 2 / step) * step;
    const first = middle - Math.floor(SHORTEST / 2 / step) * step;
    return { start: first, end: first + SHORTEST };
  }
  return { start, end: Math.min(end, start + LONGEST) };
}

/**
 * Minutes that a step of the clock takes: an interval of the market's, or an hour where the span is longer than a week.
 * @param {Span} span @param {number} intervalMinutes @returns {number}
 */
export function stepMinutes(span, intervalMinutes) {
  return isCoarse(span) ? Math.max(COARSE_MINUTES, intervalMinutes) : intervalMinutes;
}

/** Whether a span goes by the hour. @param {Span} span @returns {boolean} */
export function isCoarse(span) {
  return span.end - span.start > EXACT;
}

/** @param {Span} span @param {number} at @returns {number} the moment, brought into the span (its end is not in it) */
export function clampTo(span, at) {
  return Math.min(Math.max(at, span.start), span.end - 1);
}

/** @param {number} at @param {MarketClock} clock @param {number} length @returns {Span} */
function around(at, clock, length) {
  const offset = clock.offset(at);
  const start = Math.floor((at + offset) / length) * length - offset;
  return { start, end: start + length };
}

/** A quarter of the market day by its wall: on days when the clock changes one of them is an hour longer or shorter. @param {number} at @param {MarketClock} clock @returns {Span} */
function quarter(at, clock) {
  const local = Math.floor(clock.local(at) / (6 * HOUR)) * 6 * HOUR;
  return { start: clock.instant(local), end: clock.instant(local + 6 * HOUR) };
}
