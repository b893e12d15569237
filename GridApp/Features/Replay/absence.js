/** How the frame of a moment stands. @typedef {'here' | 'loading' | 'failed' | 'none'} FrameStanding */
/**
 * What is not there: `nothing` at all in the span; `gap`: the words that say why there is no picture; `leftOut`: stretches of incidents that were too many for the answer.
 * @typedef {{nothing: boolean, gap: string | null, leftOut: number}} Absence
 */

/**
 * Why there may be nothing to see. While anything is on its way nobody says that there is none.
 * @param {import('./span-answers.js').SpanAnswers} answers
 * @param {{loaded: boolean, frame: FrameStanding, awaited: boolean, future: boolean}} about `awaited`: there should be a picture of prices; `future`: the moment has not come yet
 * @returns {Absence}
 */
export function absenceOf({ incidents, system, summary }, { loaded, frame, awaited, future }) {
  const unpriced = (summary?.at.length ?? 0) === 0;
  const nothing = loaded && unpriced && (system?.series.size ?? 0) === 0 && (incidents?.answer.incidents.length ?? 0) === 0;
  const missing = loaded && !nothing && awaited && frame === 'none';
  return {
    nothing, leftOut: incidents?.answer.leftOut ?? 0,
    gap: missing ? (future ? 'gapFuture' : unpriced ? 'gapSpan' : 'gap') : frame === 'failed' ? 'gapFailed' : null,
  };
}
