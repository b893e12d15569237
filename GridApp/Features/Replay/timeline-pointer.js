/** @typedef {import('./timeline.js').Timeline} Timeline */
/**
 * What a pointer wants: to look at a moment for as long as it stays there, to go to one, to choose a span.
 * @typedef {{onHover: (at: number | null) => void, onScrub: (at: number, phase: 'start' | 'move' | 'end') => void, onBrush: (from: number, to: number) => void}} PointerWishes
 */

/** A drag shorter than this is a click, CSS pixels. */
const CLICK = 4;

/** Pointers over the timeline, at most one event a frame. With Shift, or while a span is to be chosen, a drag chooses it. */
export class TimelinePointer {
  /** @param {Timeline} timeline @param {PointerWishes} wishes */
  constructor(timeline, wishes) {
    this.timeline = timeline;
    this.wishes = wishes;
    /** A drag chooses a span, until one was chosen. */
    this.choosing = false;
    /** @type {'scrub' | 'brush' | null} */
    this.dragging = null;
    this.from = 0;
    this.startX = 0;
    this.pending = 0;
    /** @type {number | null} */
    this.lastX = null;
    this.stop = new AbortController();
    const { host } = timeline;
    const { signal } = this.stop;
    host.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    host.addEventListener('pointermove', (event) => this.#move(event), { signal });
    host.addEventListener('pointerup', (event) => this.#up(event), { signal });
    host.addEventListener('pointercancel', () => this.#cancel(), { signal });
    host.addEventListener('pointerleave', () => {
      if (!this.dragging) this.#rest();
    }, { signal });
  }

  /** @param {boolean} choosing */
  setChoosing(choosing) {
    this.choosing = choosing;
    this.timeline.host.classList.toggle('choosing', choosing);
  }

  dispose() {
    cancelAnimationFrame(this.pending);
    this.stop.abort();
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.timeline.host.setPointerCapture(event.pointerId);
    this.timeline.host.focus({ preventScroll: true });
    this.startX = event.clientX;
    this.from = this.timeline.atPointer(event.clientX);
    this.dragging = event.shiftKey || this.choosing ? 'brush' : 'scrub';
    this.timeline.setHover(null);
    this.wishes.onHover(null);
    if (this.dragging === 'scrub') this.wishes.onScrub(this.from, 'start');
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.dragging && (event.pointerType === 'touch' || event.buttons !== 0)) return;
    this.lastX = event.clientX;
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      if (this.lastX === null) return;
      const at = this.timeline.atPointer(this.lastX);
      if (this.dragging === 'scrub') this.wishes.onScrub(at, 'move');
      else if (this.dragging === 'brush') this.timeline.setBrush({ from: this.from, to: at });
      else {
        this.timeline.setHover(at);
        this.wishes.onHover(at);
      }
    });
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const { dragging } = this;
    const at = this.timeline.atPointer(event.clientX);
    const clicked = Math.abs(event.clientX - this.startX) < CLICK;
    this.#cancel();
    if (dragging === 'scrub') this.wishes.onScrub(at, 'end');
    else if (dragging === 'brush' && !clicked) this.wishes.onBrush(this.from, at);
  }

  #cancel() {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    this.dragging = null;
    this.timeline.setBrush(null);
  }

  #rest() {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    this.lastX = null;
    this.timeline.setHover(null);
    this.wishes.onHover(null);
  }
}
