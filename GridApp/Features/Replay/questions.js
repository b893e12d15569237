/** @typedef {import('./span.js').Span} Span */
/** Whom to ask, and about which market. @typedef {{api: string, market: {code: string, simulated: boolean}}} Place */
/** Which prices: a series, null where the market has none, and one component of it; `coarse`: by the hour. @typedef {{kind: import('./beginning.js').Kind | null, component: string, coarse: boolean}} Series */

/**
 * The questions about a whole span; null for what nobody looks at or the market does not have.
 * @param {Place} place @param {Span} span @param {Series} series @param {{known: import('./replay-state.js').Known, lines: boolean}} wanted
 * @returns {Record<import('./span-data.js').PartName, string | null>}
 */
export function spanQuestions({ api, market }, span, { kind, component }, { known, lines }) {
  const of = `market=${market.code}&${during(span)}`;
  const ofKind = kind ? `&kind=${kind.kind}` : '';
  return {
    incidents: `${api}/replay/incidents?${of}${known === 'then' ? '&known=then' : ''}`,
    system: `${api}/replay/system?${of}${ofKind}`,
    prices: kind ? `${api}/replay/prices?${of}${ofKind}&component=${component}` : null,
    flows: market.simulated && lines ? `${api}/replay/flows?${of}${ofKind}` : null,
  };
}

/** The question for the frames of a stretch. @param {Place} place @param {Series} series @param {Span} stretch @returns {string} */
export function framesQuestion({ api, market }, { kind, component, coarse }, stretch) {
  return `${api}/${coarse ? 'replay' : 'prices'}/frames?market=${market.code}&kind=${kind?.kind}&component=${component}&${during(stretch)}`;
}

/** @param {Span} span */
const during = ({ start, end }) => `start=${new Date(start).toISOString()}&end=${new Date(end).toISOString()}`;
