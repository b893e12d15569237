import { drawInside } from './clip.js';
import { PricesPainter } from './prices-painter.js';

/** @typedef {import('./prices-painter.js').NodePlaces} NodePlaces */
/** @typedef {import('./prices-painter.js').PriceLook} PriceLook */
/** @typedef {import('./pixel-layer.js').PixelRequest} PixelRequest */
/** @typedef {import('./pixel-layer.js').PixelAnswer} PixelAnswer */
/** What to paint: the surface, or the points (those with values in colours, those without). @typedef {{what: 'surface'} | {what: 'points', plain: boolean, coloured: boolean}} PricePicture */
/** @typedef {{places: NodePlaces} | {values: Float32Array} | {look: PriceLook} | {clips: Record<string, import('./atlas.js').Shapes>} | {paint: PixelRequest, picture: PricePicture}} PriceOrder */

// Summing a surface and stamping ten thousand points takes longer than the page's thread can spare while somebody drags the map.
const worker = /** @type {{postMessage: (answer: PixelAnswer, transfer: Transferable[]) => void}} */ (/** @type {unknown} */ (self));
/** @type {Record<string, import('./atlas.js').Shapes>} */
let clips = {};
const painter = new PricesPainter((market, canvas) => (clips[market] ? drawInside(clips[market], canvas) : null));

self.addEventListener('message', (/** @type {MessageEvent<PriceOrder>} */ event) => {
  const order = event.data;
  if ('places' in order) painter.setPlaces(order.places);
  else if ('values' in order) painter.setValues(order.values);
  else if ('look' in order) painter.setLook(order.look);
  else if ('clips' in order) {
    clips = order.clips;
    painter.forgetView();
  } else {
    const { frame, width, height, ratio, buffer, layer } = order.paint;
    const canvas = { frame, width, height, ratio, pixels: new Uint32Array(buffer) };
    const begun = performance.now();
    if (order.picture.what === 'surface') painter.surface(canvas);
    else painter.points(canvas, order.picture.plain, order.picture.coloured);
    worker.postMessage({ layer, frame, width, height, buffer, milliseconds: performance.now() - begun }, [buffer]);
  }
});
