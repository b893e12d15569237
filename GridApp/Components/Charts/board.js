import { Chart } from './chart.js';
import { fillFigures } from './figures.js';
import { toFrame } from './frame.js';
import { loadPlotly } from './plotly.js';
import { watchTheme } from './theme.js';
import { Wording } from './wording.js';

/** @typedef {import('./frame.js').Frame} Frame */
/**
 * What a page asks for (ChartBoard.razor). `from` and `to` are the span that is shown, ISO 8601 UTC; boards of one `group` share crosshair and zoom.
 * @typedef {{source: string, from: string, to: string, title: string, file: string, group: string, locale: string, texts: import('./wording.js').Texts, fuels: Record<string, string>,
 *   columns: Record<string, string>, charts: import('./series.js').ChartSpec[]}} BoardOptions
 */

/** @type {Map<string, Set<ChartBoard>>} */
const groups = new Map();

/** Charts of one answer of the API: fetched once, drawn together. */
class ChartBoard {
  /** @param {HTMLElement} element @param {BoardOptions} options */
  constructor(element, options) {
    this.element = element;
    this.options = options;
    this.wording = new Wording(options.locale, options.texts);
    /** @type {Chart[]} */
    this.charts = [];
    /** @type {Frame | null} */
    this.frame = null;
    /** @type {{from: number, to: number} | null} */
    this.zoomed = null;
    /** @type {number | null} */
    this.pointed = null;
    this.asked = new AbortController();
    this.away = new AbortController();
    this.waiting = 0;
    this.loading = false;
    this.again = false;
    this.element.addEventListener('click', (event) => this.#click(event), { signal: this.away.signal });
    this.unwatch = watchTheme(() => this.#redraw());
    this.width = element.clientWidth;
    this.resize = new ResizeObserver(() => this.#later());
    this.resize.observe(element);
    this.plotly = loadPlotly();
    this.#join();
    void this.load(true);
  }

  get whole() {
    return { from: Date.parse(this.options.from), to: Date.parse(this.options.to) };
  }

  /** Another span or market; the same charts or others. @param {BoardOptions} options */
  update(options) {
    const other = options.source !== this.options.source;
    const charts = JSON.stringify(options.charts) !== JSON.stringify(this.options.charts);
    this.options = options;
    if (other) this.zoomed = null;
    if (charts) this.#dropCharts();
    if (other) void this.load(charts);
    else if (this.frame) {
      this.#tell(this.frame);
      this.#redraw();
    }
  }

  /** Asks again: after an error, and when something was written. Who is asked again before having answered goes on first: many writes must not keep it from ever answering. */
  refresh() {
    if (this.loading) this.again = true;
    else void this.load(false);
  }

  /** @param {boolean} isNew there is nothing yet that may stay while it loads */
  async load(isNew) {
    this.asked.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    this.loading = true;
    this.again = false;
    await this.#ask(isNew, signal);
    if (signal.aborted) return;
    this.loading = false;
    if (this.again) void this.load(false);
  }

  /** @param {boolean} isNew @param {AbortSignal} signal */
  async #ask(isNew, signal) {
    this.#state(isNew || !this.frame ? 'loading' : 'busy');
    try {
      const response = await fetch(this.options.source, { headers: { accept: 'application/json' }, signal });
      if (response.status === 401) return this.#state('signed-out');
      const body = await response.json();
      if (!response.ok) return this.#refused(response.status, body);
      const frame = toFrame(body);
      this.frame = frame;
      if (frame.at.length === 0) return this.#state('empty');
      this.wording.use(frame.timeZone, Math.min(this.whole.from, frame.at[0]), Math.max(this.whole.to, frame.at[frame.at.length - 1]));
      this.#state('ready');
      this.#tell(frame);
      const plotly = await this.plotly;
      if (signal.aborted) return;
      this.#draw(plotly);
    } catch {
      if (!signal.aborted) this.#state('error');
    }
  }

  /** @param {number} from @param {number} to */
  zoom(from, to) {
    const whole = this.whole;
    const least = 3 * (this.frame?.intervalMinutes ?? 5) * 60_000;
    const middle = (from + to) / 2;
    const half = Math.max(to - from, least) / 2;
    const range = { from: Math.max(whole.from, middle - half), to: Math.min(whole.to, middle + half) };
    const all = range.from <= whole.from && range.to >= whole.to;
    for (const board of this.#mates()) board.#zoomTo(all ? null : range);
  }

  unzoom() {
    for (const board of this.#mates()) board.#zoomTo(null);
  }

  /** @param {number | null} at */
  point(at) {
    if (at === this.pointed) return;
    for (const board of this.#mates()) {
      board.pointed = at;
      for (const chart of board.charts) chart.pointAt(at);
    }
  }

  /** The crosshair by keys: so many intervals on. @param {number} by */
  step(by) {
    if (!this.frame) return;
    const minutes = this.frame.intervalMinutes * 60_000;
    const { from, to } = this.zoomed ?? this.whole;
    const start = this.pointed ?? (by > 0 ? from - minutes / 2 : to + minutes / 2);
    this.point(Math.min(Math.max(start + by * minutes, from + minutes / 2), to - minutes / 2));
    const reading = this.element.querySelector('.chart-reading:not([hidden])');
    const told = this.element.querySelector('[data-part="told"]');
    if (told) told.textContent = [...(reading?.children ?? [])].map((row) => [...row.children].map((cell) => cell.textContent).join(' ') || row.textContent).join(', ');
  }

  dispose() {
    this.asked.abort();
    this.away.abort();
    cancelAnimationFrame(this.waiting);
    this.unwatch();
    this.resize.disconnect();
    this.#dropCharts();
    groups.get(this.options.group)?.delete(this);
  }

  #join() {
    const group = groups.get(this.options.group) ?? new Set();
    groups.set(this.options.group, group.add(this));
  }

  #mates() {
    return groups.get(this.options.group) ?? new Set([/** @type {ChartBoard} */ (this)]);
  }

  /** @param {{from: number, to: number} | null} range */
  #zoomTo(range) {
    this.zoomed = range;
    this.#redraw();
  }

  #later() {
    if (this.width === this.element.clientWidth) return;
    this.width = this.element.clientWidth;
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.#redraw());
  }

