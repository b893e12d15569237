/** From when on (UTC ms; the first is -Infinity) the market's clock is how far ahead of UTC (ms). @typedef {{from: number, offset: number}} Transition */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * A market's own clock, from the transitions that the server gives: days have 23, 24 or 25 hours. "Local" times are ms of the wall clock, written as if they were UTC.
 */
export class MarketClock {
  /** @param {Transition[]} transitions in order, the first from -Infinity */
  constructor(transitions) {
    this.transitions = transitions.length > 0 ? transitions : [{ from: -Infinity, offset: 0 }];
  }

  /** @param {number} at UTC ms @returns {number} ms that the wall is ahead of UTC */
  offset(at) {
    let last = this.transitions.length - 1;
    while (last > 0 && at < this.transitions[last].from) last--;
    return this.transitions[last].offset;
  }

  /** @param {number} at UTC ms @returns {number} what the wall shows */
  local(at) {
    return at + this.offset(at);
  }

  /** The first instant at which the wall shows this; the moment of the jump where it never does. @param {number} local @returns {number} UTC ms */
  instant(local) {
    const { transitions } = this;
    for (let i = 0; i < transitions.length; i++) {
      const at = local - transitions[i].offset;
      if (at < (transitions[i + 1]?.from ?? Infinity)) return Math.max(at, transitions[i].from);
    }
    return local;
  }

  /** Whether the wall shows this time for the second time on its day. @param {number} at UTC ms @returns {boolean} */
  repeats(at) {
    const { transitions } = this;
    for (let i = 1; i < transitions.length; i++) {
      const back = transitions[i - 1].offset - transitions[i].offset;
      if (back > 0 && at >= transitions[i].from && at < transitions[i].from + back) return true;
    }
    return false;
  }

  /** @param {number} at UTC ms @returns {number} when its market day began, UTC ms */
  dayStart(at) {
    return this.instant(Math.floor(this.local(at) / DAY) * DAY);
  }

  /** The start of the market day so many days on. @param {number} at UTC ms @param {number} days @returns {number} UTC ms */
  dayAfter(at, days) {
    return this.instant((Math.floor(this.local(at) / DAY) + days) * DAY);
  }

  /** The same time of the wall so many days on. @param {number} at UTC ms @param {number} days @returns {number} UTC ms */
  sameTime(at, days) {
    return this.instant(this.local(at) + days * DAY);
  }

  /** @param {number} at UTC ms @returns {number} hours of its market day: 23, 24 or 25 */
  hoursOfDay(at) {
    return (this.dayAfter(at, 1) - this.dayStart(at)) / HOUR;
  }

  /** @param {number} at UTC ms @returns {string} the market day, 2026-11-19 */
  day(at) {
    return new Date(this.local(at)).toISOString().slice(0, 10);
  }

  /** @param {string} day 2026-11-19 @returns {number | null} when it begins, UTC ms; null when it is no day */
  startOf(day) {
    const local = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
    return Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== day ? null : this.instant(local);
  }
}
