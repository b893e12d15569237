import { control, Map as LeafletMap, tileLayer } from 'leaflet/dist/leaflet-src.esm.js';
import { BaseMapLayer } from '../Map/basemap.js';
import { Hover } from '../Map/hover.js';
import { linesOf } from '../Map/line-paths.js';
import { LinesLayer } from '../Map/lines-layer.js';
import { latToY, lonToX } from '../Map/mercator.js';
import { NodeNames } from '../Map/node-names.js';
import { formatPrice } from '../Map/number.js';
import { PlantFinder } from '../Map/plant-finder.js';
import { decodePlants, withStatuses } from '../Map/plants-data.js';
import { PlantsLayer } from '../Map/plants-layer.js';
import { PriceLayers } from '../Map/price-layers.js';
import { reducedMotion, watchTheme } from '../Map/theme.js';
import { wrapLongitude } from '../Map/view-box.js';
import { meansOf, membersOf, zonesOf } from '../Map/zone-shapes.js';
import { ZonesLayer } from '../Map/zones-layer.js';

/** @typedef {import('../Prices/price-frames.js').PriceNodes} PriceNodes */
/** @typedef {import('../Map/price-scale.js').Domain} Domain */
/** @typedef {import('../Map/plants-data.js').Plants} Plants */
/** @typedef {import('./incidents.js').PlantState} PlantState */
/** @typedef {{price: 'surface' | 'nodes' | 'off', plants: boolean, lines: boolean, zones: boolean}} Shown */
/** @typedef {{latitude: number, longitude: number, zoom: number}} View */
/**
 * @typedef {{
 *   api: string, market: string, locale: string, view: View | null, box: [number, number, number, number] | null, tileUrl: string | null,
 *   marks: {fuel: import('../Map/sprites.js').Mark[], status: import('../Map/sprites.js').Mark[]},
 *   texts: {map: string, zoomIn: string, zoomOut: string, more: string, unit: string, loadingName: string, noPrice: string, decimal: string, group: string}
 * }} ReplayMapOptions
 */
/** `onTrouble`: the status of what could not be had (0: no answer), null when all is well again. @typedef {{onView: (view: View) => void, onTrouble: (status: number | null) => void, onPlants: (plants: Plants) => void, onLines: (lines: import('../Map/line-paths.js').Lines) => void, onZones: () => void, onPainted: () => void, onWhole: () => void}} ReplayMapEvents */

const PANES = /** @type {const} */ ({ base: 150, surface: 220, zones: 250, lines: 300, plants: 350, points: 370 });
const EVERYTHING = { least: null, most: null };
const SETTLE_MS = 250;

/** The base map does not wait longer than this for the first prices. */
const BASE_MS = 700;

/** The map of a replay: what it is told to show, and nothing that knows of time. */
export class ReplayMap {
  /** @param {HTMLElement} element @param {ReplayMapOptions} options @param {ReplayMapEvents} events */
  constructor(element, options, events) {
    this.element = element;
    this.options = options;
    this.events = events;
    this.stop = new AbortController();
    this.settle = 0;
    const still = reducedMotion();
    const [west, south, east, north] = options.box ?? [-125, 25, -66, 49];
    this.map = new LeafletMap(element, {
      minZoom: 1.5, maxZoom: 14, zoomSnap: options.tileUrl ? 1 : 0.5, wheelPxPerZoomLevel: 90, maxBounds: [[-85, -Infinity], [85.05, Infinity]], maxBoundsViscosity: 1,
      attributionControl: false, zoomControl: false, worldCopyJump: true, fadeAnimation: !still, zoomAnimation: !still, inertia: !still,
    });
    element.tabIndex = 0;
    element.setAttribute('role', 'application');
    element.setAttribute('aria-label', options.texts.map);
    control.zoom({ position: 'bottomright', zoomInTitle: options.texts.zoomIn, zoomOutTitle: options.texts.zoomOut }).addTo(this.map);
    for (const [name, order] of Object.entries(PANES)) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = String(order);
      pane.style.pointerEvents = 'none';
    }
    if (options.view) this.map.setView([options.view.latitude, options.view.longitude], options.view.zoom, { animate: false });
    else this.map.fitBounds([[south, west], [north, east < west ? east + 360 : east]], { ...paddings(element), animate: false, maxZoom: 9 });

