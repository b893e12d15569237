/** @typedef {import('./span.js').Span} Span */
/** Values of all nodes at one interval. @typedef {{at: number, minutes: number}} FrameTime */
/**
 * Frames of a stretch of time, unpacked: frame `i` begins at `at[i]`, lasts `minutes[i]` and has the values `[i * nodes.count, (i + 1) * nodes.count)`. `etag` tells the server what is held.
 * @template Nodes
 * @typedef {{nodes: Nodes & {count: number}, at: Float64Array, minutes: Uint16Array, values: Float32Array, etag: string | null, bytes: number}} Frames
 */
/**
 * How a stretch stands. `late`: something changed since it was asked for.
 * @template Nodes
 * @typedef {{
 *   start: number, end: number, state: 'wanted' | 'loading' | 'ready' | 'failed', frames: Frames<Nodes> | null, abort: AbortController | null, late: boolean, failures: number, again: number
 * }} Chunk
 */
/**
 * Asks for a stretch; `'same'` when what is held (`etag`) is still right.
 * @template Nodes
 * @typedef {(stretch: Span, etag: string | null, signal: AbortSignal) => Promise<Frames<Nodes> | 'same'>} Load
 */

/** Requests on their way at one time, once the stretch under the cursor is here. Until then it has the line for itself. */
const AT_ONCE = 2;

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

/**
 * The frames of a span, fetched in stretches in the order in which the clock will need them. What the clock has left is aborted or never sent; what lies
 * farthest from it leaves memory first.
 * @template Nodes
 */
export class Chunks {
  /**
   * @param {Load<Nodes>} load
   * @param {{length: number, budget: number, onChange?: (stretch: Span) => void, now?: () => number, later?: (run: () => void, ms: number) => number, never?: (timer: number) => void}} options
   * `length` of a stretch, ms; `budget` of memory, bytes
   */
  constructor(load, { length, budget, onChange = () => undefined, now = () => Date.now(), later = (run, ms) => Number(setTimeout(run, ms)), never = (timer) => clearTimeout(timer) }) {
    this.load = load;
    this.length = length;
    this.budget = budget;
    this.onChange = onChange;
    this.now = now;
    this.later = later;
    this.never = never;
    /** @type {Chunk<Nodes>[]} */
    this.chunks = [];
    this.at = 0;
    /** @type {1 | -1} */
    this.direction = 1;
    this.loop = false;
    this.timer = 0;
  }

  /** Bytes of all frames that are held. */
  get bytes() {
    return this.chunks.reduce((sum, chunk) => sum + (chunk.frames?.bytes ?? 0), 0);
  }

  /**
   * The span that is played; stretches that both spans have stay. Stretches begin at multiples of their length.
   * @param {Span} span @param {number} at where the clock is
   */
  setSpan(span, at) {
    const held = new Map(this.chunks.map((chunk) => [chunk.start, chunk]));
    this.chunks = [];
    for (let start = Math.floor(span.start / this.length) * this.length; start < span.end; start += this.length) {
      this.chunks.push(held.get(start) ?? { start, end: start + this.length, state: 'wanted', frames: null, abort: null, late: false, failures: 0, again: 0 });
      held.delete(start);
    }
    for (const gone of held.values()) this.#giveUp(gone);
    this.follow(at, this.direction, this.loop);
  }

  /** Where the clock is and where it goes: asks for what it needs next. @param {number} at @param {1 | -1} direction @param {boolean} loop */
  follow(at, direction, loop) {
    this.at = at;
    this.direction = direction;
    this.loop = loop;
    this.#want();
  }

  /**
   * The frame that holds a moment: `'loading'` while it may still come, `'failed'` when it could not be fetched, `'none'` where there is none.
   * @param {number} at @returns {{frames: Frames<Nodes>, index: number} | 'loading' | 'failed' | 'none'}
   */
  frameAt(at) {
    const chunk = this.#holding(at);
    if (!chunk) return 'none';
    if (!chunk.frames) return chunk.state === 'failed' ? 'failed' : 'loading';
    const { frames } = chunk;
    // A stretch has a few dozen frames.
    for (let i = frames.at.length - 1; i >= 0; i--)
      if (frames.at[i] <= at) return at < frames.at[i] + frames.minutes[i] * 60_000 ? { frames, index: i } : 'none';
    return 'none';
  }

  /** Until when the clock need not wait: the start of the next stretch that is still to come. What failed is not waited for. @param {number} at @returns {number} */
  readyUntil(at) {
    const waiting = this.chunks.find((chunk) => chunk.end > at && !chunk.frames && chunk.state !== 'failed');
    return waiting ? waiting.start : Infinity;
  }

  /** Stretches by how they stand, for a bar that shows it. @returns {{start: number, end: number, state: 'wanted' | 'loading' | 'ready' | 'failed'}[]} */
  standing() {
    return this.chunks.map(({ start, end, state, frames }) => ({ start, end, state: frames ? 'ready' : state }));
  }

  /** Whether anything could not be fetched and is missing now. */
  get isBroken() {
    return this.chunks.some((chunk) => chunk.state === 'failed');
  }

