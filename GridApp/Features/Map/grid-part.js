import { FeaturesFeed } from './features-feed.js';
import { BINDING, classOf, linesOf } from './line-paths.js';
import { LinesLayer } from './lines-layer.js';
import { formatNumber, formatPrice } from './number.js';
import { summarize } from './price-scale.js';
import { joined, meansOf, membersOf, shapesOf, zonesOf } from './zone-shapes.js';
import { ZonesLayer } from './zones-layer.js';

/** @typedef {import('./prices-part.js').ShownPrices} ShownPrices */
/** @typedef {import('./zone-shapes.js').Zone} Zone */

/**
 * What of zones and lines is shown: types of zones, whether they are filled by their nodes' mean price; whether lines are shown, and of which classes of voltage
 * (null: all); of one market or of all; `boundaries`: whether the bounds of markets are needed to clip a surface; `at` ISO 8601, null for now.
 * @typedef {{zones: string[], fill: boolean, lines: boolean, classes: number[] | null, market: string | null, boundaries: boolean, at: string | null}} GridChoice
 */

/** @typedef {{decimal: string, group: string, unit: string, binds: string, loaded: string, zoneTypes: Record<string, string>}} GridTexts */

/** Flows of real time are known when their interval is over: "now" is the one that ended last. */
const FLOWS_LATE_MS = 6 * 60_000;

/** A zoom up to which shapes of this zoom are fine enough: asked for in steps, so that not every turn of the wheel asks anew. */
const ZOOM_STEPS = [3, 5, 7, 9, 11, 14];

