import { decodeFrames, PriceFramesError, unpackValues } from '../Prices/price-frames.js';
import { errorOf } from './plants-feed.js';

/** @typedef {import('../Prices/price-frames.js').PriceNodes} PriceNodes */
/** @typedef {import('../Prices/price-frames.js').PriceMarket} PriceMarket */

/** Which prices: `kind` also DART; `market` null for all; `at` is milliseconds of the epoch, null for the newest. @typedef {{kind: string, component: string, market: string | null, at: number | null}} PriceQuestion */

/**
 * All nodes at one time. `at` and `end` hold for the intervals that are shown: from the newest start to the earliest end. `values` are in the order of the nodes;
 * markets whose prices have another unit than most are left out and named.
 * @typedef {{
 *   question: PriceQuestion, nodes: PriceNodes, markets: PriceMarket[], values: Float32Array, unit: string | null, simulated: 'all' | 'some' | 'none',
 *   at: number, end: number, minutes: number, leftOut: string[]
 * }} PriceMoment
 */

/** `none`: nobody has such a price at that time. @typedef {{state: 'loading' | 'ready' | 'none'} | {state: 'error', error: import('./plants-feed.js').FeedError}} PriceState */

/** A step in time. @typedef {'interval' | 'hour'} StepUnit */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Real-time prices are published after their interval: the newest ones are looked for this far back. */
const NEWEST_WITHIN = 2 * HOUR;

/** How far a step looks for the next interval before it says that there is none. */
const LOOK_DAYS = [1, 40];

/** Keeps the prices of one moment at hand: the geometry of the nodes once, then only values. A question that another one followed is dropped. */
export class PricesFeed {
  /**
   * @param {string} url of the prices, without a trailing slash
   * @param {{onMoment: (moment: PriceMoment) => void, onState: (state: PriceState) => void, fetch?: typeof fetch, now?: () => number}} options
   */
  constructor(url, options) {
    this.url = url;
    this.onMoment = options.onMoment;
    this.onState = options.onState;
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.now = options.now ?? (() => Date.now());
    /** @type {PriceQuestion | null} */
    this.question = null;
    /** @type {PriceMoment | null} */
    this.moment = null;
    /** @type {AbortController | null} */
    this.asking = null;
    /** Something changed after what is on its way may have been read. */
    this.stale = false;
    /** @type {{key: string, from: number, to: number, times: number[]} | null} */
    this.times = null;
  }

  /** @param {PriceQuestion} question */
  ask(question) {
    if (this.question && same(this.question, question) && (this.asking || this.moment)) return;
    this.question = question;
    void this.#ask(false);
  }

  /** Something changed: asks again, quietly, for what is shown. Changes in quick succession never keep an answer from arriving. */
  update() {
    this.times = null;
    if (this.asking) this.stale = true;
    else if (this.question) void this.#ask(true);
  }

  /** After an error: asks again. */
  retry() {
    if (this.question) void this.#ask(false);
  }

  /** Nothing is shown any more; what was learned of the nodes stays. */
  rest() {
    this.asking?.abort();
    this.asking = null;
    this.question = null;
    this.stale = false;
  }

  /**
   * The start of an interval further on, null for "now" (beyond the newest one that has begun), undefined where there is none.
   * @param {-1 | 1} direction @param {StepUnit} unit @returns {Promise<number | null | undefined>}
   */
  async step(direction, unit) {
    const { question, moment } = this;
    if (!question) return undefined;
    const here = moment?.at ?? question.at ?? this.now();
    for (const days of LOOK_DAYS) {
      const times = await this.#timesAround(question, here, days * DAY);
      if (!times) return undefined;
      const found = stepFrom(times, here, direction, unit);
      if (found === undefined) continue;
      // The newest one that has begun is "now": it goes on with the clock.
      const now = this.now();
      const after = times.find((time) => time > found);
      return direction > 0 && found <= now && found > now - NEWEST_WITHIN && (after === undefined || after > now) ? null : found;
    }
    return undefined;
  }

  dispose() {
    this.rest();
    this.moment = null;
  }

