import { CanvasLayer } from './canvas-layer.js';

/** @typedef {import('./canvas-layer.js').CanvasFrame} CanvasFrame */

/**
 * What is to be painted: a frame, as `width` x `height` pixels with `ratio` of them per CSS pixel, into a buffer of that size. `layer` names who asked.
 * @typedef {{layer: string, frame: CanvasFrame, width: number, height: number, ratio: number, buffer: ArrayBuffer}} PixelRequest
 */

/** The painted buffer comes back, and with it how long it took. @typedef {{layer: string, frame: CanvasFrame, width: number, height: number, buffer: ArrayBuffer, milliseconds: number}} PixelAnswer */

/**
 * A layer whose pixels are made elsewhere, in a worker: here they are only laid on the canvas, a millisecond for the whole screen. One buffer goes back and forth:
 * making a new one for each picture (or an ImageBitmap) costs many times what filling it does. While one picture is being made, only the newest wish is kept.
 */
export class PixelLayer extends CanvasLayer {
  /**
   * @param {string} pane @param {string} name @param {(request: PixelRequest) => void} ask hands a request to the worker
   * @param {number} [fineness] pixels per device pixel: what is smooth needs fewer
   */
  constructor(pane, name, ask, fineness = 1) {
    super(pane);
    // The pixels come from memory and go nowhere but to the screen: a canvas in memory takes them without a copy to the graphics card first.
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d', { willReadFrequently: true }));
    this.name = name;
    this.ask = ask;
    this.fineness = fineness;
    this.busy = false;
    /** @type {CanvasFrame | null} */
    this.wanted = null;
    this.buffer = new ArrayBuffer(0);
    /** Is told when a picture is on the screen. @type {((milliseconds: number) => void) | null} */
    this.onShown = null;
  }

  /** @override @param {CanvasFrame} frame */
  draw(frame) {
    this.wanted = frame;
    this.#next();
  }

  /** What is shown changed, where it is shown did not. */
  repaint() {
    if (this.frame && this.fits(this.frame) && !this.pending) this.draw(this.wanted ?? this.frame);
    else this.redraw();
  }

  /** Shows nothing, until it is drawn again. */
  clear() {
    this.wanted = null;
    this.frame = null;
    this.canvas.width = this.canvas.height = 0;
  }

  /** The worker has painted. @param {PixelAnswer} answer @param {boolean} [wanted] whether it is still to be shown */
  receive({ frame, width, height, buffer, milliseconds }, wanted = true) {
    this.busy = false;
    this.buffer = buffer;
    if (wanted && this.fits(frame)) {
      if (this.canvas.width !== width || this.canvas.height !== height) {
        this.canvas.width = width;
        this.canvas.height = height;
      }
      this.context.putImageData(new ImageData(new Uint8ClampedArray(buffer), width, height), 0, 0);
      this.show(frame);
      this.onShown?.(milliseconds);
    }
    this.#next();
  }

  #next() {
    if (this.busy || !this.wanted || !this._map) return;
    const frame = this.wanted;
    this.wanted = null;
    const ratio = frame.ratio * this.fineness;
    const width = Math.round(frame.width * ratio);
    const height = Math.round(frame.height * ratio);
    const bytes = width * height * 4;
    const buffer = this.buffer.byteLength === bytes ? this.buffer : new ArrayBuffer(bytes);
    this.buffer = new ArrayBuffer(0);
    this.busy = true;
    this.ask({ layer: this.name, frame, width, height, ratio, buffer });
  }
}
