import { formatNumber } from './number.js';
import { PlantNames } from './plant-names.js';
import { Tooltip } from './tooltip.js';

/** @typedef {import('./plants-layer.js').PlantsLayer} PlantsLayer */
/** @typedef {import('./plants-layer.js').Hit} Hit */

const NAME_AFTER_MS = 120;
const MOUSE_TOLERANCE = 4;
const FINGER_TOLERANCE = 14;

/** What the pointer does with plants: a card beside the one below it, a click that selects it. */
export class Hover {
  /**
   * @param {import('leaflet').Map} map @param {PlantsLayer} plants @param {import('./map.js').MapOptions} options @param {(id: number) => void} onSelect
   */
  constructor(map, plants, options, onSelect) {
    this.map = map;
    this.plants = plants;
    this.options = options;
    this.onSelect = onSelect;
    this.names = new PlantNames(options.plantsUrl);
    this.tooltip = new Tooltip(map.getContainer());
    this.timer = 0;
    this.pending = 0;
    this.current = -1;
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
    this.current = -1;
    this.tooltip.hide();
    this.map.getContainer().classList.remove('on-plant');
  }

  dispose() {
    this.hide();
    this.stop.abort();
    this.names.dispose();
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
    const hit = onControl ? null : this.plants.at({ x: event.clientX - box.left, y: event.clientY - box.top }, MOUSE_TOLERANCE);
    container.classList.toggle('on-plant', hit !== null);
    if (!hit) {
      this.hide();
      return;
    }
    if (hit.row === this.current) return;
    this.current = hit.row;
    clearTimeout(this.timer);
    const id = this.plants.plants.id[hit.row];
    const known = this.names.peek(id);
    this.#show(hit, known);
    if (known === undefined) this.timer = window.setTimeout(() => void this.#name(hit, id), NAME_AFTER_MS);
  }

  /** @param {Hit} hit @param {number} id */
  async #name(hit, id) {
    const name = await this.names.get(id);
    if (name !== undefined && this.current === hit.row) this.#show(hit, name);
  }

  /** @param {Hit} hit @param {string | undefined} name */
  #show(hit, name) {
    const { plants } = this.plants;
    const { marks, texts } = this.options;
    const others = this.plants.hiddenUnder(hit);
    this.tooltip.show(hit, [
      name ?? texts.loadingName,
      `${marks.fuel[plants.fuel[hit.row]]?.name ?? ''} · ${formatNumber(plants.capacityMw[hit.row], texts)} ${texts.unit} · ${marks.status[plants.status[hit.row]]?.name ?? ''}`,
      others > 0 ? texts.more.replace('{0}', formatNumber(others, texts)) : null,
    ]);
  }

  /** @param {import('leaflet').LeafletMouseEvent} event */
  #click(event) {
    const touch = /** @type {PointerEvent} */ (event.originalEvent).pointerType === 'touch';
    const hit = this.plants.at(event.containerPoint, touch ? FINGER_TOLERANCE : MOUSE_TOLERANCE);
    if (hit) this.onSelect(this.plants.plants.id[hit.row]);
  }
}
