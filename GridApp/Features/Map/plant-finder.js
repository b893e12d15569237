import { formatNumber } from './number.js';
import { PlantNames } from './plant-names.js';

/** @typedef {import('./plants-layer.js').PlantsLayer} PlantsLayer */
/** @typedef {import('./plants-layer.js').Hit} Hit */

/** Finds plants for the pointer and says what they are; their names are asked for when a pointer rests on one. */
export class PlantFinder {
  /** @param {PlantsLayer} plants @param {import('./map.js').MapOptions} options @param {(id: number) => void} onSelect */
  constructor(plants, options, onSelect) {
    this.plants = plants;
    this.options = options;
    this.onSelect = onSelect;
    this.names = new PlantNames(options.plantsUrl);
  }

  /** @type {import('./hover.js').Finder} */
  find = (point, tolerance) => {
    const hit = this.plants.at(point, tolerance);
    if (!hit) return null;
    const id = this.plants.plants.id[hit.row];
    const known = this.names.peek(id);
    const others = this.plants.hiddenUnder(hit);
    return {
      ...hit, key: `plant ${id}`, texts: this.#texts(hit, known, others), select: () => this.onSelect(id),
      more: known !== undefined ? undefined : async () => {
        const name = await this.names.get(id);
        return name === undefined ? null : this.#texts(hit, name, others);
      },
    };
  };

  dispose() {
    this.names.dispose();
  }

  /** @param {Hit} hit @param {string | undefined} name @param {number} others plants that lie under it */
  #texts({ row }, name, others) {
    const { plants } = this.plants;
    const { marks, texts } = this.options;
    return [
      name ?? texts.loadingName,
      `${marks.fuel[plants.fuel[row]]?.name ?? ''} · ${formatNumber(plants.capacityMw[row], texts)} ${texts.unit} · ${marks.status[plants.status[row]]?.name ?? ''}`,
      others > 0 ? texts.more.replace('{0}', formatNumber(others, texts)) : null,
    ];
  }
}
