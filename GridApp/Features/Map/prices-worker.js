import { PriceOrders } from './price-orders.js';

// Summing a surface and stamping ten thousand points takes longer than the page's thread can spare while somebody drags the map.
const worker = /** @type {{postMessage: (answer: import('./pixel-layer.js').PixelAnswer, transfer: Transferable[]) => void}} */ (/** @type {unknown} */ (self));
const orders = new PriceOrders();

self.addEventListener('message', (/** @type {MessageEvent<import('./price-orders.js').PriceOrder>} */ event) => {
  const answer = orders.take(event.data);
  if (answer) worker.postMessage(answer, [answer.buffer]);
});
