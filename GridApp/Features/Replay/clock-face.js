import { write } from './moment-panel.js';

/**
 * The moment on the market's clock and in UTC, and the same for who hears the timeline.
 * @param {HTMLElement} root @param {number} at UTC ms @param {number} minutes @param {import('./span.js').Span} span @param {import('./replay-words.js').ReplayWords} words
 */
export function showClock(root, at, minutes, span, words) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-part="${name}"]`));
  write(part('day'), words.day(at));
  write(part('interval'), words.interval(at, minutes));
  write(part('zone'), words.zone(at));
  write(part('utc'), words.utc(at));
  const slider = part('timeline');
  slider.setAttribute('aria-valuenow', String(Math.round((at - span.start) / 60_000)));
  slider.setAttribute('aria-valuetext', `${words.exact(at)}, ${words.utc(at)}`);
}