    /** @type {BaseMapLayer | null} */
    this.base = null;
    /** Pictures that are on the screen; tiles of a server are not waited for. */
    this.isHere = { prices: false, base: options.tileUrl !== null };
    if (options.tileUrl) tileLayer(options.tileUrl, { pane: 'base', maxZoom: 19, className: 'map-tiles', crossOrigin: 'anonymous' }).addTo(this.map);
    const every = (/** @type {unknown[]} */ list) => new Set(list.keys());
    this.plants = new PlantsLayer('plants', options.marks, { fuels: every(options.marks.fuel), statuses: every(options.marks.status) }, 'status');
    this.lines = new LinesLayer('lines');
    this.zones = new ZonesLayer('zones', options.texts);
    this.prices = new PriceLayers(this.map, { surface: 'surface', points: 'points' }, { domain: { low: -1, centre: 0, high: 1 }, filter: EVERYTHING, negative: false }, true);
    this.prices.surface.onShown = this.prices.points.onShown = () => this.#painted();
    // What a person came for comes first; without prices there is nothing to wait for.
    this.baseTimer = window.setTimeout(() => this.#showBase(), BASE_MS);
    /** @type {Shown} */
    this.shown = { price: 'off', plants: false, lines: false, zones: false };
    /** As they are now: the statuses of a moment are laid over them. @type {Plants | null} */
    this.allPlants = null;
    /** @type {PriceNodes | null} */
    this.nodes = null;
    this.domain = { low: -1, centre: 0, high: 1 };
    /** @type {Float32Array | null} */
    this.values = null;
    this.unit = '';
    /** @type {Int32Array[] | null} */
    this.members = null;
    /** Rows of the lines by id. @type {Map<number, number>} */
    this.lineRows = new Map();
    this.asked = { lines: false, zones: false };
    /** What could not be had, and the answer's status. @type {Map<string, number>} */
    this.missing = new Map();

    const names = /** @type {any} */ ({ plantsUrl: `${options.api}/plants`, marks: options.marks, texts: options.texts });
    this.finder = new PlantFinder(this.plants, names, (id) => window.open(`plants/${id}`, '_self'));
    this.nodeNames = new NodeNames(`${options.api}/prices/nodes`);
    this.hover = new Hover(this.map, [(point, tolerance) => (this.shown.plants ? this.finder.find(point, tolerance) : null), (point, tolerance) => this.#findNode(point, tolerance)]);
    this.map.on('moveend', () => this.#moved());
    this.resize = new ResizeObserver(() => this.map.invalidateSize({ animate: false, pan: false }));
    this.resize.observe(element);
    this.unwatchTheme = watchTheme(() => {
      this.base?.redraw();
      this.plants.refreshColours();
      this.prices.refreshColours();
      this.zones.redraw();
      this.lines.redraw();
    });
    void this.#loadPlants();
  }

  #painted() {
    this.events.onPainted();
    this.isHere.prices = true;
    this.#tellWhole();
    if (this.base || this.options.tileUrl) return;
    // When this picture is on the screen.
    clearTimeout(this.baseTimer);
    this.baseTimer = window.setTimeout(() => this.#showBase());
  }

  #tellWhole() {
    if (this.isHere.prices && this.isHere.base) this.events.onWhole();
  }

  #showBase() {
    clearTimeout(this.baseTimer);
    if (this.options.tileUrl || this.base) return;
    this.base = new BaseMapLayer('base', this.options.locale).addTo(this.map);
    this.base.onShown = () => {
      this.isHere.base = true;
      this.#tellWhole();
    };
  }

  /** @param {Shown} shown */
  setShown(shown) {
    this.shown = shown;
    for (const [layer, on] of /** @type {const} */ ([[this.plants, shown.plants], [this.lines, shown.lines], [this.zones, shown.zones]])) {
      if (on && !this.map.hasLayer(layer)) layer.addTo(this.map);
      else if (!on) layer.remove();
    }
    this.#showPrices();
    // What nobody wants to see is not missed.
    if (!shown.lines) this.#miss('lines', null);
    if (shown.lines && !this.asked.lines) void this.#loadLines();
    if (shown.zones) this.wantZones();
    this.#fillZones();
    this.hover.hide();
  }

  /** The nodes that values come for; the same object again costs nothing. @param {PriceNodes} nodes */
  setNodes(nodes) {
    if (nodes === this.nodes) return;
    this.nodes = nodes;
    this.members = null;
    const x = new Float32Array(nodes.count);
    const y = new Float32Array(nodes.count);
    for (let i = 0; i < nodes.count; i++) {
      x[i] = lonToX(nodes.longitudes[i]);
      y[i] = Number.isNaN(nodes.latitudes[i]) ? NaN : latToY(nodes.latitudes[i]);
    }
    this.prices.setPlaces({ x, y, markets: [{ market: this.options.market, first: 0, count: nodes.count }] });
  }

  /** @param {Domain} domain @param {string} unit @param {boolean} negative whether values below zero are something to mark */
  setScale(domain, unit, negative) {
    this.domain = domain;
    this.unit = unit;
    this.prices.setScale({ ...this.prices.scale, domain, negative });
    this.#fillZones();
  }

  /** @param {import('../Map/price-scale.js').ValueFilter} filter */
  setFilter(filter) {
    this.prices.setScale({ ...this.prices.scale, filter });
  }

  /** @param {Float32Array | null} values of the nodes; null: nothing is known of this moment */
  setValues(values) {
    const before = this.values;
    this.values = values;
    if (values) this.prices.setValues(values);
    if ((values === null) !== (before === null)) this.#showPrices();
    this.#fillZones();
  }

  /** @param {PlantState[]} states of those that are not available */
  setPlantStates(states) {
    if (!this.allPlants) return;
    const next = withStatuses({ ...this.allPlants, status: this.plants.plants.status }, states, this.options.marks.status.map((mark) => mark.code));
    if (next.status !== this.plants.plants.status) this.plants.setPlants(next);
  }

  /** @param {Map<number, number> | null} flows MW by line, positive away from its first node; null: nothing is known @param {(line: number) => number} limitOf MW */
  setFlows(flows, limitOf) {
    const { lines } = this.lines;
    if (!lines) return;
    const flow = Float32Array.from(lines.id, (id) => flows?.get(id) ?? NaN);
    this.lines.setFlows(flow, flow.map((mw, row) => Math.abs(mw) / limitOf(lines.id[row])));
  }

  /** The mean price of each zone now. @returns {{name: string, type: string, value: number}[]} */
  zoneMeans() {
    const means = this.values ? meansOf(this.#membersOf(), this.values) : null;
    return this.zones.zones.map(({ name, type }, i) => ({ name, type, value: means ? means[i] : NaN }));
  }

  /** Shows all of the market. */
  fit() {
    const [west, south, east, north] = this.options.box ?? [-125, 25, -66, 49];
    this.map.flyToBounds([[south, west], [north, east < west ? east + 360 : east]], { ...paddings(this.element), animate: !reducedMotion(), duration: 0.6, maxZoom: 9 });
  }

  /** @param {number} latitude @param {number} longitude */
  show(latitude, longitude) {
    if (!this.map.getBounds().contains([latitude, longitude])) this.map.panTo([latitude, longitude], { animate: !reducedMotion() });
  }

  /** After an error: what is missing is asked for again. */
  retry() {
    if (!this.allPlants) void this.#loadPlants();
    if (this.shown.lines && !this.lines.lines) void this.#loadLines();
    if (this.asked.zones && this.zones.zones.length === 0) void this.#loadZones();
  }

  /** The zones are asked for, drawn or not: their table needs them, too. */
  wantZones() {
    if (!this.asked.zones) void this.#loadZones();
  }

  dispose() {
    this.stop.abort();
    clearTimeout(this.settle);
    this.unwatchTheme();
    this.resize.disconnect();
    this.hover.dispose();
    this.finder.dispose();
    this.nodeNames.dispose();
    this.prices.dispose();
    this.map.remove();
  }

  #showPrices() {
    const { price } = this.shown;
    const some = this.values !== null;
    this.prices.setShown({ surface: some && price === 'surface', points: some && price === 'nodes', nodes: price === 'nodes' });
  }

  #membersOf() {
    this.members ??= membersOf(this.zones.zones, this.prices.places);
    return this.members;
  }

