import { Flows } from './flows.js';
import { Incidents } from './incidents.js';
import { PriceSummary, System } from './system.js';

/** @typedef {import('./span.js').Span} Span */
/** @typedef {import('./span-data.js').PartName} PartName */

/** What has come about a span, ready to be asked moment by moment; null for what has not. It stays the same object while its parts come and go. */
export class SpanAnswers {
  constructor() {
    /** @type {Incidents | null} */
    this.incidents = null;
    /** @type {System | null} */
    this.system = null;
    /** @type {PriceSummary | null} */
    this.summary = null;
    /** @type {Flows | null} */
    this.flows = null;
  }

  /** @param {PartName} name @param {any} value as it was answered; null: it is another span's by now @returns {boolean} whether it could be read */
  take(name, value) {
    if (name === 'incidents') this.incidents = value && new Incidents(value);
    else if (name === 'system') this.system = value && new System(value);
    else if (name === 'prices') this.summary = value && new PriceSummary(value);
    else {
      try {
        this.flows = value && new Flows(value);
      } catch {
        this.flows = null;
        return false;
      }
    }
    return true;
  }

  /** Until when there are numbers; -Infinity without any. */
  get end() {
    return Math.max(this.summary?.end ?? -Infinity, this.system?.end ?? -Infinity);
  }

  /** Until when there is something to play in a span. @param {Span} span @param {number} now UTC ms @returns {number} */
  endIn(span, now) {
    const { end } = this;
    if (end > span.start) return Math.min(end, span.end);
    return span.start < now ? Math.min(span.end, now) : span.end;
  }
}
