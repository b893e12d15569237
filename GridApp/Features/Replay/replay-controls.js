import { write } from './moment-panel.js';
import { isCoarse, levelOf } from './span.js';

/**
 * Buttons and fields of the replay as its state is.
 * @param {HTMLElement} element
 * @param {{state: import('./replay-state.js').ReplayState, span: import('./span.js').Span, zone: import('./market-clock.js').MarketClock, words: import('./replay-words.js').ReplayWords, choosing: boolean}} facts
 *   `choosing`: a span is being drawn in the timeline
 */
export function showControls(element, { state, span, zone, words, choosing }) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (element.querySelector(`[data-part="${name}"]`));
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (part(name));
  const pressed = {
    loop: state.loop, known: state.known === 'then', live: state.live, charts: state.charts, plants: state.plants, lines: state.lines, zones: state.zones, brush: choosing, table: state.table !== null,
  };
  for (const [name, on] of Object.entries(pressed)) {
    for (const button of element.querySelectorAll(`[data-do="${name}"]`)) button.setAttribute('aria-pressed', String(on));
  }
  for (const [name, chosen] of Object.entries({ component: state.component, price: state.price, table: state.table })) {
    for (const button of element.querySelectorAll(`[data-${name}]`)) button.setAttribute('aria-pressed', String(/** @type {HTMLElement} */ (button).dataset[name] === chosen));
  }

  write(part('speed'), words.say('speed', state.speed));
  field('level').value = levelOf(span, zone) ?? 'custom';
  const kinds = /** @type {HTMLSelectElement | null} */ (element.querySelector('[data-part="kind"]'));
  if (kinds && state.kind) kinds.value = state.kind;
  const local = (/** @type {number} */ at) => new Date(zone.local(at)).toISOString().slice(0, 16);
  field('day-field').value = zone.day(span.start);
  field('from-field').value = local(span.start);
  field('to-field').value = local(span.end);
  part('table-panel').hidden = state.table === null;
  element.classList.toggle('with-table', state.table !== null);
  part('coarse').hidden = !isCoarse(span);
  part('live-mark').hidden = !state.live;
  part('timeline').setAttribute('aria-valuemin', '0');
  part('timeline').setAttribute('aria-valuemax', String(Math.round((span.end - span.start) / 60_000) - 1));
}

/** Whether it plays, and whether it waits for what comes next. @param {HTMLElement} element @param {import('./clock.js').ReplayClock} clock @param {import('./replay-words.js').ReplayWords} words */
export function showPlaying(element, clock, words) {
  element.dataset.playing = String(clock.playing);
  element.dataset.waiting = String(clock.waiting);
  const button = /** @type {HTMLElement} */ (element.querySelector('[data-do="play"]'));
  const label = words.say(clock.playing ? 'pause' : 'play');
  button.setAttribute('aria-label', label);
  button.title = label;
}
