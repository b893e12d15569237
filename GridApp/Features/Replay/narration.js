/** @typedef {import('./incidents.js').Happening} Happening */
/** @typedef {import('./replay-words.js').ReplayWords} ReplayWords */
/** The numbers of a moment; NaN where nothing is known. @typedef {{price: number, unit: string, load: number, out: number}} MomentFigures */

/** More events than this are told by their number. */
const MOST = 3;

/**
 * What a step tells somebody who does not see the map: the interval, the figures, and what has happened since the step before.
 * @param {ReplayWords} words @param {number} at UTC ms @param {number} minutes @param {MomentFigures} figures @param {Happening[]} happened @returns {string}
 */
export function narrate(words, at, minutes, figures, happened) {
  const parts = [words.interval(at, minutes)];
  if (!Number.isNaN(figures.price)) parts.push(words.say('say.price', words.number(figures.price, 2), figures.unit));
  if (!Number.isNaN(figures.load)) parts.push(words.say('say.load', words.power(figures.load)));
  parts.push(words.say('say.out', words.power(figures.out)));
  const told = happened.slice(0, MOST).map((one) => words.say(`say.${one.kind}`, nameOf(one), words.power(one.mw)));
  if (happened.length > MOST) told.push(words.say('say.more', happened.length - MOST));
  return [parts.join(', '), ...told].join('. ');
}

/** @param {Happening} happening @returns {string} */
function nameOf({ incident }) {
  return incident.unit ? `${incident.name} ${incident.unit}` : incident.name;
}
