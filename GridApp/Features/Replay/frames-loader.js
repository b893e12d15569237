import { decodeFrames, PriceFramesError } from '../Prices/price-frames.js';
import { toFrames } from './frame-rows.js';

/** @typedef {import('../Prices/price-frames.js').PriceNodes} PriceNodes */
/**
 * What came of asking for a stretch: frames, "the same as before", nothing there, or what went wrong.
 * @typedef {{frames: import('./frame-rows.js').FrameRows, etag: string | null} | {same: true} | {none: true} | {trouble: string}} FramesOutcome
 */

const MOST_GEOMETRIES = 4;

/** Fetches, checks and unpacks stretches of frames. */
export class FramesLoader {
  constructor() {
    /** Geometries that came: answers leave out the one that they are told is known. The newest comes last. @type {Map<string, PriceNodes>} */
    this.geometries = new Map();
  }

  /** @param {PriceNodes} nodes */
  know(nodes) {
    this.geometries.delete(nodes.hash);
    this.geometries.set(nodes.hash, nodes);
    for (const oldest of this.geometries.keys()) if (this.geometries.size > MOST_GEOMETRIES) this.geometries.delete(oldest);
  }

  /** @param {string} url @param {string | null} held what is held: the geometry that was told, and the server's tag @param {AbortSignal} signal @returns {Promise<FramesOutcome>} */
  async load(url, held, signal) {
    try {
      /** @type {import('../Prices/price-frames.js').PriceFrames[]} */
      const pages = [];
      // The same question has to be asked again, or the tag is another.
      const [told, etag] = held?.split(' ') ?? [[...this.geometries.keys()].pop() ?? '', ''];
      let tag = null;
      for (let next = /** @type {string | null} */ (url); next !== null; ) {
        /** @type {Record<string, string>} */
        const headers = { accept: 'application/octet-stream' };
        if (etag && pages.length === 0) headers['if-none-match'] = etag;
        const response = await fetch(told ? `${next}&nodesHash=${told}` : next, { headers, signal });
        if (response.status === 304) return { same: true };
        if (response.status === 404) return { none: true };
        if (!response.ok) return { trouble: response.status === 401 ? 'signed-out' : response.status >= 500 ? 'server' : 'refused' };
        if (pages.length === 0) tag = response.headers.get('etag');
        const page = decodeFrames(await response.arrayBuffer(), this.geometries.get(told) ?? null);
        this.know(page.nodes);
        pages.push(page);
        next = page.next === null ? null : url.replace(/start=[^&]*/, `start=${new Date(page.next).toISOString()}`);
      }
      return { frames: toFrames(pages), etag: tag && `${told} ${tag}` };
    } catch (error) {
      if (signal.aborted) return { trouble: 'aborted' };
      return { trouble: error instanceof PriceFramesError || error instanceof SyntaxError ? 'unreadable' : 'offline' };
    }
  }
}
