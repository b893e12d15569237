import { DomUtil, Layer, Point, Util } from 'leaflet/dist/leaflet-src.esm.js';

/** What a redraw gets: the frame in world units (see mercator.js) and CSS pixels, and device pixels per CSS pixel. @typedef {import('./detail.js').Frame & {ratio: number}} CanvasFrame */

/** Share of the view that is drawn beyond each of its edges. */
const PADDING = 0.25;

/**
 * A canvas that is drawn once per place and zoom, larger than the view, and moved and scaled by the compositor in between: panning and the zoom animation
 * cost no drawing. A long drag or a long flight redraws when it leaves what was drawn.
 */
export class CanvasLayer extends Layer {
  /** @param {string} pane */
  constructor(pane) {
    super();
    // Leaflet's own layers do this themselves; without it every layer would lie in the same pane.
    Util.setOptions(this, { pane });
    this.canvas = document.createElement('canvas');
    this.canvas.className = 'leaflet-zoom-animated map-canvas';
    this.canvas.setAttribute('aria-hidden', 'true');
    /** What the canvas shows now. @type {CanvasFrame | null} */
    this.frame = null;
    this.pending = 0;
    this.zooming = false;
  }

  /** Draws a frame, now or later, and calls `show` in the moment it is on the canvas. @param {CanvasFrame} frame */
  draw(frame) {
    throw new Error(`nothing draws ${frame.width} x ${frame.height}`);
  }

  /** @param {import('leaflet').Map} map @returns {this} */
  onAdd(map) {
    this.getPane()?.appendChild(this.canvas);
    this.pending = 0;
    this.#redraw(map);
    return this;
  }

  /** @returns {this} */
  onRemove() {
    cancelAnimationFrame(this.pending);
    this.canvas.remove();
    return this;
  }

  /** @returns {{[name: string]: import('leaflet').LeafletEventHandlerFn}} */
  getEvents() {
    return {
      moveend: () => this.redraw(),
      resize: () => this.redraw(),
      move: () => this.#follow(),
      zoom: () => this.#follow(),
      zoomstart: () => (this.zooming = true),
      zoomend: () => (this.zooming = false),
      zoomanim: (event) => {
        const { center, zoom } = /** @type {import('leaflet').ZoomAnimEvent} */ (event);
        this.#transform(center, zoom);
      },
    };
  }

  /** Draws again with the next frame, however often it is asked. */
  redraw() {
    if (this.pending || !this._map) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      if (this._map) this.#redraw(this._map);
    });
  }

  /** @param {import('leaflet').Map} map */
  #redraw(map) {
    const view = map.getSize();
    if (view.x === 0 || view.y === 0) return;
    const corner = map.containerPointToLayerPoint(view.multiplyBy(-PADDING)).round();
    const zoom = map.getZoom();
    const world = map.getPixelOrigin().add(corner).divideBy(2 ** zoom);
    this.draw({
      left: world.x,
      top: world.y,
      width: Math.round(view.x * (1 + 2 * PADDING)),
      height: Math.round(view.y * (1 + 2 * PADDING)),
      zoom,
      ratio: Math.min(2, window.devicePixelRatio || 1),
    });
  }

  /** Whether a drawing of this frame may be shown: not while the compositor is animating another zoom. @param {CanvasFrame} frame @returns {boolean} */
  fits(frame) {
    return this._map !== undefined && this._map !== null && (!this.zooming || frame.zoom === this._map.getZoom());
  }

  /** Puts the canvas where its new drawing belongs. @param {CanvasFrame} frame */
  show(frame) {
    this.frame = frame;
    this.canvas.style.width = `${frame.width}px`;
    this.canvas.style.height = `${frame.height}px`;
    this.#transform(this._map.getCenter(), this._map.getZoom());
  }

  /** During a drag or a flight: scale with it, and draw again where the drawing has run out. */
  #follow() {
    const map = this._map;
    if (!map || !this.frame) return;
    const zoom = map.getZoom();
    const scale = 2 ** (zoom - this.frame.zoom);
    if (scale !== 1) this.#transform(map.getCenter(), zoom);
    const now = map.getPixelBounds();
    const [left, top] = [this.frame.left * 2 ** zoom, this.frame.top * 2 ** zoom];
    const slack = 2;
    const inside = now.min && now.max && now.min.x >= left - slack && now.min.y >= top - slack
      && now.max.x <= left + this.frame.width * scale + slack && now.max.y <= top + this.frame.height * scale + slack;
    if (!inside || scale > 3) this.redraw();
  }

  /** @param {import('leaflet').LatLng} center @param {number} zoom */
  #transform(center, zoom) {
    const map = this._map;
    if (!map || !this.frame) return;
    const scale = 2 ** (zoom - this.frame.zoom);
    const pane = DomUtil.getPosition(/** @type {HTMLElement} */ (map.getPane('mapPane')));
    const origin = map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(pane).round();
    const corner = new Point(this.frame.left, this.frame.top).multiplyBy(2 ** zoom).subtract(origin);
    DomUtil.setTransform(this.canvas, corner, scale);
  }
}
