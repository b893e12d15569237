import { FramesLoader } from './frames-loader.js';

/** A stretch to fetch, one that nobody wants any more, or a geometry that came by another way. @typedef {{id: number, url: string, etag: string | null} | {id: number, abort: true} | {nodes: import('./frames-loader.js').PriceNodes}} FramesRequest */
/** @typedef {import('./frames-loader.js').FramesOutcome & {id: number}} FramesAnswer */

// Fetching, checking and unpacking a stretch takes longer than a frame of the screen, so all of it happens here.
const worker = /** @type {{postMessage: (answer: FramesAnswer, transfer?: Transferable[]) => void}} */ (/** @type {unknown} */ (self));
const loader = new FramesLoader();
/** @type {Map<number, AbortController>} */
const underway = new Map();

/** @param {number} id @param {string} url @param {string | null} etag */
async function load(id, url, etag) {
  const abort = new AbortController();
  underway.set(id, abort);
  const outcome = await loader.load(url, etag, abort.signal);
  underway.delete(id);
  if (!abort.signal.aborted) worker.postMessage({ id, ...outcome }, 'frames' in outcome ? [outcome.frames.values.buffer] : []);
}

self.addEventListener('message', (/** @type {MessageEvent<FramesRequest>} */ { data }) => {
  if ('nodes' in data) loader.know(data.nodes);
  else if ('abort' in data) underway.get(data.id)?.abort();
  else void load(data.id, data.url, data.etag);
});
