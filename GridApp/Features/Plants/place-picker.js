import { control, divIcon, Map as LeafletMap, marker, tileLayer } from 'leaflet/dist/leaflet-src.esm.js';
import { BaseMapLayer } from '../Map/basemap.js';
import { reducedMotion, watchTheme } from '../Map/theme.js';
import { placeOf } from './place.js';

/** The form's object that is told where (Blazor's DotNetObjectReference). @typedef {{invokeMethodAsync: (method: string, ...values: unknown[]) => Promise<unknown>}} Form */
/**
 * @typedef {{
 *   latitude: number | null, longitude: number | null, locale: string, tileUrl: string | null,
 *   texts: {map: string, zoomIn: string, zoomOut: string}
 * }} PickerOptions
 */

/** Where a plant's middle is before anybody has said anything: most of the world's plants are in sight. @type {[number, number]} */
const NOWHERE = [35, 20];
const FAR = 2;
const NEAR = 8;

/** A small map on which a place is picked: by a click, by dragging the mark, or by moving the map with the arrow keys and pressing Enter. */
export class PlacePicker {
  /** @param {HTMLElement} element @param {PickerOptions} options @param {Form} form */
  constructor(element, options, form) {
    this.element = element;
    this.form = form;
    this.disposed = false;
    /** @type {import('leaflet').Marker | null} */
    this.mark = null;
    const still = reducedMotion();
    this.map = new LeafletMap(element, {
      center: NOWHERE,
      zoom: FAR,
      minZoom: 1,
      maxZoom: 14,
      maxBounds: [[-85, -Infinity], [85.05, Infinity]],
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
    const pane = this.map.createPane('base');
    pane.style.zIndex = '150';
    pane.style.pointerEvents = 'none';
    this.base = options.tileUrl ? null : new BaseMapLayer('base', options.locale).addTo(this.map);
    if (options.tileUrl) tileLayer(options.tileUrl, { pane: 'base', maxZoom: 19 }).addTo(this.map);
    this.map.on('click', (event) => this.#pick(event.latlng));
    this.onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Enter' || event.target !== element) return;
      event.preventDefault();
      this.#pick(this.map.getCenter());
    };
    element.addEventListener('keydown', this.onKey);
    this.resize = new ResizeObserver(() => this.map.invalidateSize({ animate: false, pan: false }));
    this.resize.observe(element);
    this.unwatchTheme = watchTheme(() => this.base?.redraw());
    this.show(options.latitude, options.longitude, true);
  }

  /** Shows what was typed, or nothing. @param {number | null} latitude @param {number | null} longitude @param {boolean} near goes there */
  show(latitude, longitude, near) {
    this.mark?.remove();
    this.mark = null;
    if (latitude === null || longitude === null) return;
    const icon = divIcon({ className: 'place-mark', iconSize: [22, 22], html: false });
    this.mark = marker([latitude, longitude], { icon, draggable: true, keyboard: false }).addTo(this.map);
    this.mark.on('dragend', () => {
      if (this.mark) this.#pick(this.mark.getLatLng());
    });
    if (near) this.map.setView([latitude, longitude], Math.max(this.map.getZoom(), NEAR), { animate: false });
  }

  dispose() {
    this.disposed = true;
    this.element.removeEventListener('keydown', this.onKey);
    this.resize.disconnect();
    this.unwatchTheme();
    this.map.remove();
  }

  /** @param {import('leaflet').LatLng} at */
  #pick(at) {
    const { latitude, longitude } = placeOf(at.lat, at.lng);
    this.show(at.lat, at.lng, false);
    // A page that is going away, or whose connection is down, hears nothing; the shell tells the person about the connection.
    if (!this.disposed) this.form.invokeMethodAsync('OnPicked', latitude, longitude).catch(() => undefined);
  }
}

/** @param {HTMLElement} element @param {PickerOptions} options @param {Form} form @returns {PlacePicker} */
export function create(element, options, form) {
  return new PlacePicker(element, options, form);
}
