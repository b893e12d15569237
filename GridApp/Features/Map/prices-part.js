import { latToY, lonToX } from './mercator.js';
import { PriceLayers } from './price-layers.js';
import { NodeNames } from './node-names.js';
import { formatPrice } from './number.js';
import { PriceLegend } from './price-legend.js';
import { domainOf, summarize } from './price-scale.js';
import { PricesFeed } from './prices-feed.js';

/** @typedef {import('./prices-feed.js').PriceMoment} PriceMoment */
/** @typedef {import('./price-scale.js').ValueFilter} ValueFilter */

/**
 * What of prices is shown: `surface` and `points` by value, `nodes` also without one; which prices (`at` ISO 8601, null for now), and what is let through.
 * @typedef {{surface: boolean, points: boolean, nodes: boolean, kind: string, component: string, market: string | null, at: string | null, least: number | null, most: number | null}} PriceChoice
 */

/** What is shown now, for those who draw something else of it. @typedef {{places: import('./prices-painter.js').NodePlaces, values: Float32Array, domain: import('./price-scale.js').Domain, unit: string | null, at: number}} ShownPrices */

/** Where prices lie on the map, degrees. @typedef {{west: number, south: number, east: number, north: number}} PriceBox */

/** Prices whose size is what matters have the median in the middle of the scale; what is above or below something has zero. @param {PriceChoice} choice @returns {import('./price-scale.js').Around} */
const aroundOf = ({ kind, component }) => (kind !== 'DART' && (component === 'total' || component === 'energy') ? 'median' : 'zero');

/** Nodal prices on the map: what is asked for, drawn, and explained. Loaded when somebody wants to see prices. */
export class PricesPart {
  /**
   * @param {import('leaflet').Map} map
   * @param {{url: string, panes: {surface: string, points: string}, texts: import('./price-legend.js').LegendTexts & {loadingName: string, noPrice: string}}} options
   * @param {{legend: () => HTMLElement | null, tell: (method: string, ...values: unknown[]) => void, onShown: (shown: ShownPrices) => void}} page
   */
  constructor(map, options, page) {
    this.map = map;
    this.options = options;
    this.page = page;
    /** @type {PriceChoice | null} */
    this.choice = null;
    /** @type {PriceLegend | null} */
    this.legend = null;
    /** @type {ShownPrices | null} */
    this.shownPrices = null;
    this.layers = new PriceLayers(map, options.panes, { domain: { low: -1, centre: 0, high: 1 }, filter: { least: null, most: null }, negative: false });
    // When prices were last drawn: for who measures how long that takes.
    this.layers.surface.onShown = this.layers.points.onShown = () => (map.getContainer().dataset.pricesPainted = String(performance.now()));
    /** @type {import('../Prices/price-frames.js').PriceNodes | null} */
    this.nodes = null;
    this.names = new NodeNames(`${options.url}/nodes`);
    this.feed = new PricesFeed(options.url, {
      onMoment: (moment) => this.#show(moment),
      onState: (state) => {
        if (state.state === 'none') this.#clear();
        this.page.tell('OnPriceFeed', state.state, 'error' in state ? state.error : null);
      },
    });
    this.fitting = false;
  }

  /** @param {PriceChoice} choice */
  set(choice) {
    const before = this.choice;
    this.choice = choice;
    const on = choice.surface || choice.points;
    if (choice.least !== before?.least || choice.most !== before?.most) this.#filter({ least: choice.least, most: choice.most });
    if (on) this.#mountLegend();
    else this.#dropLegend();
    this.layers.setShown(choice);
    if (on || choice.nodes) this.feed.ask({ kind: choice.kind, component: choice.component, market: choice.market, at: choice.at === null ? null : Date.parse(choice.at) });
    else this.feed.rest();
  }

  /** Shows all nodes that have a price, once they are here, unless they fill the view well enough. */
  fit() {
    if (this.feed.moment && !this.feed.asking) this.#fit();
    else this.fitting = true;
  }

  update() {
    this.feed.update();
  }

  retry() {
    this.feed.retry();
  }

  /** @param {-1 | 1} direction @param {import('./prices-feed.js').StepUnit} unit @returns {Promise<string | null>} the moment to go to, "now", or null where there is none */
  async step(direction, unit) {
    const found = await this.feed.step(direction, unit);
    return found === undefined ? null : found === null ? 'now' : new Date(found).toISOString();
  }

  /** The boundaries of markets, which end their surfaces. @param {Record<string, import('./atlas.js').Shapes>} clips */
  setClips(clips) {
    this.layers.setClips(clips);
  }

  refreshColours() {
    this.layers.refreshColours();
    this.legend?.refreshColours();
  }

  /** The page's elements were made anew. */
  remount() {
    this.#dropLegend();
    if (this.choice && (this.choice.surface || this.choice.points)) this.#mountLegend();
  }

  dispose() {
    this.#dropLegend();
    this.names.dispose();
    this.feed.dispose();
    this.layers.dispose();
  }

