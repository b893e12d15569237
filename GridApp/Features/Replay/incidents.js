import { IntervalIndex, lastUpTo, lowerBound } from './interval-index.js';
import { sumOf, valueAt } from './step-series.js';

/**
 * What `GET /api/v1/replay/incidents` answers (its description is in the OpenAPI document). Times are ms from `start`; null: it lasts.
 * @typedef {{
 *   start: string, end: string, market: string, known: 'now' | 'then', leftOut: number, statuses: string[], types: string[],
 *   incidents: Incident[],
 *   segments: {incident: number[], from: number[], to: (number | null)[], mw: number[], type: number[]},
 *   plants: {id: number, at: number[], status: number[], availableMw: number[]}[]
 * }} IncidentsAnswer
 */
/**
 * @typedef {{
 *   id: number, plantId: number | null, unit: string | null, lineId: number | null, name: string, fuel: string | null, reason: string | null, capacityMw: number,
 *   start: string, end: string | null, expectedEnd: string | null, simulated: boolean, longitude: number | null, latitude: number | null, reasons: {at: number, text: string | null}[] | null
 * }} Incident
 */
/** Something that is out at a moment. `since` is when the incident began, `reason` what is known of why, or was at that moment. @typedef {{incident: Incident, mw: number, type: string, since: number, reason: string | null}} Active */
/** What happens to an incident. @typedef {{at: number, kind: 'begins' | 'changes' | 'ends', incident: Incident, mw: number, type: string}} Happening */
/** What is left of a plant. @typedef {{id: number, status: string, availableMw: number}} PlantState */

/** The incidents of a span, asked moment by moment. */
export class Incidents {
  /** @param {IncidentsAnswer} answer */
  constructor(answer) {
    this.answer = answer;
    this.origin = Date.parse(answer.start);
    const { origin } = this;
    const { segments } = answer;
    this.from = Float64Array.from(segments.from, (at) => origin + at);
    this.to = Float64Array.from(segments.to, (at) => (at === null ? Infinity : origin + at));
    this.index = new IntervalIndex(this.from, this.to);
    this.megawatts = sumOf(this.from, this.to, segments.mw);
    this.plants = answer.plants.map((plant) => ({ ...plant, at: Float64Array.from(plant.at, (at) => origin + at) }));
    this.happenings = happenings(answer, this.from, this.to);
    /** When anything happens, sorted, each time once. */
    this.times = Float64Array.from(new Set(this.happenings.map((one) => one.at)));
    /** The same, once for each that happens. */
    this.counted = Float64Array.from(this.happenings, (one) => one.at);
  }

  /** @param {number} at UTC ms @returns {Active[]} what is out, the most first */
  at(at) {
    const { segments, incidents, types } = this.answer;
    return this.index.at(at)
      .map((i) => {
        const incident = incidents[segments.incident[i]];
        return { incident, mw: segments.mw[i], type: types[segments.type[i]], since: Math.min(Date.parse(incident.start), this.from[i]), reason: reasonAt(incident, at - this.origin) };
      })
      .sort((a, b) => b.mw - a.mw || a.incident.id - b.incident.id);
  }

  /** @param {number} at UTC ms @returns {number} MW out of service, as published */
  outAt(at) {
    return valueAt(this.megawatts, at);
  }

  /** Plants of which something is out. @param {number} at UTC ms @returns {PlantState[]} */
  plantsAt(at) {
    const states = [];
    for (const plant of this.plants) {
      const step = lastUpTo(plant.at, at);
      if (step < 0) continue;
      const status = this.answer.statuses[plant.status[step]];
      if (status !== 'available') states.push({ id: plant.id, status, availableMw: plant.availableMw[step] });
    }
    return states;
  }

  /** What happens in (after, until]. @param {number} after @param {number} until UTC ms @returns {Happening[]} */
  between(after, until) {
    return this.happenings.slice(lastUpTo(this.counted, after) + 1, lastUpTo(this.counted, until) + 1);
  }

  /** @param {number} at UTC ms @returns {number | null} the next time at which anything happens */
  next(at) {
    return this.times[lastUpTo(this.times, at) + 1] ?? null;
  }

  /** @param {number} at UTC ms @returns {number | null} the one before */
  previous(at) {
    return this.times[lowerBound(this.times, at) - 1] ?? null;
  }
}

/**
 * What is known of why; of what was known then, the last that had been said, or the first of all: who knew of the incident had heard that.
 * @param {Incident} incident @param {number} at ms from the start @returns {string | null}
 */
function reasonAt({ reason, reasons }, at) {
  if (!reasons) return reason;
  const said = reasons.filter((one) => one.at <= at).pop() ?? reasons[0];
  return said?.text ?? null;
}

/**
 * What happens inside the span, in order. A stretch that follows another of the same incident is a change, and nothing where it takes the same; what the span
 * cut off did not happen in it.
 * @param {IncidentsAnswer} answer @param {Float64Array} from @param {Float64Array} to @returns {Happening[]}
 */
function happenings(answer, from, to) {
  const { segments, incidents, types } = answer;
  const [start, end] = [Date.parse(answer.start), Date.parse(answer.end)];
  const lasting = [...from.keys()].filter((i) => to[i] > from[i]);
  const ending = new Map(lasting.map((i) => [`${segments.incident[i]} ${to[i]}`, i]));
  const beginning = new Set(lasting.map((i) => `${segments.incident[i]} ${from[i]}`));
  /** @type {Happening[]} */
  const all = [];
  for (const i of lasting) {
    const what = { incident: incidents[segments.incident[i]], mw: segments.mw[i], type: types[segments.type[i]] };
    const before = ending.get(`${segments.incident[i]} ${from[i]}`);
    const differs = before !== undefined && (segments.mw[before] !== segments.mw[i] || segments.type[before] !== segments.type[i]);
    if (from[i] >= start && from[i] < end && (before === undefined || differs)) all.push({ at: from[i], kind: differs ? 'changes' : 'begins', ...what });
    if (to[i] > start && to[i] < end && !beginning.has(`${segments.incident[i]} ${to[i]}`)) all.push({ at: to[i], kind: 'ends', ...what });
  }
  return all.sort((a, b) => a.at - b.at || b.mw - a.mw || a.incident.id - b.incident.id);
}
