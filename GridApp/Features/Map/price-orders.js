import { drawInside } from './clip.js';
import { PricesPainter } from './prices-painter.js';

/** @typedef {import('./prices-painter.js').NodePlaces} NodePlaces */
/** @typedef {import('./prices-painter.js').PriceLook} PriceLook */
/** @typedef {import('./pixel-layer.js').PixelRequest} PixelRequest */
/** @typedef {import('./pixel-layer.js').PixelAnswer} PixelAnswer */
/** What to paint: the surface, or the points (those with values in colours, those without). @typedef {{what: 'surface'} | {what: 'points', plain: boolean, coloured: boolean}} PricePicture */
/** @typedef {{places: NodePlaces} | {values: Float32Array} | {look: PriceLook} | {clips: Record<string, import('./atlas.js').Shapes>} | {paint: PixelRequest, picture: PricePicture}} PriceOrder */

/** Carries out what is ordered of the prices' pictures, on whatever thread it is. */
export class PriceOrders {
  constructor() {
    /** @type {Record<string, import('./atlas.js').Shapes>} */
    this.clips = {};
    this.painter = new PricesPainter((market, canvas) => (this.clips[market] ? drawInside(this.clips[market], canvas) : null));
  }

  /** @param {PriceOrder} order @returns {PixelAnswer | null} a picture, when one was ordered */
  take(order) {
    const { painter } = this;
    if ('places' in order) painter.setPlaces(order.places);
    else if ('values' in order) painter.setValues(order.values);
    else if ('look' in order) painter.setLook(order.look);
    else if ('clips' in order) {
      this.clips = order.clips;
      painter.forgetView();
    } else {
      const { frame, width, height, ratio, buffer, layer } = order.paint;
      const canvas = { frame, width, height, ratio, pixels: new Uint32Array(buffer) };
      const begun = performance.now();
      if (order.picture.what === 'surface') painter.surface(canvas);
      else painter.points(canvas, order.picture.plain, order.picture.coloured);
      return { layer, frame, width, height, buffer, milliseconds: performance.now() - begun };
    }
    return null;
  }
}
