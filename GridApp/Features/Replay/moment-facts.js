/** @typedef {import('./moment-panel.js').Moment} Moment */
/** @typedef {import('./tables.js').Facts} Facts */
/** @typedef {import('./span-answers.js').SpanAnswers} SpanAnswers */

/**
 * What a market was at a moment, in figures. A market that has a price of its own has none where that one has a gap: the mean of its nodes is another number.
 * @param {number} at UTC ms @param {number} minutes @param {Pick<SpanAnswers, 'incidents' | 'system' | 'summary'>} answers
 * @param {{component: string, unit: string, words: import('./replay-words.js').ReplayWords}} about `unit` of prices @returns {Moment}
 */
export function momentOf(at, minutes, { incidents, system, summary }, { component, unit, words }) {
  const known = (/** @type {string} */ name) => system?.valueAt(name, at) ?? NaN;
  const events = incidents?.at(at) ?? [];
  const nodes = summary?.atMoment(at) ?? null;
  const isOwn = component === 'total' && system?.series.has('price') === true;
  return {
    at, minutes, price: isOwn ? known('price') : (nodes?.mean ?? NaN), priceUnit: unit, priceName: words.say(isOwn ? 'systemPrice' : `mean.${component}`),
    spread: nodes && { low: nodes.low, high: nodes.high }, load: known('load'), forecast: known('forecast'), out: incidents?.outAt(at) ?? 0,
    outCount: events.length, intensity: known('intensity'), shed: known('shed'), events, binding: system?.bindingLinesAt(at) ?? [],
  };
}

/**
 * Everything that is known of a moment, for tables and files.
 * @param {Moment} moment @param {Pick<SpanAnswers, 'incidents' | 'system'>} answers
 * @param {Pick<Facts, 'component' | 'unit' | 'fuelNames' | 'statusNames' | 'nodes' | 'zones' | 'lines'> & {plants: import('../Map/plants-data.js').Plants | null}} rest what the map has of it @returns {Facts}
 */
export function factsOf(moment, { incidents, system }, { plants, ...rest }) {
  const { at } = moment;
  return {
    ...rest, moment, at, system, fuels: system?.fuelsAt(at) ?? [], plants: plants && { all: plants, states: incidents?.plantsAt(at) ?? [], names: plantNames(incidents) },
  };
}

/** Names of the plants of which something is out at some time of the span. @param {SpanAnswers['incidents']} incidents @returns {Map<number, string>} */
function plantNames(incidents) {
  return new Map((incidents?.answer.incidents ?? []).flatMap((one) => (one.plantId === null ? [] : [[one.plantId, one.name]])));
}
