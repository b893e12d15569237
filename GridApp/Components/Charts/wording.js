import { ZoneClock } from './zone.js';

/** Texts that charts say by themselves, from the page. @typedef {{none: string, time: string, share: string, others: string, total: string, interim: string, was: string, corrected: string}} Texts */

/** Numbers and times as the reader's language writes them, on the market's clock. */
export class Wording {
  /** @param {string} locale BCP 47 @param {Texts} texts */
  constructor(locale, texts) {
    this.locale = locale;
    this.texts = texts;
    /** English with the day first, as everywhere on these pages. */
    this.dates = locale === 'en' ? 'en-GB' : locale;
    this.formats = new Map();
    this.clock = new ZoneClock('UTC', 0, 0);
    this.day = new Intl.DateTimeFormat(this.dates, { timeZone: 'UTC', day: 'numeric', month: 'short' });
    this.dated = new Intl.DateTimeFormat(this.dates, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
    this.years = false;
    this.weekday = new Intl.DateTimeFormat(this.dates, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  }

  /** @param {string} zone @param {number} from @param {number} to */
  use(zone, from, to) {
    this.clock = new ZoneClock(zone, from, to);
    this.years = new Date(this.clock.local(from)).getUTCFullYear() !== new Date(this.clock.local(to) - 1).getUTCFullYear();
  }

  /** The zone as people say it: UTC−8 for the Etc/GMT+8 of the database, whose sign is the other way round. @param {string} zone @returns {string} */
  zone(zone) {
    const fixed = /^Etc\/GMT([+-])(\d+)$/.exec(zone);
    if (fixed) return `UTC${fixed[1] === '+' ? '−' : '+'}${fixed[2]}`;
    return zone === 'Etc/UTC' ? 'UTC' : zone;
  }

  /** A unit as it is printed: the API's are plain letters. @param {string} unit @returns {string} */
  unit(unit) {
    return unit.replace('CO2', 'CO₂');
  }

  /** What stood here before it was corrected: "was 12.30 until 14 Mar 10:05". @param {import('./frame.js').Correction} correction @param {boolean} price @returns {string} */
  was(correction, price) {
    return this.texts.was.replace('{0}', this.number(correction.before, price)).replace('{1}', this.moment(correction.until, true));
  }

  /** A price with two decimals, power with none above 10. @param {number} value @param {boolean} price @returns {string} */
  number(value, price) {
    if (Number.isNaN(value)) return this.texts.none;
    const digits = price ? 2 : Math.abs(value) < 10 ? 1 : 0;
    return this.#format(digits, price ? 2 : 0).format(value);
  }

  /** @param {number} value @param {number} digits at most @returns {string} */
  plain(value, digits) {
    return Number.isNaN(value) ? this.texts.none : this.#format(digits, 0).format(value);
  }

  /** @param {number} at UTC ms @param {boolean} [dated] with its year, as everywhere in a span of several @returns {string} 21 Nov 14:05, on the market's clock */
  moment(at, dated = this.years) {
    if (Number.isNaN(at)) return this.texts.none;
    const local = this.clock.local(at);
    return `${(dated ? this.dated : this.day).format(local)} ${new Date(local).toISOString().slice(11, 16)}${this.clock.repeats(at) ? '*' : ''}`;
  }

  /** @param {number} at UTC ms @param {number} minutes @returns {string} Sat, 21 Nov 2026 14:00–15:00 */
  interval(at, minutes) {
    const local = this.clock.local(at);
    const end = this.clock.local(at + minutes * 60_000);
    const star = this.clock.repeats(at) ? '*' : '';
    return `${this.weekday.format(local)} · ${new Date(local).toISOString().slice(11, 16)}${star}–${new Date(end).toISOString().slice(11, 16)}`;
  }

  /** @param {import('./statistics.js').Statistic} statistic @param {boolean} price @returns {string} */
  statistic(statistic, price) {
    if (Number.isNaN(statistic.value)) return this.texts.none;
    switch (statistic.measure) {
      case 'moment': return this.moment(statistic.value);
      case 'hours': return this.plain(statistic.value, 1);
      case 'energy': return this.plain(statistic.value, 0);
      case 'share': return new Intl.NumberFormat(this.locale, { style: 'percent', maximumFractionDigits: 1 }).format(Math.round(statistic.value * 1000) / 1000 || 0);
      default: return this.number(statistic.value, price);
    }
  }

  /** @param {number} most @param {number} least @returns {Intl.NumberFormat} */
  #format(most, least) {
    const key = most * 10 + least;
    let format = this.formats.get(key);
    if (!format) this.formats.set(key, (format = new Intl.NumberFormat(this.locale, { minimumFractionDigits: least, maximumFractionDigits: most })));
    return format;
  }
}
