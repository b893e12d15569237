import { clampTo, levelOf, neighbour, playable, spanAround, zoomed } from './span.js';

/** @typedef {import('./span.js').Span} Span */
/** @typedef {import('./clock.js').ReplayClock} ReplayClock */
/** @typedef {import('./market-clock.js').MarketClock} MarketClock */
/**
 * What follows when somebody goes elsewhere. `onSpan` brings the clock there. `onFollow`: the clock was moved; `stepped`: to another step. `onShow`: another moment is looked at. `onControls`:
 * buttons and fields may be others. `onTell`: say where it is now, and what has happened since. `onLeave`: the present is not followed any more. `onNoEvent`: there is none that way.
 * @typedef {{
 *   onSpan: (span: Span) => void, onFollow: (stepped: boolean) => void, onShow: () => void, onControls: () => void, onTell: (before: number) => void, onLeave: () => void,
 *   onNoEvent: (direction: 1 | -1) => void
 * }} TravelEvents
 */

const HOUR = 3_600_000;

/** How a person gets about in time: by steps, from event to event, with the pointer, and to other spans. Where that is, the clock knows; what the pointer rests on is only looked at. */
export class Travel {
  /**
   * @param {ReplayClock} clock @param {{toggle: () => void, play: () => void, pause: () => void}} playback @param {MarketClock} zone @param {TravelEvents} events
   * @param {() => number} now the present, UTC ms
   */
  constructor(clock, playback, zone, events, now) {
    this.clock = clock;
    this.playback = playback;
    this.zone = zone;
    this.events = events;
    this.now = now;
    /** What the pointer rests on. @type {number | null} */
    this.hovered = null;
    /** Whether it goes on when the pointer lets go. */
    this.scrubbed = false;
    /** Where the clock was when the pointer took it. */
    this.taken = clock.moment;
  }

  /** The moment that is shown: under the pointer, or under the clock. */
  get at() {
    return this.hovered ?? this.clock.moment;
  }

  toggle() {
    const { clock, events } = this;
    if (!clock.playing) events.onLeave();
    this.hovered = null;
    this.playback.toggle();
    events.onControls();
    if (!clock.playing) events.onTell(clock.moment);
  }

  /** The clock goes somewhere because a person wants it to. @param {number} at @param {boolean} [tell] */
  goTo(at, tell = false) {
    const { clock, events } = this;
    const before = clock.moment;
    this.hovered = null;
    events.onLeave();
    if (at < clock.span.start || at >= clock.span.end) this.setSpan(this.#spanLikeThisAt(at), at);
    else clock.seek(at);
    events.onShow();
    events.onControls();
    if (tell) events.onTell(before);
  }

  /** @param {boolean} end */
  toEdge(end) {
    this.goTo(end ? this.clock.last - 1 : this.clock.span.start, true);
  }

  /** @param {'interval' | 'hour' | 'day'} unit @param {1 | -1} by */
  step(unit, by) {
    this.playback.pause();
    const { moment, step } = this.clock;
    if (unit === 'interval') this.goTo(moment + by * step, true);
    else if (unit === 'hour') this.goTo(Math.floor((moment + by * HOUR) / step) * step, true);
    else this.goTo(this.zone.sameTime(moment, by), true);
  }

  /** @param {1 | -1} direction @param {Pick<import('./incidents.js').Incidents, 'next' | 'previous'> | null} incidents */
  toEvent(direction, incidents) {
    this.playback.pause();
    const { moment, step } = this.clock;
    const next = direction > 0 ? incidents?.next(moment + step - 1) : incidents?.previous(moment);
    if (next == null) this.events.onNoEvent(direction);
    else this.goTo(next, true);
  }

  /** @param {number | null} at */
  hover(at) {
    if (at === this.hovered) return;
    const { span, step } = this.clock;
    const hovered = at === null ? null : Math.max(span.start, Math.floor(at / step) * step);
    if (hovered === this.hovered) return;
    this.hovered = hovered;
    this.events.onShow();
  }

  /** @param {number} to @param {'start' | 'move' | 'end'} phase */
  scrub(to, phase) {
    const { clock, events } = this;
    const before = clock.moment;
    if (phase === 'start') {
      this.scrubbed = clock.playing;
      this.taken = before;
      this.playback.pause();
      events.onLeave();
    }
    this.hovered = null;
    clock.seek(to);
    events.onFollow(clock.moment !== before || phase !== 'move');
    if (phase !== 'end') return;
    events.onTell(this.taken);
    if (this.scrubbed) this.playback.play();
    events.onControls();
  }

  /** @param {Span} span @param {number} at */
  setSpan(span, at) {
    this.playback.pause();
    this.events.onSpan(span);
    this.clock.seek(at);
    this.events.onShow();
    this.events.onControls();
  }

  /** @param {import('./span.js').Level} level */
  toLevel(level) {
    const { at } = this.clock;
    this.#choose(spanAround(level, at, this.zone), at);
  }

  /** The same time on another day. @param {string} day of the market */
  toDay(day) {
    const { zone } = this;
    const { at } = this.clock;
    const start = zone.startOf(day);
    if (start !== null) this.#choose({ start, end: zone.dayAfter(start, 1) }, start + (at - zone.dayStart(at)));
  }

  /** The span that was drawn or written; the clock stays where it can. @param {number} from @param {number} to @param {number} minutes of a step @returns {boolean} whether it is one */
  toDrawn(from, to, minutes) {
    const span = playable(from, to, minutes);
    if (span) this.#choose(span, clampTo(span, this.clock.at));
    return span !== null;
  }

  /** @param {1 | -1} direction */
  moveSpan(direction) {
    const { clock, events } = this;
    const span = neighbour(clock.span, direction, this.zone);
    events.onLeave();
    this.setSpan(span, span.start + Math.min(clock.at - clock.span.start, span.end - span.start - 1));
    events.onTell(clock.moment);
  }

  /** @param {1 | -1} direction 1 is wider */
  zoom(direction) {
    const { at, span } = this.clock;
    this.#choose(zoomed(span, at, direction, this.zone), at);
  }

  /** The clock goes to the newest interval, and with the market into its next day. @param {number} newest until when there are numbers, UTC ms */
  keepUp(newest) {
    const { clock, events } = this;
    const now = this.now();
    if (now >= clock.span.end && newest >= clock.span.end - 2 * clock.step) {
      events.onSpan(spanAround('day', now, this.zone));
      events.onControls();
    } else if (newest > clock.span.start) {
      clock.seek(Math.min(newest, now) - 1);
    }
    events.onShow();
  }

  /** A person wants this span. One without the present in it is not left again as soon as something new comes. @param {Span} span @param {number} at */
  #choose(span, at) {
    const now = this.now();
    if (now < span.start || now >= span.end) this.events.onLeave();
    this.setSpan(span, at);
  }

  /** The span of the same kind that holds a moment outside of this one. @param {number} at @returns {Span} */
  #spanLikeThisAt(at) {
    const { span, step } = this.clock;
    const level = levelOf(span, this.zone);
    if (level) return spanAround(level, at, this.zone);
    const length = span.end - span.start;
    const start = at - length / 2 - ((at - length / 2) % step);
    return { start, end: start + length };
  }
}
