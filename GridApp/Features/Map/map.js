import { control, divIcon, DomEvent, Map as LeafletMap, marker, tileLayer } from 'leaflet/dist/leaflet-src.esm.js';
import { BaseMapLayer } from './basemap.js';
import { Hover } from './hover.js';
import { sizeScale } from './marker-size.js';
import { countInView } from './plant-counts.js';
import { PlantFinder } from './plant-finder.js';
import { PlantsFeed } from './plants-feed.js';
import { PlantsLayer } from './plants-layer.js';
import { wrapLongitude } from './view-box.js';
import { reducedMotion, watchTheme } from './theme.js';

/** @typedef {import('./sprites.js').Mark} Mark */
/** @typedef {import('./view-box.js').ViewBox} ViewBox */
/** @typedef {import('./plants-layer.js').ColorBy} ColorBy */
/** @typedef {import('./prices-part.js').PriceChoice} PriceChoice */
/** @typedef {import('./grid-part.js').GridChoice} GridChoice */
/** The page's object that is told what happens (Blazor's DotNetObjectReference). @typedef {{invokeMethodAsync: (method: string, ...values: unknown[]) => Promise<unknown>}} Page */
/** Which fuels and states are shown, by code; none at all when `plants` is false. @typedef {{plants: boolean, fuels: string[], statuses: string[]}} Layers */
/** Everything that the map says in the reader's language. @typedef {import('./price-legend.js').LegendTexts & import('./grid-part.js').GridTexts & {map: string, zoomIn: string, zoomOut: string, more: string, loadingName: string, noPrice: string}} MapTexts */
/**
 * @typedef {{
 *   apiUrl: string, plantsUrl: string, locale: string, latitude: number, longitude: number, zoom: number, colorBy: ColorBy, layers: Layers, filters: [string, string][],
 *   marks: {fuel: Mark[], status: Mark[]}, tileUrl: string | null, prices: PriceChoice, grid: GridChoice, texts: MapTexts
 * }} MapOptions
 */

const SETTLE_MS = 200;

/** What lies over what: the map below, then areas, lines, plants and nodes, and the ring around what is selected. */
const PANES = /** @type {const} */ ({ base: 150, surface: 220, zones: 250, lines: 300, plants: 350, points: 370, selection: 450 });

