import { Replay } from './replay.js';

/** @param {HTMLElement} element with what the page knows in `data-replay` @returns {Replay} */
export function create(element) {
  return new Replay(element, JSON.parse(element.dataset.replay ?? '{}'));
}