  /** Something may have changed: what is held stays until the server says otherwise. */
  refresh() {
    for (const chunk of this.chunks) {
      chunk.late = chunk.frames !== null || chunk.state === 'loading';
    }
    this.#want();
  }

  /** The connection is back, or a person asks: what failed is asked for at once. */
  retry() {
    for (const chunk of this.chunks) {
      if (chunk.state === 'failed') {
        chunk.state = chunk.frames ? 'ready' : 'wanted';
        chunk.late = chunk.frames !== null;
        chunk.again = 0;
      }
    }
    this.#want();
  }

  /** Forgets everything: other prices are wanted, or none. Nothing is heard of what was on its way. */
  clear() {
    this.never(this.timer);
    for (const chunk of this.chunks) this.#giveUp(chunk);
    this.chunks = [];
  }

  /** @param {number} at @returns {Chunk<Nodes> | undefined} */
  #holding(at) {
    const first = this.chunks[0]?.start ?? 0;
    return this.chunks[Math.floor((at - first) / this.length)];
  }

  /** Stretches in the order in which the clock comes to them, as many as memory holds. @returns {Chunk<Nodes>[]} */
  #order() {
    const here = Math.max(0, this.chunks.findIndex((chunk) => chunk.end > this.at));
    const ahead = this.direction > 0 ? this.chunks.slice(here) : this.chunks.slice(0, here + 1).reverse();
    const rest = this.direction > 0 ? this.chunks.slice(0, here) : this.chunks.slice(here + 1);
    // Who loops comes to the other end first; who does not goes back, if anywhere.
    if (!this.loop) rest.reverse();
    const typical = Math.max(1, ...this.chunks.map((chunk) => chunk.frames?.bytes ?? 0));
    return [...ahead, ...rest].slice(0, Math.max(2, Math.floor(this.budget / typical)));
  }

  #want() {
    const now = this.now();
    const order = this.#order();
    const most = order[0]?.frames ? AT_ONCE : 1;
    const missing = order.filter((chunk) => needs(chunk, now)).slice(0, most);
    const kept = new Set(missing);
    let underway = 0;
    for (const chunk of this.chunks) {
      if (!chunk.abort) continue;
      // What is on its way goes on while there is nothing more urgent.
      if (kept.has(chunk) || (missing[0] !== undefined && missing[0].frames !== null && order.includes(chunk))) underway++;
      else this.#giveUp(chunk);
    }
    for (const chunk of missing) {
      if (!chunk.abort && underway < most) {
        underway++;
        void this.#ask(chunk);
      }
    }
    this.#evict(order);
    this.#waitFor(order, now);
  }

  /** @param {Chunk<Nodes>} chunk */
  #giveUp(chunk) {
    chunk.abort?.abort();
    chunk.abort = null;
    if (chunk.state === 'loading') chunk.state = chunk.frames ? 'ready' : 'wanted';
  }

  /** @param {Chunk<Nodes>} chunk */
  async #ask(chunk) {
    const abort = new AbortController();
    chunk.abort = abort;
    chunk.state = 'loading';
    chunk.late = false;
    try {
      const answer = await this.load({ start: chunk.start, end: chunk.end }, chunk.frames?.etag ?? null, abort.signal);
      if (chunk.abort !== abort) return;
      if (answer !== 'same') chunk.frames = answer;
      chunk.state = 'ready';
      chunk.failures = 0;
    } catch {
      if (chunk.abort !== abort) return;
      chunk.state = 'failed';
      chunk.again = this.now() + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** chunk.failures++);
    }
    chunk.abort = null;
    this.onChange({ start: chunk.start, end: chunk.end });
    this.#want();
  }

  /** @param {Chunk<Nodes>[]} order */
  #evict(order) {
    const wanted = new Set(order);
    const others = this.chunks.filter((chunk) => !wanted.has(chunk)).sort((a, b) => Math.abs(a.start - this.at) - Math.abs(b.start - this.at));
    const leaving = [...order, ...others].reverse();
    let { bytes } = this;
    for (const chunk of leaving) {
      if (bytes <= this.budget || chunk === order[1] || chunk === order[0]) break;
      bytes -= chunk.frames?.bytes ?? 0;
      chunk.frames = null;
      if (chunk.state === 'ready') chunk.state = 'wanted';
    }
  }

  /** Comes back when the next failed stretch may be asked for again; one that may be already waits until one of those on their way is here. @param {Chunk<Nodes>[]} order @param {number} now */
  #waitFor(order, now) {
    this.never(this.timer);
    const next = Math.min(...order.filter((chunk) => chunk.state === 'failed' && chunk.again > now).map((chunk) => chunk.again));
    if (next !== Infinity) this.timer = this.later(() => this.#want(), next - now);
  }
}

/** @param {{state: string, frames: unknown, late: boolean, again: number}} chunk @param {number} now @returns {boolean} whether it has to be asked for, or is being asked for */
function needs(chunk, now) {
  if (chunk.state === 'failed') return now >= chunk.again;
  return chunk.late || chunk.frames === null || chunk.state === 'loading';
}