  #fillZones() {
    if (!this.shown.zones || this.zones.zones.length === 0) return;
    const { values } = this;
    if (values) this.zones.setFill({ values: meansOf(this.#membersOf(), values), domain: this.domain, unit: this.unit });
    else if (this.zones.fill) this.zones.setFill(null);
  }

  /** @param {{x: number, y: number}} point @param {number} tolerance @returns {import('../Map/hover.js').Found | null} */
  #findNode(point, tolerance) {
    const { nodes, values } = this;
    const hit = nodes && values && this.shown.price === 'nodes' ? this.prices.at(point, tolerance) : null;
    if (!hit || !nodes || !values) return null;
    const id = nodes.ids[hit.row];
    const { texts } = this.options;
    const value = values[hit.row];
    const say = (/** @type {import('../Map/node-names.js').NodeName | undefined} */ name) =>
      [name?.name ?? texts.loadingName, Number.isNaN(value) ? texts.noPrice : `${formatPrice(value, texts)} ${this.unit}`, name?.zone ?? null];
    const known = this.nodeNames.peek(id);
    return {
      ...hit, key: `node ${id} ${value}`, texts: say(known), select: () => undefined,
      more: known ? undefined : async () => {
        const name = await this.nodeNames.get(id, nodes.longitudes[hit.row], nodes.latitudes[hit.row]);
        return name ? say(name) : null;
      },
    };
  }

  #moved() {
    this.hover.hide();
    clearTimeout(this.settle);
    clearTimeout(this.baseTimer);
    this.settle = window.setTimeout(() => {
      const { lat, lng } = this.map.getCenter();
      this.events.onView({ latitude: lat, longitude: wrapLongitude(lng), zoom: this.map.getZoom() });
    }, SETTLE_MS);
  }

