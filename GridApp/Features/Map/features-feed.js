import { errorOf } from './plants-feed.js';

/** @typedef {import('./plants-feed.js').FeedError} FeedError */

/** Asks for GeoJSON and keeps only the answer to the newest question; the browser's cache and the server's ETag see to it that nothing travels twice. */
export class FeaturesFeed {
  /**
   * @param {string} url @param {{onFeatures: (collection: GeoJSON.FeatureCollection) => void, onState: (error: FeedError | null) => void, fetch?: typeof fetch}} options
   */
  constructor(url, options) {
    this.url = url;
    this.onFeatures = options.onFeatures;
    this.onState = options.onState;
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
    /** @type {AbortController | null} */
    this.asking = null;
    /** @type {string | null} */
    this.query = null;
  }

  /** @param {[string, string][]} query as the API names it @param {boolean} [again] though nothing of it changed */
  ask(query, again = false) {
    const text = new URLSearchParams(query).toString();
    if (text === this.query && !again) return;
    this.query = text;
    void this.#ask(text);
  }

  /** Asks the same again. */
  retry() {
    if (this.query !== null) void this.#ask(this.query);
  }

  /** Nothing is wanted any more. */
  rest() {
    this.asking?.abort();
    this.asking = null;
    this.query = null;
  }

  /** @param {string} query */
  async #ask(query) {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    /** @type {FeedError | null} */
    let error = null;
    /** @type {GeoJSON.FeatureCollection | null} */
    let collection = null;
    try {
      const response = await this.fetch(`${this.url}?${query}`, { headers: { accept: 'application/geo+json' }, signal: asking.signal });
      if (response.ok) collection = await response.json();
      else error = errorOf(response.status);
    } catch (failure) {
      error = failure instanceof SyntaxError ? 'unreadable' : 'offline';
    }
    if (this.asking !== asking) return;
    this.asking = null;
    if (collection) this.onFeatures(collection);
    else this.query = null;
    this.onState(error);
  }
}
