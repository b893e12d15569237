import { CanvasLayer } from './canvas-layer.js';
import { token } from './theme.js';

/** @typedef {import('./basemap-worker.js').BaseMapAnswer} BaseMapAnswer */
/** @typedef {import('./basemap-worker.js').AtlasRequest} AtlasRequest */
/** @typedef {import('./canvas-layer.js').CanvasFrame} CanvasFrame */

/** @type {Omit<AtlasRequest, 'locale'>[]} */
const ATLASES = [
  { atlas: 'coarse', url: '../../lib/atlas/countries-110m.json', areas: 'countries', land: 'land' },
  { atlas: 'fine', url: '../../lib/atlas/countries-50m.json', areas: 'countries', land: 'land' },
  { atlas: 'states', url: '../../lib/atlas/states-10m.json', areas: 'states', land: null },
];

const FONTS = [
  { family: 'Inter Variable', url: '../../lib/inter/inter-latin-wght-normal.woff2', range: 'U+0000-00FF' },
  { family: 'Inter Variable', url: '../../lib/inter/inter-latin-ext-wght-normal.woff2', range: 'U+0100-02BA' },
];

/** After an atlas the next one waits this long: what a person came for is drawn meanwhile. */
const NEXT_MS = 400;

/** @param {string} url */
const absolute = (url) => new URL(url, import.meta.url).href;

/** The world without a server of tiles: land, borders and names of Natural Earth in the page's own colours, painted by a worker. */
export class BaseMapLayer extends CanvasLayer {
  /** @param {string} pane @param {string} locale BCP 47, for the names of countries */
  constructor(pane, locale) {
    super(pane);
    this.context = /** @type {ImageBitmapRenderingContext} */ (this.canvas.getContext('bitmaprenderer'));
    this.painting = false;
    /** @type {CanvasFrame | null} */
    this.wanted = null;
    this.locale = locale;
    /** What is still to be asked for, coarse first: unpacking the fine ones takes a processor for as long as everything else on the page. */
    this.waiting = [...ATLASES];
    this.come = 0;
    this.later = 0;
    /** Is told when a picture is on the screen, or none will come. @type {(() => void) | null} */
    this.onShown = null;
    this.worker = new Worker(new URL('../Map/basemap-worker.js', import.meta.url), { type: 'module' });
    this.worker.addEventListener('message', (/** @type {MessageEvent<BaseMapAnswer>} */ event) => this.#receive(event.data));
    this.worker.postMessage({ fonts: FONTS.map((font) => ({ ...font, url: absolute(font.url) })) });
    this.#ask();
  }

  /** @returns {this} */
  onRemove() {
    clearTimeout(this.later);
    this.worker.terminate();
    return super.onRemove();
  }

  /** @override @param {CanvasFrame} frame */
  draw(frame) {
    this.wanted = frame;
    if (!this.painting) this.#paint();
  }

  /** Asks for the next atlas. */
  #ask() {
    const next = this.waiting.shift();
    if (next) this.worker.postMessage({ ...next, url: absolute(next.url), locale: this.locale });
  }

  #paint() {
    // Before the first atlas there is nothing to paint.
    if (!this.wanted || this.come === 0) return;
    this.painting = true;
    this.worker.postMessage({
      frame: this.wanted,
      style: {
        land: token('--map-land', '#eceef1'),
        border: token('--map-border', '#cfd5dd'),
        label: token('--map-line', '#8e99a8'),
        font: token('--font', 'sans-serif'),
      },
    });
    this.wanted = null;
  }

  /** @param {BaseMapAnswer} answer */
  #receive(answer) {
    if ('atlas' in answer) {
      // Without its atlas the map still shows the plants, on plain ground; there is nothing a person could do about it.
      if (answer.error === null) {
        this.come++;
        this.redraw();
      } else {
        this.onShown?.();
      }
      this.later = window.setTimeout(() => this.#ask(), NEXT_MS);
      return;
    }
    this.painting = false;
    if (this.fits(answer.frame)) {
      this.context.transferFromImageBitmap(answer.bitmap);
      this.show(answer.frame);
      this.onShown?.();
    } else {
      answer.bitmap.close();
    }
    this.#paint();
  }
}