  /** @param {PriceQuestion} question @param {number} here @param {number} reach @returns {Promise<number[] | null>} ascending; null without an answer */
  async #timesAround(question, here, reach) {
    const kind = kindOf(question);
    const key = `${kind} ${question.market ?? ''}`;
    const { times } = this;
    if (times?.key === key && times.from <= here - reach / 2 && times.to >= here + reach / 2) return times.times;
    const query = new URLSearchParams({ kind, start: iso(here - reach), end: iso(here + reach) });
    if (question.market) query.set('market', question.market);
    try {
      const response = await this.fetch(`${this.url}/timestamps?${query}`, { headers: { accept: 'application/json' } });
      if (!response.ok) return null;
      const answer = /** @type {{timestamps: string[]}} */ (await response.json()).timestamps.map((time) => Date.parse(time));
      this.times = { key, from: here - reach, to: here + reach, times: answer };
      return answer;
    } catch {
      return null;
    }
  }

  /** The start of the newest interval that has begun; null where there is none of late. @param {PriceQuestion} question @param {AbortSignal} signal @returns {Promise<number | null>} */
  async #newest(question, signal) {
    const now = this.now();
    const query = new URLSearchParams({ kind: kindOf(question), start: iso(now - NEWEST_WITHIN), end: iso(now) });
    if (question.market) query.set('market', question.market);
    const response = await this.fetch(`${this.url}/timestamps?${query}`, { headers: { accept: 'application/json' }, signal });
    if (!response.ok) return null;
    const last = /** @type {{timestamps: string[]}} */ (await response.json()).timestamps.at(-1);
    return last === undefined ? null : Date.parse(last);
  }

  /** @param {boolean} quiet nobody asked for it, so nobody is told that it is being fetched */
  async #ask(quiet) {
    const question = /** @type {PriceQuestion} */ (this.question);
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.stale = false;
    if (!quiet) this.onState({ state: 'loading' });
    const query = new URLSearchParams({ kind: question.kind, component: question.component });
    if (question.market) query.set('market', question.market);
    if (question.at !== null) query.set('at', iso(question.at));
    const known = this.moment?.nodes ?? null;
    if (known) query.set('nodesHash', known.hash);
    /** @type {PriceState} */
    let state = { state: 'ready' };
    /** @type {PriceMoment | null} */
    let moment = null;
    try {
      if (question.at === null && question.kind !== 'DAM') {
        const newest = await this.#newest(question, asking.signal);
        if (newest !== null) query.set('at', iso(newest));
      }
      const response = await this.fetch(`${this.url}/heatmap?${query}`, { headers: { accept: 'application/octet-stream' }, signal: asking.signal });
      if (response.ok) moment = momentOf(question, decodeFrames(await response.arrayBuffer(), known));
      else if (response.status === 404) state = { state: 'none' };
      else state = { state: 'error', error: errorOf(response.status) };
    } catch (error) {
      state = { state: 'error', error: error instanceof PriceFramesError || error instanceof RangeError || error instanceof SyntaxError ? 'unreadable' : 'offline' };
    }
    if (this.asking !== asking) return;
    this.asking = null;
    if (moment) {
      this.moment = moment;
      this.onMoment(moment);
    }
    this.onState(state);
    if (this.stale) void this.#ask(true);
  }
}

/** The kind whose intervals count. @param {PriceQuestion} question @returns {string} */
function kindOf({ kind }) {
  return kind === 'DART' ? 'RTM' : kind;
}

/** @param {PriceQuestion} a @param {PriceQuestion} b @returns {boolean} */
function same(a, b) {
  return a.kind === b.kind && a.component === b.component && a.market === b.market && a.at === b.at;
}

/** @param {number} time @returns {string} as the API reads it */
function iso(time) {
  return new Date(time).toISOString();
}

/**
 * @param {PriceQuestion} question @param {import('../Prices/price-frames.js').PriceFrames} answer @returns {PriceMoment}
 */
export function momentOf(question, answer) {
  const values = new Float32Array(answer.nodes.count).fill(NaN);
  // A scale has one unit: the one that most nodes have.
  /** @type {Map<string | null, number>} */
  const units = new Map();
  for (const market of answer.markets) units.set(market.unit, (units.get(market.unit) ?? 0) + market.nodes);
  const [unit] = [...units].reduce((most, one) => (one[1] > most[1] ? one : most), [answer.unit, -1]);
  const shown = answer.markets.filter((market) => market.unit === unit);
  let [at, end, minutes] = [-Infinity, Infinity, 0];
  for (const frame of answer.frames) {
    const market = answer.markets[frame.market];
    if (market.unit !== unit) continue;
    unpackValues(frame.bytes, values.subarray(market.firstNode, market.firstNode + market.nodes));
    if (frame.at > at) [at, minutes] = [frame.at, frame.minutes];
    end = Math.min(end, frame.end);
  }
  const simulated = shown.filter((market) => market.simulated).length;
  return {
    question, nodes: answer.nodes, markets: answer.markets, values, unit, simulated: simulated === 0 ? 'none' : simulated === shown.length ? 'all' : 'some', at, end, minutes,
    leftOut: answer.markets.filter((market) => market.unit !== unit).map((market) => market.market),
  };
}

/**
 * The next interval in a direction: the very next one, or the first that is an hour away (the last one before there are none).
 * @param {number[]} times ascending @param {number} here @param {-1 | 1} direction @param {StepUnit} unit @returns {number | undefined}
 */
export function stepFrom(times, here, direction, unit) {
  const ahead = direction > 0 ? times.filter((time) => time > here) : times.filter((time) => time < here).reverse();
  if (unit === 'interval' || ahead.length === 0) return ahead[0];
  return ahead.find((time) => Math.abs(time - here) >= HOUR) ?? ahead.at(-1);
}
