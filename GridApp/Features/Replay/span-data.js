/** @typedef {import('./span.js').Span} Span */
/** What went wrong: `offline` (no answer), `signed-out` (401), `refused` (another 4xx), `server` (5xx), `unreadable`. @typedef {'offline' | 'signed-out' | 'refused' | 'server' | 'unreadable'} Trouble */
/** What makes a span playable. @typedef {'incidents' | 'system' | 'prices' | 'flows'} PartName */
/** One of them: what was asked, what came, and what went wrong since. @typedef {{url: string | null, etag: string | null, abort: AbortController | null, value: unknown, trouble: Trouble | null, late: boolean}} Part */
/** `onPart` says whether it could read what came. @typedef {{fetch?: typeof fetch, onPart: (name: PartName, value: any) => boolean, onTrouble: (trouble: Trouble | null) => void}} Options */

/** @type {readonly PartName[]} */
const NAMES = ['incidents', 'system', 'prices', 'flows'];

/**
 * The answers about a whole span. Each is asked for once; asked for again, the server says whether it is another; only the newest question's answer counts.
 */
export class SpanData {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
    /** @type {Record<PartName, Part>} */
    this.parts = { incidents: part(), system: part(), prices: part(), flows: part() };
  }

  /** @param {Partial<Record<PartName, string | null>>} urls what is wanted; null: not at all; what is not named stays as it is */
  want(urls) {
    for (const name of NAMES) {
      const url = urls[name];
      const one = this.parts[name];
      if (url === undefined || url === one.url) continue;
      one.abort?.abort();
      const held = one.value !== null;
      Object.assign(one, part(), { url });
      if (held) this.options.onPart(name, null);
      if (url !== null) void this.#ask(name);
    }
    this.#tell();
  }

  /** Something may have changed. Who is being asked is asked once more afterwards: many changes never keep an answer from coming. @param {readonly PartName[]} names */
  refresh(names) {
    for (const name of names) {
      const one = this.parts[name];
      if (one.url === null) continue;
      if (one.abort) one.late = true;
      else void this.#ask(name);
    }
  }

  /** What failed is asked for again. */
  retry() {
    this.refresh(NAMES.filter((name) => this.parts[name].trouble !== null));
  }

  dispose() {
    for (const name of NAMES) this.parts[name].abort?.abort();
  }

  /** @param {PartName} name */
  async #ask(name) {
    const one = this.parts[name];
    const abort = new AbortController();
    one.abort = abort;
    one.late = false;
    /** @type {Trouble | null} */
    let trouble = null;
    let value;
    try {
      /** @type {Record<string, string>} */
      const headers = { accept: name === 'flows' ? 'application/octet-stream' : 'application/json' };
      if (one.etag && one.value !== null) headers['if-none-match'] = one.etag;
      const response = await this.fetch(/** @type {string} */ (one.url), { headers, signal: abort.signal });
      if (response.ok) {
        value = name === 'flows' ? await response.arrayBuffer() : await response.json();
        one.etag = response.headers.get('etag');
      } else if (response.status !== 304) {
        trouble = troubleOf(response.status);
      }
    } catch (error) {
      trouble = error instanceof SyntaxError ? 'unreadable' : 'offline';
    }
    if (one.abort !== abort || abort.signal.aborted) return;
    one.abort = null;
    one.trouble = trouble;
    if (value !== undefined) {
      one.value = value;
      if (!this.options.onPart(name, value)) {
        // Nothing is held that could be the same still: it is asked for as a whole.
        Object.assign(one, { value: null, etag: null, trouble: 'unreadable' });
      }
    }
    this.#tell();
    if (one.late) void this.#ask(name);
  }

  #tell() {
    this.options.onTrouble(NAMES.map((name) => this.parts[name].trouble).find((trouble) => trouble !== null) ?? null);
  }
}

/** @returns {Part} */
function part() {
  return { url: null, etag: null, abort: null, value: null, trouble: null, late: false };
}

/** @param {number} status of HTTP @returns {Trouble} */
export function troubleOf(status) {
  if (status === 401) return 'signed-out';
  return status >= 500 ? 'server' : 'refused';
}
