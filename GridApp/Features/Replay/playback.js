import { SPEEDS } from './clock.js';

/** @typedef {import('./clock.js').ReplayClock} ReplayClock */
/** What the person wants that is not the clock's own affair. @typedef {{onStep: (unit: 'interval' | 'hour' | 'day', by: 1 | -1) => void, onEvent: (direction: 1 | -1) => void, onEdge: (end: boolean) => void, onToggle: () => void}} Wishes */

/** Drives the clock with the frames of the screen, and only while it plays. A page that nobody sees gets no frames. */
export class Playback {
  /** @param {ReplayClock} clock @param {{readyUntil: () => number, onTick: (stepped: boolean) => void, onState: () => void}} options */
  constructor(clock, options) {
    this.clock = clock;
    this.options = options;
    this.pending = 0;
    this.last = 0;
  }

  toggle() {
    if (this.clock.playing) this.pause();
    else this.play();
  }

  play() {
    const from = this.clock.moment;
    this.clock.play();
    this.last = performance.now();
    cancelAnimationFrame(this.pending);
    this.pending = requestAnimationFrame((now) => this.#frame(now));
    this.options.onTick(this.clock.moment !== from);
    this.options.onState();
  }

  pause() {
    cancelAnimationFrame(this.pending);
    if (!this.clock.playing) return;
    this.clock.pause();
    this.options.onState();
  }

  /** The next of the speeds. @param {number} speed @returns {number} */
  static after(speed) {
    return SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length];
  }

  dispose() {
    cancelAnimationFrame(this.pending);
  }

  /** @param {number} now */
  #frame(now) {
    const { clock } = this;
    const waited = clock.waiting;
    const stepped = clock.advance(now - this.last, this.options.readyUntil());
    this.last = now;
    this.options.onTick(stepped);
    if (clock.playing) this.pending = requestAnimationFrame((next) => this.#frame(next));
    if (!clock.playing || clock.waiting !== waited) this.options.onState();
  }
}

/**
 * Keys: space plays, arrows step by an interval (with Shift an hour, with Control or Alt a day), Home and End go to the ends, brackets to the events around.
 * @param {HTMLElement} root @param {Wishes} wishes @param {AbortSignal} signal
 */
export function listenToKeys(root, wishes, signal) {
  root.ownerDocument.addEventListener('keydown', (event) => {
    const { target } = event;
    if (!(target instanceof Element) || event.defaultPrevented || event.metaKey) return;
    // Nothing that takes keys has the focus when the page has just been opened (its heading has): the replay's keys are heard then, too.
    if (!root.contains(target) && target.closest('a, button, summary, nav, [role]')) return;
    if (target.closest('input, select, textarea, [contenteditable], dialog, [popover]')) return;
    const arrows = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    // The map pans by arrows, tables scroll, and a button is pressed by its own keys.
    if (arrows && target.closest('.leaflet-container, [role="region"]')) return;
    if (event.key === ' ' && target.closest('button, a, summary')) return;
    const by = event.key === 'ArrowLeft' ? -1 : 1;
    if (arrows) wishes.onStep(event.shiftKey ? 'hour' : event.ctrlKey || event.altKey ? 'day' : 'interval', by);
    else if (event.ctrlKey || event.altKey) return;
    else if (event.key === ' ') wishes.onToggle();
    else if (event.key === 'Home' || event.key === 'End') wishes.onEdge(event.key === 'End');
    else if (event.key === '[' || event.key === ']') wishes.onEvent(event.key === ']' ? 1 : -1);
    else return;
    event.preventDefault();
  }, { signal });
}