/** The map: the entry of the page. Everything it makes it gives back in `dispose`. */
export class PlantMap {
  /** @param {HTMLElement} element an empty one of its own @param {MapOptions} options */
  constructor(element, options) {
    this.element = element;
    this.options = options;
    /** @type {Page | null} */
    this.page = null;
    /** What was said before there was a page to hear it: the last of each. @type {Map<string, unknown[]>} */
    this.unheard = new Map();
    this.disposed = false;
    this.settle = 0;
    /** @type {import('leaflet').Marker | null} */
    this.selection = null;
    /** @type {import('./prices-part.js').PricesPart | null} */
    this.prices = null;
    /** @type {import('./grid-part.js').GridPart | null} */
    this.grid = null;
    this.choices = { prices: options.prices, grid: options.grid };
    /** @type {Promise<typeof import('./prices-part.js')> | null} */
    this.loadingPrices = null;
    /** @type {Promise<typeof import('./grid-part.js')> | null} */
    this.loadingGrid = null;
    /** @type {{zone: number | null, line: number | null}} */
    this.highlighted = { zone: null, line: null };
    /** @type {Record<string, import('./atlas.js').Shapes> | null} */
    this.clips = null;
    const still = reducedMotion();
    this.map = new LeafletMap(element, {
      center: [options.latitude, options.longitude],
      zoom: options.zoom,
      minZoom: 1.5,
      maxZoom: 14,
      zoomSnap: options.tileUrl ? 1 : 0.5,
      wheelPxPerZoomLevel: 90,
      maxBounds: [[-85, -Infinity], [85.05, Infinity]],
      maxBoundsViscosity: 1,
      attributionControl: false,
      zoomControl: false,
      worldCopyJump: true,
      fadeAnimation: !still,
      zoomAnimation: !still,
      inertia: !still,
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
    this.base = options.tileUrl ? null : new BaseMapLayer('base', options.locale).addTo(this.map);
    if (options.tileUrl) tileLayer(options.tileUrl, { pane: 'base', maxZoom: 19, className: 'map-tiles' }).addTo(this.map);
    this.plants = new PlantsLayer('plants', options.marks, this.#shown(options.layers), options.colorBy);
    this.#togglePlants(options.layers.plants);

    this.feed = new PlantsFeed(options.plantsUrl, {
      statuses: options.marks.status.map((mark) => mark.code),
      onPlants: (plants) => {
        this.plants.setPlants(plants);
        this.#report();
      },
      onState: (state) => this.#tell('OnFeed', state.state, 'error' in state ? state.error : null),
    });
    this.feed.filters = options.filters;
    this.finder = new PlantFinder(this.plants, options, (id) => this.#tell('OnPlantSelected', id));
    this.hover = new Hover(this.map, [
      this.finder.find,
      (point, tolerance) => this.prices?.find(point, tolerance) ?? null,
      (point, tolerance) => this.grid?.findLine(point, tolerance) ?? null,
      (point, tolerance) => this.grid?.findZone(point, tolerance) ?? null,
    ]);

    this.map.on('moveend', () => this.#moved());
    this.resize = new ResizeObserver(() => this.map.invalidateSize({ animate: false, pan: false }));
    this.resize.observe(element);
    this.unwatchTheme = watchTheme(() => {
      this.base?.redraw();
      this.plants.refreshColours();
      this.prices?.refreshColours();
      this.grid?.refreshColours();
    });
    this.onReturn = () => {
      if (document.visibilityState === 'visible') this.feed.show(this.#view());
    };
    this.onOnline = () => this.retry();
    document.addEventListener('visibilitychange', this.onReturn);
    window.addEventListener('online', this.onOnline);
    this.feed.show(this.#view());
    this.#report();
    this.setPrices(options.prices);
    this.setGrid(options.grid);
  }

  /** From now on somebody hears what happens. @param {Page} page */
  attach(page) {
    this.page = page;
    for (const [method, values] of this.unheard) this.#tell(method, ...values);
    this.unheard.clear();
    this.prices?.remount();
  }

  /** Which prices are shown, and how. @param {PriceChoice} choice */
  setPrices(choice) {
    this.choices.prices = choice;
    if (this.prices) this.prices.set(choice);
    else if (choice.surface || choice.points || choice.nodes) void this.#loadPrices();
  }

  /** Which zones and lines are shown, and how. @param {GridChoice} choice */
  setGrid(choice) {
    this.choices.grid = choice;
    if (this.grid) this.grid.set(choice);
    else if (choice.zones.length > 0 || choice.lines || choice.boundaries) void this.#loadGrid();
  }

  /** All nodes with a price come into view, once they are known. */
  async fitPrices() {
    await this.#loadPrices();
    this.prices?.fit();
  }

  /** @param {-1 | 1} direction @param {import('./prices-feed.js').StepUnit} unit @returns {Promise<string | null>} the moment to go to, "now", or null where there is none */
  async stepPrices(direction, unit) {
    return (await this.prices?.step(direction, unit)) ?? null;
  }

  /** @param {number | null} zone @param {number | null} line */
  highlight(zone, line) {
    this.highlighted = { zone, line };
    this.grid?.select(zone, line);
  }

  /** What the server filters by, as pairs of the API's parameters. @param {[string, string][]} filters */
  setFilters(filters) {
    this.feed.setFilters(filters);
  }

  /** @param {ColorBy} colorBy */
  setColorBy(colorBy) {
    this.plants.setColorBy(colorBy);
  }

  /** @param {Layers} layers */
  setLayers(layers) {
    this.#togglePlants(layers.plants);
    this.plants.setShown(this.#shown(layers));
    this.hover.hide();
    this.#report();
  }

  /** @param {number} latitude @param {number} longitude @param {number} zoom the least zoom to arrive with */
  flyTo(latitude, longitude, zoom) {
    this.#go([latitude, this.#near(longitude)], Math.max(zoom, this.map.getZoom()));
  }

  /** @param {number} latitude @param {number} longitude @param {number} zoom exactly this one */
  setView(latitude, longitude, zoom) {
    this.map.setView([latitude, this.#near(longitude)], zoom, { animate: false });
  }

  /** Shows a whole box, clear of the panels. @param {number} west @param {number} south @param {number} east @param {number} north */
  fit(west, south, east, north) {
    const right = east < west ? east + 360 : east;
    const wide = this.element.clientWidth > 900;
    this.map.flyToBounds([[south, west], [north, right]], {
      paddingTopLeft: [wide ? 280 : 24, 40], paddingBottomRight: [40, 40], maxZoom: 9, animate: !reducedMotion(), duration: 0.8,
    });
  }

  /** Rings a plant or a node, or none. @param {number | null} latitude @param {number | null} longitude */
  select(latitude, longitude) {
    this.selection?.remove();
    this.selection = null;
    if (latitude === null || longitude === null) return;
    const icon = divIcon({ className: 'map-selection', iconSize: [36, 36], html: false });
    this.selection = marker([latitude, this.#near(longitude)], { icon, interactive: false, keyboard: false, pane: 'selection' }).addTo(this.map);
  }

  /** Somewhere something was written: what is drawn follows. @param {string[]} [topics] what it is about (LiveTopic); everything when it is not said */
  update(topics) {
    const about = (/** @type {string[]} */ ...names) => !topics || topics.some((topic) => names.includes(topic));
    if (about('plants', 'incidents')) void this.feed.update();
    if (about('prices')) this.prices?.update();
    if (about('market')) this.grid?.updateFlows();
    if (about('geography')) this.grid?.update();
  }

  /** After an error: asks again. */
  retry() {
    this.feed.refresh();
    this.prices?.retry();
    this.grid?.retry();
  }

  dispose() {
    this.disposed = true;
    clearTimeout(this.settle);
    document.removeEventListener('visibilitychange', this.onReturn);
    window.removeEventListener('online', this.onOnline);
    this.resize.disconnect();
    this.unwatchTheme();
    this.hover.dispose();
    this.finder.dispose();
    this.feed.dispose();
    this.prices?.dispose();
    this.grid?.dispose();
    this.plants.dispose();
    this.map.remove();
    DomEvent.off(this.element);
    this.element.remove();
  }

  async #loadPrices() {
    this.loadingPrices ??= import('./prices-part.js');
    const { PricesPart } = await this.loadingPrices;
    if (this.disposed) return;
    if (!this.prices) {
      const { apiUrl, texts } = this.options;
      this.prices = new PricesPart(this.map, { url: `${apiUrl}/prices`, panes: { surface: 'surface', points: 'points' }, texts }, {
        legend: () => /** @type {HTMLElement | null} */ (this.element.closest('.map-page')?.querySelector('[data-part="legend"]') ?? null),
        tell: (method, ...values) => this.#tell(method, ...values),
        onShown: (shown) => this.grid?.setPrices(shown),
      });
      this.prices.set(this.choices.prices);
      if (this.clips) this.prices.setClips(this.clips);
    }
  }

  async #loadGrid() {
    this.loadingGrid ??= import('./grid-part.js');
    const { GridPart } = await this.loadingGrid;
    if (this.disposed || this.grid) return;
    const { apiUrl, texts } = this.options;
    this.grid = new GridPart(this.map, { zonesUrl: `${apiUrl}/zones`, linesUrl: `${apiUrl}/lines`, panes: { zones: 'zones', lines: 'lines' }, texts }, {
      tell: (method, ...values) => this.#tell(method, ...values),
      onClips: (clips) => {
        this.clips = clips;
        this.prices?.setClips(clips);
      },
    });
    if (this.prices?.shownPrices) this.grid.setPrices(this.prices.shownPrices);
    this.grid.set(this.choices.grid);
    this.grid.select(this.highlighted.zone, this.highlighted.line);
  }

  /** @param {boolean} on */
  #togglePlants(on) {
    if (on && !this.map.hasLayer(this.plants)) this.plants.addTo(this.map);
    else if (!on) this.plants.remove();
  }

  /** @param {[number, number]} target @param {number} zoom */
  #go(target, zoom) {
    if (reducedMotion()) this.map.setView(target, zoom, { animate: false });
    else this.map.flyTo(target, zoom, { duration: 0.8 });
  }

  /** The copy of a meridian that is nearest to the middle of the view. @param {number} longitude @returns {number} */
  #near(longitude) {
    const middle = this.map.getCenter().lng;
    return middle + wrapLongitude(longitude - middle);
  }

  /** @param {Layers} layers @returns {import('./plant-counts.js').Shown} */
  #shown(layers) {
    const indexes = (/** @type {Mark[]} */ marks, /** @type {string[]} */ codes) =>
      new Set(marks.flatMap((mark, at) => (codes.includes(mark.code) ? [at] : [])));
    return { fuels: indexes(this.options.marks.fuel, layers.fuels), statuses: indexes(this.options.marks.status, layers.statuses) };
  }

  /** @returns {ViewBox} */
  #view() {
    const bounds = this.map.getBounds();
    return { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
  }

  #moved() {
    this.hover.hide();
    this.feed.show(this.#view());
    this.#report();
  }

  /** Tells the page where the view is and what is in it, once things have come to rest. */
  #report() {
    clearTimeout(this.settle);
    this.settle = window.setTimeout(() => {
      const view = this.#view();
      const { fuel, status } = this.options.marks;
      const counts = countInView(this.plants.plants, view, this.plants.shown, fuel.length, status.length);
      const center = this.map.getCenter();
      const whole = view.east - view.west >= 360;
      this.#tell('OnView', {
        latitude: center.lat, longitude: wrapLongitude(center.lng), zoom: this.map.getZoom(),
        wide: this.element.clientWidth > 640, west: whole ? -180 : wrapLongitude(view.west), south: Math.max(-90, view.south),
        east: whole ? 180 : wrapLongitude(view.east), north: Math.min(90, view.north),
        ...counts, sizes: sizeScale(this.map.getZoom()),
      });
    }, SETTLE_MS);
  }

  /** @param {string} method @param {...unknown} values */
  #tell(method, ...values) {
    if (this.disposed) return;
    // A page whose connection is down hears nothing; the shell tells the person about the connection.
    if (this.page) this.page.invokeMethodAsync(method, ...values).catch(() => undefined);
    else this.unheard.set(method, values);
  }
}

/** The map that was begun before there was a page to hear it (the end of this file). @type {{map: PlantMap, options: string, observer: MutationObserver} | null} */
let early = null;

/** @param {HTMLElement} element of the page @returns {HTMLElement} the map's own, inside of it */
function hostIn(element) {
  const host = document.createElement('div');
  host.className = 'map-host';
  element.append(host);
  return host;
}

/**
 * Begins a map in the page as the server sent it. When the circuit replaces that page's elements by its own, the map moves over before anybody sees it gone.
 * @param {HTMLElement} element @param {string} options as JSON
 */
function begin(element, options) {
  const map = new PlantMap(hostIn(element), JSON.parse(options));
  const observer = new MutationObserver(() => {
    if (!map.element.isConnected) document.querySelector('.map-page > .map')?.append(map.element);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  early = { map, options, observer };
}

/**
 * @param {HTMLElement} element @param {MapOptions} options @param {Page} page @returns {PlantMap}
 */
export function create(element, options, page) {
  const begun = early;
  early = null;
  begun?.observer.disconnect();
  let map = begun?.map;
  if (map && begun && JSON.stringify(JSON.parse(begun.options)) === JSON.stringify(options)) {
    element.append(map.element);
  } else {
    map?.dispose();
    map = new PlantMap(hostIn(element), options);
  }
  map.attach(page);
  return map;
}

// The page as the server sent it has all that the map needs: it is drawn while the circuit is still being built.
const sent = document.querySelector('.map-page > .map[data-options]');
if (sent instanceof HTMLElement && sent.dataset.options) begin(sent, sent.dataset.options);
