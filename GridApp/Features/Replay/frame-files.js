import { token } from '../Map/theme.js';
import { addressOf } from './address.js';
import { frameCsv, moment } from './frame-csv.js';
import { download, framePng } from './frame-png.js';
import { csvRows } from './tables.js';

/**
 * What a file of a moment says of itself.
 * @typedef {{
 *   words: import('./replay-words.js').ReplayWords, state: import('./replay-state.js').ReplayState, market: {code: string, name: string, unit: string, simulated: boolean},
 *   at: number, now: number, minutes: number, source: string | null, address: string
 * }} FrameFacts
 */

/** Saves the moment as a picture of map and timeline. @param {HTMLElement} map @param {HTMLElement} timeline @param {number} cursor @param {FrameFacts} facts */
export async function savePicture(map, timeline, cursor, facts) {
  const { words, at, minutes } = facts;
  const blob = await framePng(map, timeline, cursor, {
    title: `${titleOf(facts)} · ${words.day(at)} ${words.interval(at, minutes)} ${words.zone(at)}`,
    lines: [`${words.exact(at)} · ${words.utc(at)} · ${words.say('ofMinutes', minutes)} · ${shown(facts)}`], source: `GridApp · ${facts.source ?? ''} · ${addressOf(facts.address)}`.slice(0, 200),
  }, { surface: token('--surface', '#ffffff'), text: token('--text', '#151a21'), muted: token('--muted', '#5c6673'), border: token('--border', '#e2e5ea'), font: token('--font', 'sans-serif') });
  download(blob, fileName(facts, 'png'));
}

/** Saves what the moment shows as rows. @param {Parameters<typeof csvRows>[0]} rows @param {FrameFacts} facts */
export function saveRows(rows, facts) {
  const { words, at, minutes, state, market } = facts;
  const preamble = [
    `GridApp replay of ${titleOf(facts)}`, `exported: ${moment(facts.now)} (UTC)`, `moment: ${moment(at)} (UTC), ${words.exact(at)}, interval of ${minutes} minutes`,
    `filter: ${facts.address}`, `time zone: ${market.code} ${words.zone(at)}; times are UTC`, `shown: ${shown(facts)}`, `units: prices in ${market.unit}, power in MW`, `source: ${facts.source ?? 'imported files'}`,
  ];
  const layers = { nodes: state.price !== 'off', plants: state.plants, lines: state.lines, zones: state.zones };
  download(new Blob([frameCsv(preamble, csvRows(rows, layers))], { type: 'text/csv' }), fileName(facts, 'csv'));
}

/** @param {FrameFacts} facts */
const titleOf = ({ market, words }) => `${market.name}${market.simulated ? ` (${words.say('simulated')})` : ''}`;

/** @param {FrameFacts} facts */
const shown = ({ words, state }) => `${state.kind ?? ''} ${words.say(`component.${state.component}`)} · ${words.say(state.known === 'then' ? 'knownThen' : 'knownNow')}`.trim();

/** @param {FrameFacts} facts @param {string} extension */
const fileName = ({ market, at }, extension) => `replay-${market.code}-${moment(at).replace(/[-:]/g, '').slice(0, 13)}Z.${extension}`;
