import { decodeFrames, PriceFramesError } from '../Prices/price-frames.js';
import { toFrames } from './frame-rows.js';

/** @typedef {import('../Prices/price-frames.js').PriceNodes} PriceNodes */
/** A stretch to fetch, or one that nobody wants any more. @typedef {{id: number, url: string, etag: string | null} | {id: number, abort: true}} FramesRequest */
/**
 * What came of it: frames, "the same as before", nothing there, or what went wrong.
 * @typedef {{id: number, frames: import('./frame-rows.js').FrameRows, etag: string | null} | {id: number, same: true} | {id: number, none: true} | {id: number, trouble: string}} FramesAnswer
 */

// Fetching, checking and unpacking a stretch takes longer than a frame of the screen, so all of it happens here.
const worker = /** @type {{postMessage: (answer: FramesAnswer, transfer?: Transferable[]) => void}} */ (/** @type {unknown} */ (self));

/** @type {Map<number, AbortController>} */
const underway = new Map();

/** Geometries that came: answers leave out the one that they are told is known. The newest comes last. @type {Map<string, PriceNodes>} */
const geometries = new Map();
const MOST_GEOMETRIES = 4;

/** @param {number} id @param {string} url @param {string | null} held what is held: the geometry that was told, and the server's tag */
async function load(id, url, held) {
  const abort = new AbortController();
  underway.set(id, abort);
  try {
    /** @type {import('../Prices/price-frames.js').PriceFrames[]} */
    const pages = [];
    // The same question has to be asked again, or the tag is another.
    const [told, etag] = held?.split(' ') ?? [[...geometries.keys()].pop() ?? '', ''];
    let tag = null;
    for (let next = /** @type {string | null} */ (url); next !== null; ) {
      /** @type {Record<string, string>} */
      const headers = { accept: 'application/octet-stream' };
      if (etag && pages.length === 0) headers['if-none-match'] = etag;
      const response = await fetch(told ? `${next}&nodesHash=${told}` : next, { headers, signal: abort.signal });
      if (response.status === 304) return worker.postMessage({ id, same: true });
      if (response.status === 404) return worker.postMessage({ id, none: true });
      if (!response.ok) return worker.postMessage({ id, trouble: response.status === 401 ? 'signed-out' : response.status >= 500 ? 'server' : 'refused' });
      if (pages.length === 0) tag = response.headers.get('etag');
      const page = decodeFrames(await response.arrayBuffer(), geometries.get(told) ?? null);
      geometries.delete(page.nodes.hash);
      geometries.set(page.nodes.hash, page.nodes);
      for (const oldest of geometries.keys()) if (geometries.size > MOST_GEOMETRIES) geometries.delete(oldest);
      pages.push(page);
      next = page.next === null ? null : url.replace(/start=[^&]*/, `start=${new Date(page.next).toISOString()}`);
    }
    const frames = toFrames(pages);
    worker.postMessage({ id, frames, etag: tag && `${told} ${tag}` }, [frames.values.buffer]);
  } catch (error) {
    if (!abort.signal.aborted) worker.postMessage({ id, trouble: error instanceof PriceFramesError || error instanceof SyntaxError ? 'unreadable' : 'offline' });
  } finally {
    underway.delete(id);
  }
}

self.addEventListener('message', (/** @type {MessageEvent<FramesRequest>} */ { data }) => {
  if ('abort' in data) underway.get(data.id)?.abort();
  else void load(data.id, data.url, data.etag);
});
