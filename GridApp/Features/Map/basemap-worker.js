import '/lib/topojson/topojson-client.min.js';
import { decodeAtlas } from './atlas.js';
import { countryNames } from './country-names.js';

/** @typedef {import('./atlas.js').TopoJson} TopoJson */
/** @typedef {import('./atlas.js').Atlas} Atlas */
/** @typedef {{id: string, url: string, object: string, locale: string}} AtlasRequest */
/** @typedef {{id: string, atlas: Atlas} | {id: string, error: string}} AtlasAnswer */

// Fetching, unpacking and projecting the base map takes longer than a frame, so it happens here and not on the page's thread.
const worker = /** @type {{postMessage: (answer: AtlasAnswer, transfer?: Transferable[]) => void, topojson: TopoJson} & typeof globalThis} */ (/** @type {unknown} */ (self));

self.addEventListener('message', async (/** @type {MessageEvent<AtlasRequest>} */ event) => {
  const { id, url, object, locale } = event.data;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const atlas = decodeAtlas(worker.topojson, await response.json(), object, countryNames(locale));
    const buffers = [atlas.land, atlas.borders].flatMap((shapes) => [shapes.points.buffer, shapes.rings.buffer, shapes.polygons.buffer, shapes.boxes.buffer]);
    worker.postMessage({ id, atlas }, buffers);
  } catch (error) {
    worker.postMessage({ id, error: String(error) });
  }
});
