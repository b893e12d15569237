import { Tooltip } from './tooltip.js';

/**
 * What is under the pointer: where it is (CSS pixels of the map's container) and how big, what the card beside it says, what a click does, and what the card
 * says once more is known.
 * @typedef {{key: string, x: number, y: number, radius: number, texts: (string | null)[], select: () => void, more?: () => Promise<(string | null)[] | null>}} Found
 */
/** Looks for something at a point of the container, within a tolerance in CSS pixels. @typedef {(point: {x: number, y: number}, tolerance: number) => Found | null} Finder */

const MORE_AFTER_MS = 120;
const MOUSE_TOLERANCE = 4;
const FINGER_TOLERANCE = 14;

/** What the pointer does with the things on the map: a card beside the one below it, a click that selects it. */
export class Hover {
  /** @param {import('leaflet').Map} map @param {Finder[]} finders whose finds lie on top come first */
  constructor(map, finders) {
    this.map = map;
    this.finders = finders;
    this.tooltip = new Tooltip(map.getContainer());
    this.timer = 0;
    this.pending = 0;
    /** @type {string | null} */
    this.current = null;
    /** @type {PointerEvent | null} */
    this.last = null;
    this.stop = new AbortController();
    const container = map.getContainer();
    const { signal } = this.stop;
    container.addEventListener('pointermove', (event) => this.#move(event), { signal });
    container.addEventListener('pointerleave', () => this.hide(), { signal });
    map.on('movestart zoomstart', () => this.hide());
    map.on('click', (event) => this.#click(/** @type {import('leaflet').LeafletMouseEvent} */ (event)));
  }

  hide() {
    cancelAnimationFrame(this.pending);
    clearTimeout(this.timer);
    this.pending = 0;
    this.current = null;
    this.tooltip.hide();
    this.map.getContainer().classList.remove('on-plant');
  }

  dispose() {
    this.hide();
    this.stop.abort();
    this.tooltip.dispose();
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerType === 'touch' || event.buttons !== 0) return;
    this.last = event;
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      if (this.last) this.#look(this.last);
    });
  }

  /** @param {PointerEvent} event */
  #look(event) {
    const container = this.map.getContainer();
    const onControl = event.target instanceof Element && event.target.closest('.leaflet-control') !== null;
    const box = container.getBoundingClientRect();
    const found = onControl ? null : this.#find({ x: event.clientX - box.left, y: event.clientY - box.top }, MOUSE_TOLERANCE);
    container.classList.toggle('on-plant', found !== null);
    if (!found) {
      this.hide();
      return;
    }
    if (found.key === this.current) return;
    this.current = found.key;
    clearTimeout(this.timer);
    this.tooltip.show(found, found.texts);
    const { more } = found;
    if (more) this.timer = window.setTimeout(() => void this.#more(found, more), MORE_AFTER_MS);
  }

  /** @param {Found} found @param {() => Promise<(string | null)[] | null>} more */
  async #more(found, more) {
    const texts = await more();
    if (texts && this.current === found.key) this.tooltip.show(found, texts);
  }

  /** @param {{x: number, y: number}} point @param {number} tolerance @returns {Found | null} */
  #find(point, tolerance) {
    for (const finder of this.finders) {
      const found = finder(point, tolerance);
      if (found) return found;
    }
    return null;
  }

  /** @param {import('leaflet').LeafletMouseEvent} event */
  #click(event) {
    const touch = /** @type {PointerEvent} */ (event.originalEvent).pointerType === 'touch';
    this.#find(event.containerPoint, touch ? FINGER_TOLERANCE : MOUSE_TOLERANCE)?.select();
  }
}
