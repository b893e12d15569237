import { decodePlants, PackedPlantsError } from './plants-data.js';
import { covers, pad, toBbox } from './view-box.js';

/** @typedef {import('./plants-data.js').Plants} Plants */
/** @typedef {import('./view-box.js').ViewBox} ViewBox */
/** What went wrong: `offline` (no answer), `signed-out` (401), `forbidden` (403), `refused` (another 4xx), `server` (5xx), `unreadable`. @typedef {'offline' | 'signed-out' | 'forbidden' | 'refused' | 'server' | 'unreadable'} FeedError */
/** @typedef {{state: 'loading' | 'ready'} | {state: 'error', error: FeedError}} FeedState */

const MOST = 100_000;
const MARGIN = 0.5;
const FRESH_MS = 60_000;

/**
 * Keeps the plants of the view at hand: asks for a box with a margin, asks again only when the view leaves it or the answer has grown old, and forgets an
 * answer that nobody waits for any more.
 */
export class PlantsFeed {
  /**
   * @param {string} url of the packed plants
   * @param {{onPlants: (plants: Plants) => void, onState: (state: FeedState) => void, fetch?: typeof fetch, now?: () => number}} options
   */
  constructor(url, options) {
    this.url = url;
    this.onPlants = options.onPlants;
    this.onState = options.onState;
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.now = options.now ?? (() => performance.now());
    /** @type {[string, string][]} */
    this.filters = [];
    /** @type {ViewBox | null} */
    this.view = null;
    /** @type {{box: ViewBox, at: number} | null} */
    this.held = null;
    /** @type {{box: ViewBox, abort: AbortController} | null} */
    this.asked = null;
  }

  /** @param {ViewBox} view */
  show(view) {
    this.view = view;
    if (this.asked && covers(this.asked.box, view)) return;
    if (this.held && covers(this.held.box, view) && this.now() - this.held.at < FRESH_MS) {
      if (this.asked) {
        this.#forget();
        this.onState({ state: 'ready' });
      }
      return;
    }
    void this.#ask(pad(view, MARGIN));
  }

  /** What the server filters by, as the API names it; an empty list asks for everything. @param {[string, string][]} filters */
  setFilters(filters) {
    if (JSON.stringify(filters) === JSON.stringify(this.filters)) return;
    this.filters = filters;
    this.refresh();
  }

  /** Asks again for what is in view. */
  refresh() {
    this.held = null;
    this.#forget();
    if (this.view) this.show(this.view);
  }

  dispose() {
    this.#forget();
    this.view = null;
  }

  #forget() {
    this.asked?.abort.abort();
    this.asked = null;
  }

  /** @param {ViewBox} box */
  async #ask(box) {
    this.#forget();
    const asked = { box, abort: new AbortController() };
    this.asked = asked;
    this.onState({ state: 'loading' });
    const query = new URLSearchParams([['bbox', toBbox(box)], ['limit', String(MOST)], ...this.filters]);
    /** @type {FeedState} */
    let state = { state: 'ready' };
    try {
      const response = await this.fetch(`${this.url}?${query}`, { headers: { accept: 'application/octet-stream' }, signal: asked.abort.signal });
      if (response.ok) {
        const plants = decodePlants(await response.arrayBuffer());
        if (this.asked !== asked) return;
        // What the limit cut is missing somewhere in the box: closer views have to ask for themselves.
        this.held = plants.total > plants.count ? null : { box, at: this.now() };
        this.onPlants(plants);
      } else {
        state = { state: 'error', error: errorOf(response.status) };
      }
    } catch (error) {
      state = { state: 'error', error: error instanceof PackedPlantsError || error instanceof RangeError ? 'unreadable' : 'offline' };
    }
    if (this.asked !== asked) return;
    this.asked = null;
    this.onState(state);
  }
}

/** @param {number} status of HTTP @returns {FeedError} */
function errorOf(status) {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  return status >= 500 ? 'server' : 'refused';
}
