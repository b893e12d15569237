import { readState } from './replay-state.js';
import { spanAround } from './span.js';

/** @typedef {import('./span.js').Span} Span */
/** @typedef {import('./replay-state.js').ReplayState} ReplayState */
/** A series of prices that the market has: its intervals and, where there is anything, until when. @typedef {{kind: string, minutes: number, newest: string | null}} Kind */
/**
 * What the page knows before anything is fetched (ReplayScriptOptions.cs). `now` is the server's present, `newest` what there is to see when there are no prices.
 * @typedef {{
 *   locale: string, api: string, now: string, newest: string | null, market: {code: string, name: string, unit: string, simulated: boolean}, kinds: Kind[],
 *   transitions: {from: string | null, offsetMinutes: number}[], mayLetGoAll: boolean, fuels: Record<string, string>, fuelNames: Record<string, string>, statusNames: Record<string, string>, texts: Record<string, string>,
 *   map: Omit<import('./replay-map.js').ReplayMapOptions, 'view'>, legend: import('../Map/price-legend.js').LegendTexts
 * }} ReplayOptions
 */

/** Without prices the clock steps by this many minutes. */
const PLAIN_STEP = 5;

/** Two processes' clocks, and a market that is as new as that, are live. */
const FRESH_MS = 3_600_000;

/** The series that is played: the one that is wanted, else real time, else any, if it has anything; null where none has. @param {Kind[]} kinds @param {string | null} wanted @returns {Kind | null} */
export function kindOf(kinds, wanted) {
  return kinds.find((one) => one.kind === wanted) ?? kinds.find((one) => one.kind === 'RTM' && one.newest) ?? kinds.find((one) => one.newest) ?? null;
}

/** @param {Kind | null} kind @returns {number} minutes of an interval */
export function minutesOf(kind) {
  return kind?.minutes ?? PLAIN_STEP;
}

/** The state with which a replay begins. @param {string} query of the address @param {ReplayOptions} options @param {number} now UTC ms @returns {ReplayState} */
export function firstState(query, { kinds, market }, now) {
  const state = readState(query);
  const kind = kindOf(kinds, state.kind);
  // Nobody said when: a market that runs is followed.
  const fresh = kind?.newest ? now - Date.parse(kind.newest) < FRESH_MS : false;
  const live = state.live || (fresh && state.day === null && state.start === null && state.at === null);
  return { ...state, market: market.code, kind: kind?.kind ?? null, live };
}

/**
 * Where to begin when nobody said: at the newest that there is.
 * @param {Kind | null} kind @param {string | null} newest what there is without prices @param {number} now UTC ms @param {import('./market-clock.js').MarketClock} zone
 * @returns {{span: Span, at: number}}
 */
export function newestOf(kind, newest, now, zone) {
  const last = kind?.newest ?? newest;
  const until = Math.min(last ? Date.parse(last) : now, now);
  const at = until - minutesOf(kind) * 60_000;
  return { span: spanAround('day', at, zone), at };
}