  #redraw() {
    if (this.frame && this.frame.at.length > 0) void this.plotly.then((plotly) => this.#draw(plotly), () => this.#state('error'));
  }

  /** @param {import('./plotly.js').Plotly} plotly */
  #draw(plotly) {
    if (!this.frame || this.away.signal.aborted) return;
    if (this.charts.length === 0) {
      for (const spec of this.options.charts) {
        const panel = this.element.querySelector(`[data-chart="${spec.id}"]`);
        if (panel instanceof HTMLElement) this.charts.push(new Chart(panel, spec, { wording: this.wording, fuels: this.options.fuels, columns: this.options.columns }, this, plotly));
      }
    }
    const range = this.zoomed ?? this.whole;
    for (const chart of this.charts) chart.show(this.frame, range, plotly);
    this.element.toggleAttribute('data-zoomed', this.zoomed !== null);
    this.element.dataset.drawn = String(Math.round(performance.now()));
  }

  #dropCharts() {
    for (const chart of this.charts) chart.dispose();
    this.charts = [];
  }

  /** @param {Frame} frame */
  #tell(frame) {
    const { element } = this;
    fillFigures(element, frame, this.wording);
    for (const context of element.querySelectorAll('[data-part="context"]')) context.textContent = `${this.wording.unit(frame.unit)} · ${this.wording.zone(frame.timeZone)}`;
    for (const tag of element.querySelectorAll('[data-part="simulated"]')) tag.toggleAttribute('hidden', !frame.simulated);
    const until = frame.heldBackUntil === null ? NaN : Date.parse(frame.heldBackUntil);
    for (const note of element.querySelectorAll('[data-part="held-back"]')) {
      note.toggleAttribute('hidden', !(until < this.whole.to));
      for (const moment of note.querySelectorAll('[data-part="until"]')) moment.textContent = this.wording.moment(until);
    }
    for (const note of element.querySelectorAll('[data-left-out]')) note.toggleAttribute('hidden', note.getAttribute('data-left-out') !== frame.leftOut);
  }

  /** @param {string} state */
  #state(state) {
    this.element.dataset.state = state;
    this.element.setAttribute('aria-busy', String(state === 'loading' || state === 'busy'));
  }

  /** @param {number} status @param {any} problem */
  #refused(status, problem) {
    const sentences = problem?.errors ? Object.values(problem.errors).flat().join(' ') : problem?.detail ?? '';
    for (const place of this.element.querySelectorAll('[data-part="problem"]')) place.textContent = String(sentences);
    this.#state(status === 422 || status === 400 ? 'refused' : 'error');
  }

  /** @param {Event} event */
  #click(event) {
    const button = event.target instanceof Element ? event.target.closest('button[data-do]') : null;
    if (!(button instanceof HTMLElement)) return;
    const panel = button.closest('[data-chart]');
    const chart = this.charts.find((one) => one.panel === panel);
    const { from, to } = this.zoomed ?? this.whole;
    const half = (to - from) / 2;
    switch (button.dataset.do) {
      case 'zoom-in': this.zoom(from + half / 2, to - half / 2); break;
      case 'zoom-out': this.zoom(from - half, to + half); break;
      case 'unzoom': this.unzoom(); break;
      case 'table':
        if (!chart) break;
        chart.panel.dataset.view = chart.isTable ? 'chart' : 'table';
        button.setAttribute('aria-pressed', String(chart.isTable));
        chart.draw();
        break;
      case 'png':
        if (chart && this.frame) void chart.png(`${chart.spec.title} · ${this.options.title} · ${this.wording.unit(this.frame.unit)} · ${this.wording.zone(this.frame.timeZone)}${this.frame.simulated ? ` · ${this.options.columns.simulated}` : ''}`, `${this.options.file}-${chart.spec.id}`);
        break;
    }
  }
}

/** @param {HTMLElement} element @param {BoardOptions} options @returns {ChartBoard} */
export function create(element, options) {
  return new ChartBoard(element, options);
}
