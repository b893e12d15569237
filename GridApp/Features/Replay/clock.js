/** @typedef {import('./span.js').Span} Span */

const DAY = 86_400_000;

/** Seconds that a day takes, from slow to fast. */
export const SPEEDS = [120, 30, 10];

/** Longer than this between two ticks, nobody was looking (another tab, a laptop that slept): that time does not count. */
const LONGEST_TICK = 250;

/**
 * The one clock. It knows no timers: whoever drives it says how much real time has passed, and how far there is something to show.
 * `at` moves continuously; what is shown is the step that holds it.
 */
export class ReplayClock {
  /**
   * @param {{span: Span, end?: number, at: number, stepMinutes: number, speed?: number, loop?: boolean}} options
   * `end`: until when there is anything to play, if that is before the span's end; `speed`: seconds that a day takes
   */
  constructor({ span, end, at, stepMinutes, speed = SPEEDS[1], loop = false }) {
    this.span = span;
    this.end = Math.min(end ?? span.end, span.end);
    this.at = at;
    this.step = stepMinutes * 60_000;
    this.speed = speed;
    this.loop = loop;
    this.playing = false;
    /** It would go on, but what comes next is still on its way. */
    this.waiting = false;
    this.seek(at);
  }

  /** Start of the step that is shown, UTC ms. */
  get moment() {
    return Math.max(this.span.start, Math.floor(this.at / this.step) * this.step);
  }

  /** Where a play ends, never before there is one step to show. */
  get last() {
    return Math.max(this.end, this.span.start + 1);
  }

  /** Goes on; from the beginning when it stands at the end. */
  play() {
    if (this.at >= this.last - this.step) this.at = this.span.start;
    this.playing = true;
  }

  pause() {
    this.playing = false;
    this.waiting = false;
  }

  /** @param {number} at UTC ms; what lies outside of the span counts as its nearest moment */
  seek(at) {
    this.at = Math.min(Math.max(at, this.span.start), this.span.end - 1);
    this.waiting = false;
  }

  /** By whole steps, to the beginning of one. @param {number} steps */
  stepBy(steps) {
    this.seek(this.moment + steps * this.step);
  }

  /** Another span: the moment stays where it can. @param {Span} span @param {number} stepMinutes @param {number} [end] */
  setSpan(span, stepMinutes, end) {
    this.span = span;
    this.step = stepMinutes * 60_000;
    this.end = Math.min(end ?? span.end, span.end);
    this.seek(this.at);
  }

  /**
   * Real time has passed.
   * @param {number} elapsed ms @param {number} readyUntil up to here there is something to show, UTC ms
   * @returns {boolean} whether another step is shown now
   */
  advance(elapsed, readyUntil) {
    if (!this.playing) return false;
    const before = this.moment;
    const by = (Math.min(Math.max(elapsed, 0), LONGEST_TICK) * DAY) / (this.speed * 1000);
    const next = this.at + by;
    this.waiting = next >= readyUntil && readyUntil < this.last;
    if (this.waiting) {
      // Not back: what was shown may have been dropped from memory meanwhile.
      this.at = Math.max(this.at, readyUntil - 1);
    } else if (next < this.last) {
      this.at = next;
    } else if (this.loop) {
      this.at = this.span.start;
    } else {
      this.at = this.last - 1;
      this.playing = false;
    }
    return this.moment !== before;
  }
}
