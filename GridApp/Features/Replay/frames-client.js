/** @typedef {import('./span.js').Span} Span */
/** @typedef {import('../Prices/price-frames.js').PriceNodes} PriceNodes */
/** @typedef {import('./chunks.js').Frames<PriceNodes>} PriceRows */
/** @typedef {import('./frames-worker.js').FramesAnswer} FramesAnswer */

/** A stretch of an hour or so of which there is no price. @type {PriceNodes} */
const NOBODY = { hash: '', count: 0, ids: new Int32Array(0), longitudes: new Float32Array(0), latitudes: new Float32Array(0) };

/** Asks the worker for stretches of frames. Equal nodes are one object, so that whoever draws them knows them again. */
export class FramesClient {
  constructor() {
    this.worker = new Worker(new URL('./frames-worker.js', import.meta.url), { type: 'module' });
    /** @type {Map<number, (answer: FramesAnswer) => void>} */
    this.waiting = new Map();
    this.next = 1;
    /** @type {PriceNodes | null} */
    this.nodes = null;
    /** What the last failure was. @type {string | null} */
    this.trouble = null;
    this.worker.addEventListener('message', (/** @type {MessageEvent<FramesAnswer>} */ { data }) => {
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    });
  }

  /**
   * @param {string} url @param {string | null} etag what is held, as it was given before @param {AbortSignal} signal
   * @returns {Promise<PriceRows | 'same'>}
   */
  async load(url, etag, signal) {
    const id = this.next++;
    const absolute = new URL(url, document.baseURI).href;
    const cancel = () => this.worker.postMessage({ id, abort: true });
    signal.addEventListener('abort', cancel, { once: true });
    const answer = await new Promise((/** @type {(answer: FramesAnswer) => void} */ resolve) => {
      this.waiting.set(id, resolve);
      this.worker.postMessage({ id, url: absolute, etag });
      signal.addEventListener('abort', () => {
        this.waiting.delete(id);
        resolve({ id, trouble: 'aborted' });
      }, { once: true });
    });
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
    this.worker.terminate();
    this.waiting.clear();
  }
}
