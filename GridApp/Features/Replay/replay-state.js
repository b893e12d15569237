import { clampTo, isCoarse, levelOf, playable } from './span.js';

/** @typedef {import('./span.js').Span} Span */
/** @typedef {import('./market-clock.js').MarketClock} MarketClock */
/** What is drawn of the prices. @typedef {'surface' | 'nodes' | 'off'} PriceView */
/** What is known now, or what was known at the replayed moment. @typedef {'now' | 'then'} Known */
/**
 * Everything that makes one replay, as its address holds it. What cannot be read in an address counts as absent. `day` is a market day, `start` and `end` are
 * for a span that is none; `at` is the moment; all of them null when the address does not say.
 * @typedef {{
 *   market: string | null, kind: string | null, day: string | null, start: number | null, end: number | null, at: number | null,
 *   component: string, price: PriceView, plants: boolean, lines: boolean, zones: boolean, speed: number, loop: boolean, live: boolean, known: Known,
 *   charts: boolean, table: string | null, view: {latitude: number, longitude: number, zoom: number} | null
 * }} ReplayState
 */

/** @type {readonly string[]} */
export const COMPONENTS = ['total', 'energy', 'congestion', 'loss', 'ghg'];
/** @type {readonly PriceView[]} */
export const PRICE_VIEWS = ['surface', 'nodes', 'off'];
/** @type {readonly string[]} */
export const TABLES = ['events', 'plants', 'nodes', 'zones', 'lines', 'system'];

/** @type {ReplayState} */
export const DEFAULTS = {
  market: null, kind: null, day: null, start: null, end: null, at: null, component: 'total', price: 'surface', plants: true, lines: true, zones: false, speed: 30,
  loop: false, live: false, known: 'now', charts: false, table: null, view: null,
};

const SPEED_WORDS = ['120', '30', '10'];

/** @param {string} query with or without its question mark @returns {ReplayState} */
export function readState(query) {
  const values = new URLSearchParams(query);
  const one = (/** @type {string} */ name, /** @type {readonly string[]} */ known) => (known.includes(values.get(name) ?? '') ? values.get(name) : null);
  const flag = (/** @type {string} */ name, /** @type {boolean} */ fallback) => (values.get(name) === '1' ? true : values.get(name) === '0' ? false : fallback);
  const [latitude, longitude, zoom] = [number(values, 'lat', 85), number(values, 'lng', 180), number(values, 'z', 18)];
  return {
    market: code(values.get('market')),
    kind: code(values.get('kind')),
    day: /^\d{4}-\d\d-\d\d$/.test(values.get('day') ?? '') ? values.get('day') : null,
    start: instant(values.get('start')),
    end: instant(values.get('end')),
    at: instant(values.get('at')),
    component: one('component', COMPONENTS) ?? DEFAULTS.component,
    price: /** @type {PriceView} */ (one('price', PRICE_VIEWS) ?? DEFAULTS.price),
    plants: flag('plants', DEFAULTS.plants),
    lines: flag('lines', DEFAULTS.lines),
    zones: flag('zones', DEFAULTS.zones),
    speed: Number(one('speed', SPEED_WORDS) ?? DEFAULTS.speed),
    loop: flag('loop', DEFAULTS.loop),
    live: flag('live', DEFAULTS.live),
    known: values.get('known') === 'then' ? 'then' : 'now',
    charts: flag('charts', DEFAULTS.charts),
    table: one('table', TABLES),
    view: latitude !== null && longitude !== null && zoom !== null && zoom >= 0 ? { latitude, longitude, zoom } : null,
  };
}

