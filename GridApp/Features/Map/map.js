import { control, divIcon, DomEvent, Map as LeafletMap, marker, tileLayer } from '/lib/leaflet/leaflet-src.esm.js';
import { BaseMapLayer } from './basemap.js';
import { Hover } from './hover.js';
import { sizeScale } from './marker-size.js';
import { countInView } from './plant-counts.js';
import { PlantsFeed } from './plants-feed.js';
import { PlantsLayer } from './plants-layer.js';
import { wrapLongitude } from './view-box.js';
import { reducedMotion, watchTheme } from './theme.js';

/** @typedef {import('./sprites.js').Mark} Mark */
/** @typedef {import('./view-box.js').ViewBox} ViewBox */
/** @typedef {import('./plants-layer.js').ColorBy} ColorBy */
/** The page's object that is told what happens (Blazor's DotNetObjectReference). @typedef {{invokeMethodAsync: (method: string, ...values: unknown[]) => Promise<unknown>}} Page */
/** Which fuels and states are shown, by code. @typedef {{fuels: string[], statuses: string[]}} Layers */
/**
 * @typedef {{
 *   plantsUrl: string, locale: string, latitude: number, longitude: number, zoom: number, colorBy: ColorBy, layers: Layers, filters: [string, string][],
 *   marks: {fuel: Mark[], status: Mark[]}, tileUrl: string | null,
 *   texts: {map: string, zoomIn: string, zoomOut: string, more: string, unit: string, loadingName: string, decimal: string, group: string}
 * }} MapOptions
 */

const SETTLE_MS = 200;
const MARK_PANE = 'plants';

/** The map of plants: the entry of the page. Everything it makes it gives back in `dispose`. */
export class PlantMap {
  /** @param {HTMLElement} element @param {MapOptions} options @param {Page} page */
  constructor(element, options, page) {
    this.element = element;
    this.options = options;
    this.page = page;
    this.disposed = false;
    this.settle = 0;
    /** @type {import('leaflet').Marker | null} */
    this.selection = null;
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
    element.setAttribute('role', 'application');
    element.setAttribute('aria-label', options.texts.map);
    control.zoom({ position: 'bottomright', zoomInTitle: options.texts.zoomIn, zoomOutTitle: options.texts.zoomOut }).addTo(this.map);

    for (const [name, order] of /** @type {const} */ ([['base', 150], [MARK_PANE, 350], ['selection', 450]])) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = String(order);
      pane.style.pointerEvents = 'none';
    }
    this.base = options.tileUrl ? null : new BaseMapLayer('base', options.locale).addTo(this.map);
    if (options.tileUrl) tileLayer(options.tileUrl, { pane: 'base', maxZoom: 19, className: 'map-tiles' }).addTo(this.map);
    this.plants = new PlantsLayer(MARK_PANE, options.marks, this.#shown(options.layers), options.colorBy).addTo(this.map);

    this.feed = new PlantsFeed(options.plantsUrl, {
      statuses: options.marks.status.map((mark) => mark.code),
      onPlants: (plants) => {
        this.plants.setPlants(plants);
        this.#report();
      },
      onState: (state) => this.#tell('OnFeed', state.state, 'error' in state ? state.error : null),
    });
    this.feed.filters = options.filters;
    this.hover = new Hover(this.map, this.plants, options, (id) => this.#tell('OnPlantSelected', id));

    this.map.on('moveend', () => this.#moved());
    this.resize = new ResizeObserver(() => this.map.invalidateSize({ animate: false, pan: false }));
    this.resize.observe(element);
    this.unwatchTheme = watchTheme(() => {
      this.base?.redraw();
      this.plants.refreshColours();
    });
    this.onReturn = () => {
      if (document.visibilityState === 'visible') this.feed.show(this.#view());
    };
    this.onOnline = () => this.feed.refresh();
    document.addEventListener('visibilitychange', this.onReturn);
    window.addEventListener('online', this.onOnline);
    this.feed.show(this.#view());
    this.#report();
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

  /** Rings a plant, or none. @param {number | null} latitude @param {number | null} longitude */
  select(latitude, longitude) {
    this.selection?.remove();
    this.selection = null;
    if (latitude === null || longitude === null) return;
    const icon = divIcon({ className: 'map-selection', iconSize: [36, 36], html: false });
    this.selection = marker([latitude, this.#near(longitude)], { icon, interactive: false, keyboard: false, pane: 'selection' }).addTo(this.map);
  }

  /** Somewhere something was written: what is drawn follows. */
  update() {
    void this.feed.update();
  }

  /** After an error: asks again. */
  retry() {
    this.feed.refresh();
  }

  dispose() {
    this.disposed = true;
    clearTimeout(this.settle);
    document.removeEventListener('visibilitychange', this.onReturn);
    window.removeEventListener('online', this.onOnline);
    this.resize.disconnect();
    this.unwatchTheme();
    this.hover.dispose();
    this.feed.dispose();
    this.map.remove();
    DomEvent.off(this.element);
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
    // A page that is going away, or whose connection is down, hears nothing; the shell tells the person about the connection.
    if (!this.disposed) this.page.invokeMethodAsync(method, ...values).catch(() => undefined);
  }
}

/**
 * @param {HTMLElement} element @param {MapOptions} options @param {Page} page @returns {PlantMap}
 */
export function create(element, options, page) {
  return new PlantMap(element, options, page);
}