  /** @type {import('./hover.js').Finder} */
  find = (point, tolerance) => {
    const hit = this.layers.at(point, tolerance);
    const { nodes } = this;
    if (!hit || !nodes) return null;
    const id = nodes.ids[hit.row];
    const value = this.layers.values[hit.row];
    const { texts } = this.options;
    const price = Number.isNaN(value) ? texts.noPrice : `${formatPrice(value, texts)} ${this.feed.moment?.unit ?? ''}`;
    const say = (/** @type {import('./node-names.js').NodeName | undefined} */ name) =>
      [name?.name ?? texts.loadingName, price, name ? [name.market, name.zone, name.code === name.name ? null : name.code].filter(Boolean).join(' \u00b7 ') : null];
    const known = this.names.peek(id);
    return {
      ...hit, key: `node ${id} ${value}`, texts: say(known), select: () => this.page.tell('OnNodeSelected', id),
      more: known ? undefined : async () => {
        const name = await this.names.get(id, nodes.longitudes[hit.row], nodes.latitudes[hit.row]);
        return name ? say(name) : null;
      },
    };
  };

  /** @param {PriceMoment} moment */
  #show(moment) {
    const { nodes, markets, values } = moment;
    if (this.nodes !== nodes) {
      this.nodes = nodes;
      const x = new Float32Array(nodes.count);
      const y = new Float32Array(nodes.count);
      for (let i = 0; i < nodes.count; i++) {
        x[i] = lonToX(nodes.longitudes[i]);
        y[i] = Number.isNaN(nodes.latitudes[i]) ? NaN : latToY(nodes.latitudes[i]);
      }
      this.layers.setPlaces({ x, y, markets: markets.map(({ market, firstNode, nodes: count }) => ({ market, first: firstNode, count })) });
    }
    const choice = /** @type {PriceChoice} */ (this.choice);
    const summary = summarize(values);
    const domain = domainOf(summary, aroundOf(choice));
    const negative = aroundOf(choice) === 'median';
    this.layers.setValues(values, { ...this.layers.scale, domain, negative });
    this.legend?.set({ domain, summary, values, unit: moment.unit ?? '', negative });
    this.shownPrices = { places: this.layers.places, values, domain, unit: moment.unit, at: moment.at };
    this.page.onShown(this.shownPrices);
    this.page.tell('OnPrices', {
      at: new Date(moment.at).toISOString(), end: new Date(moment.end).toISOString(), minutes: moment.minutes, unit: moment.unit, simulated: moment.simulated,
      markets: markets.map((market) => market.market), leftOut: moment.leftOut, count: summary.count, negative: summary.negative, placeless: placeless(nodes, values),
    });
    if (this.fitting) this.#fit();
  }

  /** Nothing to show: what was shown before would be taken for it. */
  #clear() {
    if (!this.feed.moment) return;
    const values = new Float32Array(this.feed.moment.nodes.count).fill(NaN);
    this.layers.setValues(values);
    this.legend?.set({ domain: this.layers.scale.domain, summary: summarize(values), values, unit: this.feed.moment.unit ?? '', negative: this.layers.scale.negative });
  }

  #fit() {
    this.fitting = false;
    const { moment } = this.feed;
    const box = moment && boxOf(moment);
    if (!box) return;
    const bounds = this.map.getBounds();
    const inside = box.west >= bounds.getWest() && box.east <= bounds.getEast() && box.south >= bounds.getSouth() && box.north <= bounds.getNorth();
    const share = Math.max((box.east - box.west) / (bounds.getEast() - bounds.getWest()), (box.north - box.south) / (bounds.getNorth() - bounds.getSouth()));
    if (!inside || share < 0.3) this.page.tell('OnPricesAway', box.west, box.south, box.east, box.north);
  }

  /** @param {ValueFilter} filter */
  #filter(filter) {
    this.layers.setScale({ ...this.layers.scale, filter });
    this.legend?.setFilter(filter);
  }

  #mountLegend() {
    const host = this.page.legend();
    if (this.legend?.host === host && host?.isConnected) return;
    this.#dropLegend();
    if (!host) return;
    this.legend = new PriceLegend(host, this.options.texts, (filter, settled) => {
      this.layers.setScale({ ...this.layers.scale, filter });
      if (settled) this.page.tell('OnPriceFilter', filter.least, filter.most);
    });
    this.legend.setFilter(this.layers.scale.filter);
    const { moment } = this.feed;
    if (moment) {
      const { domain, negative } = this.layers.scale;
      this.legend.set({ domain, summary: summarize(this.layers.values), values: this.layers.values, unit: moment.unit ?? '', negative });
    }
  }

  #dropLegend() {
    this.legend?.dispose();
    this.legend = null;
  }
}

/** @param {import('../Prices/price-frames.js').PriceNodes} nodes @param {Float32Array} values @returns {number} how many have a value but no place on the map */
function placeless({ longitudes }, values) {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]) && Number.isNaN(longitudes[i])) count++;
  return count;
}

/** The box around nodes with a value; one that lies far from all others does not stretch it. @param {PriceMoment} moment @returns {PriceBox | null} */
export function boxOf({ nodes, values }) {
  const known = [...values.keys()].filter((i) => !Number.isNaN(values[i]) && !Number.isNaN(nodes.longitudes[i]));
  if (known.length === 0) return null;
  const longitudes = Float32Array.from(known, (i) => nodes.longitudes[i]).sort();
  const latitudes = Float32Array.from(known, (i) => nodes.latitudes[i]).sort();
  const cut = Math.floor(known.length / 200);
  const end = known.length - 1 - cut;
  return { west: longitudes[cut], south: latitudes[cut], east: longitudes[end], north: latitudes[end] };
}