/** @param {ReplayState} state @returns {string} without a question mark, in a fixed order; what is as by default is left out */
export function writeState(state) {
  /** @type {string[]} */
  const parts = [];
  const add = (/** @type {string} */ name, /** @type {string | null} */ value) => {
    if (value !== null) parts.push(`${name}=${encodeURIComponent(value).replace(/%3A/g, ':')}`);
  };
  const flag = (/** @type {'plants' | 'lines' | 'zones' | 'loop' | 'live' | 'charts'} */ name) => add(name, state[name] === DEFAULTS[name] ? null : state[name] ? '1' : '0');
  add('market', state.market);
  add('kind', state.kind);
  add('day', state.day);
  if (state.day === null) {
    add('start', iso(state.start));
    add('end', iso(state.end));
  }
  add('at', state.live ? null : iso(state.at));
  add('component', state.component === DEFAULTS.component ? null : state.component);
  add('price', state.price === DEFAULTS.price ? null : state.price);
  flag('plants');
  flag('lines');
  flag('zones');
  add('speed', state.speed === DEFAULTS.speed ? null : String(state.speed));
  flag('loop');
  flag('live');
  add('known', state.known === 'now' ? null : state.known);
  flag('charts');
  add('table', state.table);
  if (state.view) {
    add('lat', rounded(state.view.latitude, 4));
    add('lng', rounded(state.view.longitude, 4));
    add('z', rounded(state.view.zoom, 2));
  }
  return parts.join('&');
}

/**
 * The span and the moment that an address means.
 * @param {ReplayState} state @param {MarketClock} clock @param {number} interval minutes of the market's intervals
 * @param {{span: Span, at: number}} otherwise when it does not say @returns {{span: Span, at: number, moved: boolean}} `moved`: the moment lay outside of the span
 */
export function resolve(state, clock, interval, otherwise) {
  const first = state.day === null ? null : clock.startOf(state.day);
  const drawn = state.start !== null && state.end !== null && state.end > state.start ? playable(state.start, state.end, interval) : null;
  const span = first !== null ? { start: first, end: clock.dayAfter(first, 1) } : drawn ?? (state.at !== null ? dayOf(state.at, clock) : otherwise.span);
  // The present, whatever day it was when the address was written.
  if (state.live) return { ...(otherwise.at >= span.start && otherwise.at < span.end ? { span, at: otherwise.at } : otherwise), moved: false };
  if (state.at === null) return { span, at: span === otherwise.span ? otherwise.at : span.start, moved: false };
  const at = clampTo(span, state.at);
  return { span, at, moved: at !== state.at };
}

/** The state with a span, as the address says it: a market day by its name. @param {ReplayState} state @param {Span} span @param {MarketClock} clock @returns {ReplayState} */
export function withSpan(state, span, clock) {
  return levelOf(span, clock) === 'day'
    ? { ...state, day: clock.day(span.start), start: null, end: null }
    : { ...state, day: null, start: span.start, end: span.end };
}

/** The state with a moment, which is not the present any more for who comes later. @param {ReplayState} state @param {number} at UTC ms @returns {ReplayState} */
export function atMoment(state, at) {
  return { ...state, at, live: false };
}

/** Whether two spans are stepped through in different ways, so that other frames are needed. @param {Span} a @param {Span} b @returns {boolean} */
export function differInSteps(a, b) {
  return isCoarse(a) !== isCoarse(b);
}

/** @param {number} at @param {MarketClock} clock @returns {Span} */
function dayOf(at, clock) {
  return { start: clock.dayStart(at), end: clock.dayAfter(at, 1) };
}

/** @param {string | null} text @returns {string | null} */
function code(text) {
  return text !== null && /^[A-Za-z0-9_-]{1,20}$/.test(text) ? text : null;
}

/** Times of an address are UTC, to the minute or second; without a zone they would mean the reader's. @param {string | null} text @returns {number | null} */
function instant(text) {
  if (text === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** @param {number | null} at @returns {string | null} */
function iso(at) {
  if (at === null) return null;
  const text = new Date(at).toISOString();
  return text.slice(17, 19) === '00' ? `${text.slice(0, 16)}Z` : `${text.slice(0, 19)}Z`;
}

/** @param {URLSearchParams} values @param {string} name @param {number} most @returns {number | null} */
function number(values, name, most) {
  const text = values.get(name);
  const value = text === null || text === '' ? NaN : Number(text);
  return Number.isFinite(value) && Math.abs(value) <= most ? value : null;
}

/** @param {number} value @param {number} digits @returns {string} */
function rounded(value, digits) {
  return String(Number(value.toFixed(digits)) + 0);
}
