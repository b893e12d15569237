import { FramesLoader } from './frames-loader.js';

/** @typedef {import('./span.js').Span} Span */
/** @typedef {import('../Prices/price-frames.js').PriceNodes} PriceNodes */
/** @typedef {import('./chunks.js').Frames<PriceNodes>} PriceRows */
/** @typedef {import('./frames-loader.js').FramesOutcome} FramesOutcome */
/** @typedef {import('./frames-worker.js').FramesAnswer} FramesAnswer */
/** @typedef {import('./frames-worker.js').FramesRequest} FramesRequest */

const LATE_MS = 300;

/** A stretch of an hour or so of which there is no price. @type {PriceNodes} */
const NOBODY = { hash: '', count: 0, ids: new Int32Array(0), longitudes: new Float32Array(0), latitudes: new Float32Array(0) };

/** What the next frame of the screen shows is drawn; a page that nobody sees has no frames. @returns {Promise<void>} */
function drawn() {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, LATE_MS);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
}

/**
 * Asks for stretches of frames. The very first one is unpacked on the page's own thread, which has nothing else to do before it is here: a worker takes longer to come up than those few
 * milliseconds. All others are a worker's. Equal nodes are one object, so that whoever draws them knows them again.
 */
export class FramesClient {
  /** @param {() => Worker} [begin] makes the worker @param {() => Promise<void>} [calm] when it may: the picture of the first stretch goes before */
  constructor(begin = () => new Worker(new URL('../Replay/frames-worker.js', import.meta.url), { type: 'module' }), calm = drawn) {
    this.begin = begin;
    this.calm = calm;
    /** @type {Worker | null} */
    this.worker = null;
    /** @type {Map<number, (answer: FramesOutcome) => void>} */
    this.waiting = new Map();
    this.next = 1;
    /** @type {PriceNodes | null} */
    this.nodes = null;
    /** What the last failure was. @type {string | null} */
    this.trouble = null;
    /** @type {Promise<void> | null} */
    this.becoming = null;
    this.gone = false;
  }

  /**
   * @param {string} url @param {string | null} etag what is held, as it was given before @param {AbortSignal} signal
   * @returns {Promise<PriceRows | 'same'>}
   */
  async load(url, etag, signal) {
    const id = this.next++;
    const absolute = new URL(url, document.baseURI).href;
    const answer = id === 1 ? await new FramesLoader().load(absolute, etag, signal) : await this.#order(id, absolute, etag, signal);
    if ('trouble' in answer) {
      if (answer.trouble !== 'aborted') this.trouble = answer.trouble;
      throw new Error(answer.trouble);
    }
    this.trouble = null;
    if ('same' in answer) return 'same';
    if ('none' in answer) return { nodes: NOBODY, at: new Float64Array(0), minutes: new Uint16Array(0), values: new Float32Array(0), etag: null, bytes: 0 };
    const { frames } = answer;
    if (this.nodes?.hash !== frames.nodes.hash) this.nodes = frames.nodes;
    return { ...frames, nodes: this.nodes, etag: answer.etag, bytes: frames.values.byteLength };
  }

  dispose() {
    this.gone = true;
    this.worker?.terminate();
    this.waiting.clear();
  }

  /** @param {number} id @param {string} url @param {string | null} etag @param {AbortSignal} signal @returns {Promise<FramesOutcome>} */
  async #order(id, url, etag, signal) {
    if (!this.worker) await (this.becoming ??= this.calm());
    if (signal.aborted || this.gone) return { trouble: 'aborted' };
    const worker = this.worker ?? this.#start();
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      worker.postMessage({ id, url, etag });
      signal.addEventListener('abort', () => {
        worker.postMessage({ id, abort: true });
        this.waiting.delete(id);
        resolve({ trouble: 'aborted' });
      }, { once: true });
    });
  }

  #start() {
    this.worker = this.begin();
    this.worker.addEventListener('message', (/** @type {MessageEvent<FramesAnswer>} */ { data }) => {
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    });
    if (this.nodes) this.worker.postMessage({ nodes: this.nodes });
    return this.worker;
  }
}
