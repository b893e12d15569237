import { decodePlants, PackedPlantsError, withStatuses } from './plants-data.js';
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
   * @param {{
   *   onPlants: (plants: Plants) => void, onState: (state: FeedState) => void, statuses?: string[], fetch?: typeof fetch, now?: () => number
   * }} options `statuses` are their codes in the order of the packed numbers
   */
  constructor(url, options) {
    this.url = url;
    this.onPlants = options.onPlants;
    this.onState = options.onState;
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.now = options.now ?? (() => performance.now());
    this.statuses = options.statuses ?? [];
    /** @type {[string, string][]} */
    this.filters = [];
    /** @type {ViewBox | null} */
    this.view = null;
    /** @type {{box: ViewBox, at: number} | null} */
    this.held = null;
    /** @type {{box: ViewBox, abort: AbortController} | null} */
    this.asked = null;
    /** What was handed on last. @type {Plants | null} */
    this.plants = null;
    this.updating = false;
    /** Something changed after what is on its way may have been read. */
    this.stale = false;
  }

  /** @param {ViewBox} view */
  show(view) {
    this.view = view;
    if (this.asked && covers(this.asked.box, view)) return;
    if (this.held && covers(this.held.box, view) && this.now() - this.held.at < FRESH_MS) {
      if (this.asked) {
        this.#forget();
        this.onState({ state: 'ready' });
        this.#again();
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

  /**
   * Something changed: asks what is out now, a few bytes, and for the plants themselves only when they changed, too. What is drawn stays until the answer is
   * here, and changes that come in quick succession never keep one from arriving.
   */
  async update() {
    if (this.asked || this.updating) {
      this.stale = true;
      return;
    }
    if (!this.view) return;
    this.updating = true;
    const { plants } = this;
    const out = plants && (await this.#out());
    this.updating = false;
    // Who moved the map meanwhile has asked for everything anyway.
    if (this.view && !this.asked && this.plants === plants) {
      if (plants && out && out.version === plants.version) this.#hand(withStatuses(plants, out.plants, this.statuses));
      else await this.#ask(this.held?.box ?? pad(this.view, MARGIN), true);
    }
    this.#again();
  }

  dispose() {
    this.#forget();
    this.view = null;
  }

  /** @returns {Promise<{version: number, plants: {id: number, status: string}[]} | null>} what is out; null when there is no answer */
  async #out() {
    try {
      const response = await this.fetch(`${this.url}/availability`, { headers: { accept: 'application/json' } });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  }

  /** @param {Plants} plants */
  #hand(plants) {
    if (plants === this.plants) return;
    this.plants = plants;
    this.onPlants(plants);
  }

  #again() {
    if (!this.stale || this.asked || this.updating) return;
    this.stale = false;
    void this.update();
  }

  #forget() {
    this.asked?.abort.abort();
    this.asked = null;
  }

  /** @param {ViewBox} box @param {boolean} [quiet] nobody asked for it, so nobody is told that it is being fetched */
  async #ask(box, quiet = false) {
    this.#forget();
    const asked = { box, abort: new AbortController() };
    this.asked = asked;
    if (!quiet) this.onState({ state: 'loading' });
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
        this.#hand(plants);
      } else {
        state = { state: 'error', error: errorOf(response.status) };
      }
    } catch (error) {
      state = { state: 'error', error: error instanceof PackedPlantsError || error instanceof RangeError ? 'unreadable' : 'offline' };
    }
    if (this.asked !== asked) return;
    this.asked = null;
    this.onState(state);
    this.#again();
  }
}

/** @param {number} status of HTTP @returns {FeedError} */
export function errorOf(status) {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  return status >= 500 ? 'server' : 'refused';
}
