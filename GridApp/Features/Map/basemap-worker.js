import { feature, mesh } from 'topojson-client';
import { decodeAtlas } from './atlas.js';
import { paint, prepare } from './basemap-painter.js';
import { countryNames } from './country-names.js';

/** @typedef {import('./canvas-layer.js').CanvasFrame} CanvasFrame */
/** @typedef {import('./basemap-painter.js').AtlasId} AtlasId */
/** @typedef {{atlas: AtlasId, url: string, areas: string, land: string | null, locale: string}} AtlasRequest */
/** @typedef {{frame: CanvasFrame, style: import('./basemap-painter.js').BaseMapStyle}} PaintRequest */
/** @typedef {{fonts: {family: string, url: string, range: string}[]}} FontRequest */
/** An atlas has come (or not), or a frame is painted. @typedef {{atlas: AtlasId, error: string | null} | {frame: CanvasFrame, bitmap: ImageBitmap}} BaseMapAnswer */

// Fetching, unpacking and painting the base map takes longer than a frame of the screen, so all of it happens here and not on the page's thread.
const worker = /** @type {{postMessage: (answer: BaseMapAnswer, transfer?: Transferable[]) => void, fonts: FontFaceSet}} */ (
  /** @type {unknown} */ (self));
/** @type {Map<AtlasId, import('./basemap-painter.js').Drawable>} */
const atlases = new Map();
/** @type {OffscreenCanvas | null} */
let canvas = null;

/** @param {AtlasRequest} request */
async function load({ atlas, url, areas, land, locale }) {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    atlases.set(atlas, prepare(decodeAtlas(/** @type {import('./atlas.js').TopoJson} */ (/** @type {unknown} */ ({ feature, mesh })), await response.json(), { areas, land }, countryNames(locale))));
    worker.postMessage({ atlas, error: null });
  } catch (error) {
    worker.postMessage({ atlas, error: String(error) });
  }
}

/** @param {PaintRequest} request */
function paintFrame({ frame, style }) {
  const [width, height] = [Math.round(frame.width * frame.ratio), Math.round(frame.height * frame.ratio)];
  // Giving away its picture empties it; a new one each time would cost twice as much.
  if (!canvas || canvas.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context) paint(context, frame, atlases, style);
  const bitmap = canvas.transferToImageBitmap();
  worker.postMessage({ frame, bitmap }, [bitmap]);
}

/** A worker has no style sheet, so the page's font is loaded once more. @param {FontRequest} request */
function loadFonts({ fonts }) {
  for (const { family, url, range } of fonts) {
    const font = new FontFace(family, `url(${url})`, { weight: '100 900', unicodeRange: range });
    worker.fonts.add(font);
    // Without it the names are in the system's font.
    font.load().catch(() => undefined);
  }
}

self.addEventListener('message', (/** @type {MessageEvent<AtlasRequest | PaintRequest | FontRequest>} */ event) => {
  const request = event.data;
  if ('fonts' in request) loadFonts(request);
  else if ('atlas' in request) void load(request);
  else paintFrame(request);
});
