import { Chunks } from './chunks.js';
import { FramesClient } from './frames-client.js';
import { framesQuestion, spanQuestions } from './questions.js';
import { SpanAnswers } from './span-answers.js';
import { SpanData } from './span-data.js';

/** @typedef {import('./span.js').Span} Span */
/** @typedef {import('./span-data.js').Trouble} Trouble */
/** @typedef {import('./messages.js').TroubleSource} TroubleSource */
/** @typedef {import('./questions.js').Place} Place */
/** @typedef {import('./questions.js').Series} Series */
/**
 * What comes: an answer about the span (not `isHere`: the one that was here is another span's), a stretch of frames or that it failed, and that something is wrong with the answers or the frames, or that they are well again.
 * @typedef {{
 *   onAnswer: (name: import('./span-data.js').PartName, isHere: boolean) => void, onStretch: (stretch: Span) => void, onTrouble: (source: TroubleSource, trouble: Trouble | null) => void
 * }} SourceEvents
 */

/** Memory for frames: a week of 10,000 nodes at five minutes. */
const BUDGET = 96 * 1024 * 1024;

const HOUR = 3_600_000;

/** Everything that is fetched for a span: the answers about the whole of it, and the frames of its prices. */
export class Sources {
  /** @param {Place} place @param {Series} series @param {SourceEvents} events */
  constructor(place, series, events) {
    this.place = place;
    this.series = series;
    this.events = events;
    this.client = new FramesClient();
    this.chunks = this.#newChunks();
    /** What is wrong with the frames. @type {Trouble | null} */
    this.trouble = null;
    this.answers = new SpanAnswers();
    this.data = new SpanData({
      onPart: (name, value) => {
        const readable = this.answers.take(name, value);
        events.onAnswer(name, value !== null);
        return readable;
      },
      onTrouble: (trouble) => events.onTrouble('span', trouble),
    });
  }

  /** Whether all is known that says what a moment was; flows only show more of it. */
  get isLoaded() {
    const { incidents, system, prices } = this.data.parts;
    return incidents.value !== null && system.value !== null && (prices.url === null || prices.value !== null);
  }

  /** Other prices are wanted: the frames that are here are of no use. @param {Series} series */
  renew(series) {
    this.series = series;
    this.chunks.clear();
    this.chunks = this.#newChunks();
    this.#tellFrames();
  }

  /**
   * Asks for what a span needs; what is here already is not asked for again.
   * @param {Span} span @param {number} at where the clock is @param {{known: import('./replay-state.js').Known, lines: boolean, frames: boolean}} wanted
   */
  want(span, at, { known, lines, frames }) {
    this.data.want(spanQuestions(this.place, span, this.series, { known, lines }));
    if (frames) this.chunks.setSpan(span, at);
    else this.chunks.setSpan({ start: 0, end: 0 }, 0);
    this.#tellFrames();
  }

  /** The frame that holds a moment, and what comes after it is asked for. @param {number} at @param {boolean} loop */
  frameAt(at, loop) {
    this.chunks.follow(at, 1, loop);
    return this.chunks.frameAt(at);
  }

  /** Somewhere something was written. @param {string[]} topics as LiveTopic.cs names them */
  changed(topics) {
    if (topics.includes('incidents') || topics.includes('plants')) this.data.refresh(['incidents']);
    if (topics.includes('market')) this.data.refresh(['system', 'flows']);
    if (topics.includes('prices')) {
      this.data.refresh(['prices']);
      this.chunks.refresh();
    }
  }

  retry() {
    this.data.retry();
    this.chunks.retry();
  }

  dispose() {
    this.chunks.clear();
    this.client.dispose();
    this.data.dispose();
  }

  #newChunks() {
    const { place, series } = this;
    const minutes = series.kind?.minutes ?? 60;
    // Two dozen frames a stretch: half a megabyte of 10,000 nodes.
    const length = series.coarse ? 24 * HOUR : minutes <= 5 ? 2 * HOUR : minutes <= 15 ? 6 * HOUR : 24 * HOUR;
    return new Chunks(
      (stretch, etag, signal) => this.client.load(framesQuestion(place, series, stretch), etag, signal), { length, budget: BUDGET, onChange: (stretch) => this.#stretchChanged(stretch) },
    );
  }

  /** @param {Span} stretch */
  #stretchChanged(stretch) {
    this.#tellFrames();
    this.events.onStretch(stretch);
  }

  #tellFrames() {
    // What failed stays failed when another stretch comes, which the client knows nothing of.
    this.trouble = this.chunks.isBroken ? /** @type {Trouble | null} */ (this.client.trouble) ?? this.trouble ?? 'offline' : null;
    this.events.onTrouble('frames', this.trouble);
  }
}
