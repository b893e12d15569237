/** One stretch of time with one offset of a zone. `from` is UTC ms, `offset` is what is added to UTC for the local clock, ms. @typedef {{from: number, offset: number}} ZoneSpan */

const STEP = 12 * 3_600_000;

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} zone IANA name @param {number} at UTC ms @returns {number} ms that the local clock is ahead of UTC */
export function offsetAt(zone, at) {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formats.set(zone, format);
  }
  /** @type {Record<string, number>} */
  const parts = {};
  for (const part of format.formatToParts(at)) parts[part.type] = Number(part.value);
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return local - Math.floor(at / 1000) * 1000;
}

/**
 * The local clock of a zone over a span. Asking Intl for each of 9,000 points takes longer than drawing them; a zone changes its offset twice a year.
 */
export class ZoneClock {
  /** @param {string} zone IANA name @param {number} from UTC ms @param {number} to UTC ms */
  constructor(zone, from, to) {
    this.zone = zone;
    /** @type {ZoneSpan[]} */
    this.spans = [{ from: -Infinity, offset: offsetAt(zone, from) }];
    for (let at = from; at < to; ) {
      const next = Math.min(at + STEP, to);
      const before = this.spans[this.spans.length - 1].offset;
      const after = offsetAt(zone, next);
      if (after !== before) this.spans.push({ from: bisect(zone, at, next, before), offset: after });
      at = next;
    }
  }

  /** @param {number} at UTC ms @returns {number} ms of the local clock, written as if it were UTC */
  local(at) {
    let span = this.spans.length - 1;
    while (span > 0 && at < this.spans[span].from) span--;
    return at + this.spans[span].offset;
  }

  /**
   * The instant at which the local clock shows this; the first one where it shows it twice, the moment of the jump where it never does.
   * @param {number} local as {@link local} writes it @returns {number} UTC ms
   */
  instant(local) {
    for (let i = 0; i < this.spans.length; i++) {
      const at = local - this.spans[i].offset;
      const end = this.spans[i + 1]?.from ?? Infinity;
      if (at < end) return Math.max(at, this.spans[i].from);
    }
    return local - this.spans[this.spans.length - 1].offset;
  }

  /** Whether the clock shows this time for the second time on this day. @param {number} at UTC ms @returns {boolean} */
  repeats(at) {
    for (let i = 1; i < this.spans.length; i++) {
      const back = this.spans[i - 1].offset - this.spans[i].offset;
      if (back > 0 && at >= this.spans[i].from && at < this.spans[i].from + back) return true;
    }
    return false;
  }
}

/** @param {string} zone @param {number} low @param {number} high @param {number} before @returns {number} the first full second with another offset */
function bisect(zone, low, high, before) {
  let a = low;
  let b = high;
  while (b - a > 1000) {
    const middle = a + Math.floor((b - a) / 2000) * 1000;
    if (middle === a) break;
    if (offsetAt(zone, middle) === before) a = middle;
    else b = middle;
  }
  return Math.ceil(b / 1000) * 1000;
}
