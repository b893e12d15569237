const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY];

/**
 * Where an axis of time has its ticks, on the market's own clock: at full hours and local midnights, also over a change of the clock.
 * @param {number} from UTC ms @param {number} to UTC ms @param {number} most how many fit
 * @param {import('./zone.js').ZoneClock} clock @param {string} locale BCP 47
 * @returns {{values: number[], texts: string[]}}
 */
export function timeTicks(from, to, most, clock, locale) {
  /** @type {{values: number[], texts: string[]}} */
  const ticks = { values: [], texts: [] };
  if (!(to > from)) return ticks;
  const step = STEPS.find((candidate) => (to - from) / candidate <= most);
  const locals = step ? even(from, to, step, clock) : months(from, to, most, clock);
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' });
  const month = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', year: 'numeric' });
  let shown = NaN;
  for (const local of locals) {
    const at = clock.instant(local);
    if (at < from || at > to || at === ticks.values[ticks.values.length - 1]) continue;
    const date = Math.floor(local / DAY);
    ticks.values.push(at);
    if (!step) ticks.texts.push(month.format(local));
    else if (step >= DAY) ticks.texts.push(day.format(local));
    else ticks.texts.push(date === shown ? clockText(clock.local(at)) : `${clockText(clock.local(at))}<br>${day.format(local)}`);
    shown = date;
  }
  return ticks;
}

/** @param {number} local @returns {string} 14:05 */
export function clockText(local) {
  return new Date(local).toISOString().slice(11, 16);
}

/** @param {number} from @param {number} to @param {number} step @param {import('./zone.js').ZoneClock} clock @returns {number[]} */
function even(from, to, step, clock) {
  const locals = [];
  // Steps of days are counted from a Monday, so that weeks begin where weeks do.
  const origin = step > DAY ? 4 * DAY : 0;
  for (let local = Math.ceil((clock.local(from) - origin) / step) * step + origin; local <= clock.local(to); local += step) locals.push(local);
  return locals;
}

/** @param {number} from @param {number} to @param {number} most @param {import('./zone.js').ZoneClock} clock @returns {number[]} */
function months(from, to, most, clock) {
  const start = new Date(clock.local(from));
  const count = (to - from) / (30.4 * DAY);
  const step = [1, 2, 3, 6, 12, 24, 60].find((candidate) => count / candidate <= most) ?? 120;
  const locals = [];
  for (let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step; ; month += step) {
    const local = Date.UTC(Math.floor(month / 12), month % 12);
    if (local > clock.local(to)) return locals;
    locals.push(local);
  }
}
