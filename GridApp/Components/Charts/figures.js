import { statistic } from './statistics.js';

/**
 * Writes numbers about the frame into the places that ask for them: `data-figure="ptf.mean"` for one, `data-figures="ptf.min ptf.max"` with a text in `data-form`
 * whose {0} and {1} they replace.
 * @param {ParentNode} root @param {import('./frame.js').Frame} frame @param {import('./wording.js').Wording} wording
 */
export function fillFigures(root, frame, wording) {
  const price = frame.unit !== 'MW';
  const text = (/** @type {string} */ key) => wording.statistic(statistic(frame, key), price);
  for (const place of root.querySelectorAll('[data-figure]')) place.textContent = text(place.getAttribute('data-figure') ?? '');
  for (const place of root.querySelectorAll('[data-figures]')) {
    const keys = (place.getAttribute('data-figures') ?? '').split(' ');
    place.textContent = (place.getAttribute('data-form') ?? '').replace(/\{(\d)\}/g, (_, i) => text(keys[Number(i)]));
  }
  for (const place of root.querySelectorAll('[data-figure-unit]')) place.textContent = frame.unit;
}
