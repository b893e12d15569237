import { PlantsPainter } from './plants-painter.js';

/** @typedef {import('./pixel-layer.js').PixelRequest} PixelRequest */
/** What was painted, what is where in it, and of how many plants. @typedef {import('./pixel-layer.js').PixelAnswer & {drawn: import('./detail.js').Arrangement, count: number}} PlantAnswer */
/** @typedef {{plants: import('./plants-painter.js').PlantColumns} | {status: Uint8Array} | {shown: import('./plant-counts.js').Shown} | {look: import('./plants-painter.js').PlantLook} | {paint: PixelRequest}} PlantOrder */

// Arranging tens of thousands of plants and stamping them would hold up whoever drags the map.
const worker = /** @type {{postMessage: (answer: PlantAnswer, transfer: Transferable[]) => void}} */ (/** @type {unknown} */ (self));
const painter = new PlantsPainter();

self.addEventListener('message', (/** @type {MessageEvent<PlantOrder>} */ event) => {
  const order = event.data;
  if ('plants' in order) painter.plants = order.plants;
  else if ('status' in order) painter.plants = { ...painter.plants, status: order.status };
  else if ('shown' in order) painter.shown = order.shown;
  else if ('look' in order) painter.setLook(order.look);
  else {
    const { frame, width, height, ratio, buffer, layer } = order.paint;
    const begun = performance.now();
    const all = painter.paint({ frame, width, height, ratio, pixels: new Uint32Array(buffer) });
    const { length } = all;
    const drawn = { ...all, plant: all.plant.slice(0, length), x: all.x.slice(0, length), y: all.y.slice(0, length), radius: all.radius.slice(0, length) };
    worker.postMessage(
      { layer, frame, width, height, buffer, milliseconds: performance.now() - begun, drawn, count: painter.plants.count },
      [buffer, drawn.plant.buffer, drawn.x.buffer, drawn.y.buffer, drawn.radius.buffer]);
  }
});
