/**
 * What the timeline draws of a span. The market's own price is drawn where it has one, else what its nodes' prices were together.
 * @param {import('./span-answers.js').SpanAnswers} answers
 * @param {{component: string, unit: string, words: import('./replay-words.js').ReplayWords, until: number, standing: import('./timeline.js').TimelineModel['standing'], step: number}} about
 * @returns {import('./timeline.js').TimelineModel}
 */
export function timelineModel({ system, summary, incidents }, { component, unit, words, until, standing, step }) {
  const own = component === 'total' ? system?.series.get('price') : undefined;
  const curve = (/** @type {string} */ name) => {
    const series = system?.series.get(name);
    return series ? { at: series.at, values: series.values } : null;
  };
  return {
    events: incidents?.counted ?? [], price: own ? { at: own.at, values: own.values } : summary && { at: summary.at, values: summary.mean },
    band: summary && { at: summary.at, low: summary.low, high: summary.high },
    priceName: `${words.say(own ? 'systemPrice' : `mean.${component}`)} · ${own?.unit ?? unit}`, priceUnit: own?.unit ?? unit,
    load: curve('load'), forecast: curve('forecast'), fuels: system?.fuels ?? null, out: incidents && { at: incidents.megawatts.times, values: incidents.megawatts.values },
    until, standing, step,
  };
}
