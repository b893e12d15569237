/** @typedef {import('./market-clock.js').MarketClock} MarketClock */

/**
 * Words, numbers and times as the reader's language writes them, on the market's clock. Texts come from the page: `{0}` and so on stand for what is put in.
 */
export class ReplayWords {
  /** @param {string} locale BCP 47 @param {Record<string, string>} texts @param {MarketClock} clock @param {string} market its code */
  constructor(locale, texts, clock, market) {
    this.locale = locale;
    this.texts = texts;
    this.clock = clock;
    this.market = market;
    // English with the day first, as everywhere on these pages.
    const dates = locale === 'en' ? 'en-GB' : locale;
    this.longDay = new Intl.DateTimeFormat(dates, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
    this.shortDay = new Intl.DateTimeFormat(dates, { timeZone: 'UTC', day: 'numeric', month: 'short' });
    this.weekday = new Intl.DateTimeFormat(dates, { timeZone: 'UTC', weekday: 'short' });
    /** @type {Map<number, Intl.NumberFormat>} */
    this.formats = new Map();
  }

  /** @param {string} key @param {...(string | number)} values @returns {string} */
  say(key, ...values) {
    return (this.texts[key] ?? key).replace(/\{(\d)\}/g, (_, i) => String(values[Number(i)] ?? ''));
  }

  /** @param {number} value @param {number} [digits] decimals, exactly @returns {string} */
  number(value, digits = 0) {
    if (Number.isNaN(value)) return this.texts.none ?? '–';
    let format = this.formats.get(digits);
    if (!format) this.formats.set(digits, (format = new Intl.NumberFormat(this.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })));
    // No minus before a zero.
    const text = format.format(value);
    return /[1-9]/.test(text) ? text : format.format(0);
  }

  /** MW: a decimal below ten, where it says something. @param {number} value @returns {string} */
  power(value) {
    return this.number(value, Math.abs(value) < 10 && Math.abs(value - Math.round(value)) >= 0.05 ? 1 : 0);
  }

  /** @param {number} at UTC ms @returns {string} Thu, 19 Nov 2026, on the market's clock */
  day(at) {
    return this.longDay.format(this.clock.local(at));
  }

  /** @param {number} at UTC ms @returns {string} 14:30, on the market's clock; the second time of a repeated hour with a star */
  time(at) {
    return `${hhmm(this.clock.local(at))}${this.clock.repeats(at) ? '*' : ''}`;
  }

  /** @param {number} at UTC ms @param {number} minutes @returns {string} 14:30–14:35 */
  interval(at, minutes) {
    return `${this.time(at)}–${this.time(at + minutes * 60_000)}`;
  }

  /** @param {number} at UTC ms @returns {string} UTC−8 */
  zone(at) {
    const offset = this.clock.offset(at);
    if (offset === 0) return 'UTC±0';
    const minutes = Math.abs(offset) / 60_000;
    const rest = minutes % 60;
    return `UTC${offset < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
  }

  /** @param {number} at UTC ms @returns {string} 22:30 UTC, with the day where it is another than on the market's clock */
  utc(at) {
    const other = Math.floor(at / 86_400_000) !== Math.floor(this.clock.local(at) / 86_400_000);
    return `${other ? `${this.shortDay.format(at)} ` : ''}${hhmm(at)} UTC`;
  }

  /** When something began, as briefly as the moment allows: 14:05, Mon, or 3 Nov. @param {number} since @param {number} at UTC ms @returns {string} */
  since(since, at) {
    const days = Math.floor(this.clock.local(at) / 86_400_000) - Math.floor(this.clock.local(since) / 86_400_000);
    if (days === 0) return this.time(since);
    return days > 0 && days < 7 ? this.weekday.format(this.clock.local(since)) : this.shortDay.format(this.clock.local(since));
  }

  /** A time with as much of its day as the moment leaves open: 14:05, 3 Nov 14:05, or all of it. @param {number} then @param {number} at UTC ms @returns {string} */
  when(then, at) {
    const [local, here] = [this.clock.local(then), this.clock.local(at)].map((ms) => new Date(ms).toISOString());
    if (local.slice(0, 10) === here.slice(0, 10)) return this.time(then);
    return local.slice(0, 4) === here.slice(0, 4) ? `${this.shortDay.format(this.clock.local(then))} ${this.time(then)}` : `${this.day(then)} ${this.time(then)}`;
  }

  /** @param {number} at UTC ms @returns {string} Thu, 19 Nov 2026 14:30 UTC−8 */
  exact(at) {
    return `${this.day(at)} ${this.time(at)} ${this.zone(at)}`;
  }
}

/** @param {number} local @returns {string} */
function hhmm(local) {
  return new Date(local).toISOString().slice(11, 16);
}