/** Zones and lines on the map. Loaded when somebody wants to see them. */
export class GridPart {
  /**
   * @param {import('leaflet').Map} map @param {{zonesUrl: string, linesUrl: string, panes: {zones: string, lines: string}, texts: GridTexts}} options
   * @param {{tell: (method: string, ...values: unknown[]) => void, onClips: (clips: Record<string, import('./atlas.js').Shapes>) => void}} page
   */
  constructor(map, options, page) {
    this.map = map;
    this.page = page;
    this.texts = options.texts;
    /** @type {GridChoice | null} */
    this.choice = null;
    /** @type {ShownPrices | null} */
    this.prices = null;
    /** Of which market the lines are: null for all, undefined before any. @type {string | null | undefined} */
    this.linesMarket = undefined;
    /** Which nodes lie in which zone, while neither changes. @type {{zones: Zone[], nodes: unknown, members: Int32Array[]} | null} */
    this.members = null;
    this.zones = new ZonesLayer(options.panes.zones, options.texts);
    this.lines = new LinesLayer(options.panes.lines);
    const failed = (/** @type {string} */ what) => (/** @type {string | null} */ error) => page.tell('OnGridFeed', what, error);
    this.zonesFeed = new FeaturesFeed(options.zonesUrl, { onState: failed('zones'), onFeatures: (collection) => this.#setZones(zonesOf(collection)) });
    this.clipsFeed = new FeaturesFeed(options.zonesUrl, { onState: failed('boundaries'), onFeatures: (collection) => this.page.onClips(clipsOf(collection)) });
    this.linesFeed = new FeaturesFeed(options.linesUrl, { onState: failed('lines'), onFeatures: (collection) => this.#setLines(linesOf(collection)) });
    this.flowsFeed = new FeaturesFeed(options.linesUrl, { onState: failed('lines'), onFeatures: (collection) => this.#setFlows(linesOf(collection)) });
    this.moved = () => this.#ask();
    map.on('zoomend', this.moved);
  }

  /** @param {GridChoice} choice */
  set(choice) {
    const before = this.choice;
    this.choice = choice;
    this.#toggle(this.zones, choice.zones.length > 0);
    this.#toggle(this.lines, choice.lines);
    if (choice.classes) this.lines.setClasses(choice.classes);
    else this.lines.setClasses([500, 345, 230, 115, 1, 0]);
    this.#ask();
    if (before && choice.lines && before.lines && choice.at !== before.at && choice.market === before.market) this.#askFlows();
    this.#fill();
  }

  /** Other prices are shown, or none. @param {ShownPrices | null} prices */
  setPrices(prices) {
    const before = this.prices?.at;
    this.prices = prices;
    if (this.choice?.lines && this.choice.at === null && prices && prices.at !== before) this.#askFlows();
    this.#fill();
  }

  /** What flows may have changed. */
  updateFlows() {
    if (this.choice?.lines) this.#askFlows();
  }

  /** Zones and lines themselves may have changed. */
  update() {
    for (const feed of [this.zonesFeed, this.clipsFeed, this.linesFeed]) feed.retry();
  }

  retry() {
    this.#ask();
    this.update();
  }

  /** @param {number | null} zone @param {number | null} line */
  select(zone, line) {
    this.zones.select(zone ?? -1);
    this.lines.select(line ?? -1);
    this.#tellZone();
  }

  /** @type {import('./hover.js').Finder} */
  findLine = (point, tolerance) => {
    if (!this.map.hasLayer(this.lines) || !this.lines.lines) return null;
    const { x, y, scale } = this.#place(point);
    const { lines } = this.lines;
    const line = this.lines.at(x, y, (tolerance + 2) / scale);
    if (line < 0) return null;
    const { texts } = this;
    const [flow, loading] = [lines.flow[line], lines.loading[line]];
    const facts = [lines.kv[line] > 0 ? `${formatNumber(lines.kv[line], texts)} kV` : null, Number.isNaN(flow) ? null : `${formatNumber(Math.abs(flow), texts, 0)} ${texts.unit}`];
    return {
      ...point, radius: 4, key: `line ${lines.id[line]} ${loading}`, select: () => this.page.tell('OnLineSelected', lines.id[line]),
      texts: [lines.names[line], facts.filter(Boolean).join(' \u00b7 '), loading >= BINDING ? texts.binds : Number.isNaN(loading) ? null : texts.loaded.replace('{0}', formatNumber(loading * 100, texts, 0))],
    };
  };

  /** @type {import('./hover.js').Finder} */
  findZone = (point) => {
    if (!this.map.hasLayer(this.zones)) return null;
    const { x, y } = this.#place(point);
    const zone = this.zones.at(x, y);
    if (!zone) return null;
    const { fill } = this.zones;
    const value = fill?.values[this.zones.zones.indexOf(zone)] ?? NaN;
    return {
      ...point, radius: 10, key: `zone ${zone.id} ${value}`, select: () => this.page.tell('OnZoneSelected', zone.id),
      texts: [zone.name, [this.texts.zoneTypes[zone.type], zone.market].filter(Boolean).join(' \u00b7 '), Number.isNaN(value) ? null : `${formatPrice(value, this.texts)} ${fill?.unit ?? ''}`],
    };
  };

  /** @param {{x: number, y: number}} point of the container, CSS pixels @returns {{x: number, y: number, scale: number}} world units, and pixels for each */
  #place(point) {
    const scale = 2 ** this.map.getZoom();
    const corner = this.map.getPixelBounds().min ?? { x: 0, y: 0 };
    return { x: (corner.x + point.x) / scale, y: (corner.y + point.y) / scale, scale };
  }

  refreshColours() {
    this.zones.redraw();
    this.lines.redraw();
  }

  dispose() {
    this.map.off('zoomend', this.moved);
    for (const feed of [this.zonesFeed, this.clipsFeed, this.linesFeed, this.flowsFeed]) feed.rest();
    this.zones.remove();
    this.lines.remove();
  }

  #ask() {
    const { choice } = this;
    if (!choice) return;
    const zoom = this.map.getZoom();
    const step = String(ZOOM_STEPS.find((most) => zoom <= most) ?? ZOOM_STEPS[ZOOM_STEPS.length - 1]);
    /** @type {[string, string][]} */
    const market = choice.market ? [['market', choice.market]] : [];
    if (choice.zones.length > 0) this.zonesFeed.ask([...choice.zones.map((type) => /** @type {[string, string]} */ (['type', type])), ...market, ['zoom', step]]);
    else this.zonesFeed.rest();
    if (choice.boundaries) this.clipsFeed.ask([['type', 'iso_boundary'], ['type', 'bidding_zone'], ...market, ['zoom', step]]);
    else this.clipsFeed.rest();
    if (!choice.lines) this.linesFeed.rest();
    else if (this.linesMarket !== choice.market || (!this.lines.lines && !this.linesFeed.asking)) {
      this.linesMarket = choice.market;
      this.linesFeed.ask([...market, ['at', this.#flowsAt()], ['limit', '200000']]);
    }
  }

  /** Only lines with flows, which are those of simulated grids: hundreds, not tens of thousands. */
  #askFlows() {
    const { lines } = this.lines;
    if (!lines) return;
    const markets = new Set(lines.markets.filter((market, line) => market !== null && !Number.isNaN(lines.flow[line])));
    if (markets.size === 0) return;
    /** @type {[string, string][]} */
    const query = [...markets].map((market) => ['market', /** @type {string} */ (market)]);
    query.push(['simulated', 'true'], ['at', this.#flowsAt()]);
    this.flowsFeed.ask(query, true);
  }

  /** The moment of the flows: that of the prices beside them, if there are any. @returns {string} ISO 8601 */
  #flowsAt() {
    return this.choice?.at ?? new Date(this.prices?.at ?? Date.now() - FLOWS_LATE_MS).toISOString();
  }

  /** @param {Zone[]} zones */
  #setZones(zones) {
    this.zones.setZones(zones);
    this.#fill();
    this.page.tell('OnZones', zones.length);
  }

  /** @param {import('./line-paths.js').Lines} lines */
  #setLines(lines) {
    this.lines.setLines(lines);
    this.#report();
  }

  /** @param {import('./line-paths.js').Lines} fresh */
  #setFlows(fresh) {
    const { lines } = this.lines;
    if (!lines) return;
    const row = new Map(Array.from(fresh.id, (id, at) => [id, at]));
    const of = (/** @type {Float32Array} */ values) => Float32Array.from(lines.id, (id) => values[row.get(id) ?? -1] ?? NaN);
    this.lines.setFlows(of(fresh.flow), of(fresh.loading));
    this.#report();
  }

  #report() {
    const { lines } = this.lines;
    if (!lines) return;
    /** @type {Map<number, number>} */
    const classes = new Map();
    for (const kv of lines.kv) classes.set(classOf(kv), (classes.get(classOf(kv)) ?? 0) + 1);
    this.page.tell('OnLines', {
      count: lines.count, binding: lines.loading.filter((loading) => loading >= BINDING).length, flows: lines.flow.some((flow) => !Number.isNaN(flow)),
      classes: [...classes].sort((a, b) => b[0] - a[0]).map(([leastKv, count]) => ({ leastKv, count })),
    });
  }

  #fill() {
    const { choice, prices } = this;
    const { zones } = this.zones;
    if (choice?.fill && prices && zones.length > 0) {
      if (this.members?.zones !== zones || this.members.nodes !== prices.places) this.members = { zones, nodes: prices.places, members: membersOf(zones, prices.places) };
      this.zones.setFill({ values: meansOf(this.members.members, prices.values), domain: prices.domain, unit: prices.unit ?? '' });
    } else if (this.zones.fill) {
      this.zones.setFill(null);
    }
    this.#tellZone();
  }

  /** What the nodes inside of the chosen zone cost. */
  #tellZone() {
    const { prices } = this;
    const zone = this.zones.zones.find((one) => one.id === this.zones.selected);
    if (!zone || !prices) return;
    const values = Float32Array.from(membersOf([zone], prices.places)[0], (node) => prices.values[node]);
    const { count, least, most } = summarize(values);
    const [mean] = meansOf([Int32Array.from(values.keys())], values);
    this.page.tell('OnZonePrice', count === 0 ? null : { id: zone.id, mean, unit: prices.unit ?? '', nodes: count, least, most });
  }

  /** @param {import('./canvas-layer.js').CanvasLayer} layer @param {boolean} on */
  #toggle(layer, on) {
    if (on && !this.map.hasLayer(layer)) layer.addTo(this.map);
    else if (!on) layer.remove();
  }
}

/** The bounds of markets by code. A bidding zone is a market of its own. @param {GeoJSON.FeatureCollection} collection @returns {Record<string, import('./atlas.js').Shapes>} */
export function clipsOf(collection) {
  /** @type {Record<string, import('./atlas.js').Shapes[]>} */
  const parts = {};
  for (const { geometry, properties } of collection.features) {
    const shapes = shapesOf(geometry);
    // What stands in for a boundary that nobody published would cut off what is there.
    if (shapes && properties?.market && !properties.approximate) (parts[properties.market] ??= []).push(shapes);
  }
  return Object.fromEntries(Object.entries(parts).map(([market, all]) => [market, joined(all)]));
}