  async #loadPlants() {
    const answer = await this.#ask('plants?limit=100000', 'application/octet-stream');
    if (!answer) return;
    this.allPlants = decodePlants(await answer.arrayBuffer());
    this.plants.setPlants({ ...this.allPlants, status: new Uint8Array(this.allPlants.count) });
    this.events.onPlants(this.allPlants);
  }

  async #loadLines() {
    this.asked.lines = true;
    const answer = await this.#ask('lines?limit=200000', 'application/geo+json');
    if (!answer) {
      this.asked.lines = false;
      return;
    }
    const collection = await answer.json();
    const lines = linesOf(collection);
    // The flows of now are not those of the moment.
    this.lines.setLines({ ...lines, flow: lines.flow.map(() => NaN), loading: lines.loading.map(() => NaN) });
    this.limits = new Map(collection.features.map((/** @type {{properties: {id: number, limitMw: number}}} */ { properties }) => [properties.id, properties.limitMw]));
    this.events.onLines(lines);
  }

  async #loadZones() {
    this.asked.zones = true;
    const answer = await this.#ask(`zones?zoom=${Math.min(12, Math.ceil(this.map.getZoom()) + 2)}`, 'application/geo+json');
    // The page says that it failed, and asks again when it is told to (`retry`): a table that follows the clock would ask at every step.
    if (!answer) return;
    this.zones.setZones(zonesOf(await answer.json()));
    this.members = null;
    this.#fillZones();
    this.events.onZones();
  }

  /** @param {string} path with a query @param {string} accept @returns {Promise<Response | null>} */
  async #ask(path, accept) {
    const [what] = path.split('?');
    try {
      const response = await fetch(`${this.options.api}/${path}&market=${encodeURIComponent(this.options.market)}`, { headers: { accept }, signal: this.stop.signal });
      this.#miss(what, response.ok ? null : response.status);
      return response.ok ? response : null;
    } catch {
      if (!this.stop.signal.aborted) this.#miss(what, 0);
      return null;
    }
  }

  /** @param {string} what @param {number | null} status of the answer, 0 without one; null: it is here, or not wanted any more */
  #miss(what, status) {
    const before = this.missing.get(what) ?? null;
    if (status === before) return;
    if (status === null) this.missing.delete(what);
    else this.missing.set(what, status);
    const [first] = this.missing.values();
    this.events.onTrouble(first ?? null);
  }
}

/** Room for the panels and the dock. @param {HTMLElement} element @returns {{paddingTopLeft: [number, number], paddingBottomRight: [number, number]}} */
function paddings(element) {
  const wide = element.clientWidth > 900;
  return { paddingTopLeft: [wide ? 270 : 24, 40], paddingBottomRight: [wide ? 320 : 24, wide ? 250 : 240] };
}
