import { extremes, means } from '../../Components/Charts/downsample.js';
import { timeTicks } from '../../Components/Charts/time-ticks.js';
import { token } from '../Map/theme.js';
import { barLength, density } from './density.js';
import { TimeScale, height, niceScale } from './timeline-scale.js';

/** @typedef {import('./span.js').Span} Span */
/** Numbers over time; NaN where nothing is known. @typedef {{at: Float64Array, values: Float64Array}} Curve */
/**
 * What the timeline shows. `events` are times at which something happens; `until`: what lies after it has not come yet; `standing`: which stretches of the prices
 * are in memory; `fuels` are stacked in their order.
 * @typedef {{
 *   events: ArrayLike<number>, price: Curve | null, band: {at: Float64Array, low: Float64Array, high: Float64Array} | null, priceName: string, priceUnit: string,
 *   load: Curve | null, forecast: Curve | null, fuels: {at: Float64Array, columns: {fuel: string, values: Float64Array}[]} | null, out: Curve | null,
 *   until: number, standing: {start: number, end: number, state: string}[], step: number
 * }} TimelineModel
 */
/** A strip of the timeline. @typedef {{key: 'events' | 'price' | 'supply' | 'out', top: number, bottom: number}} Row */

const LEFT = 46;
const RIGHT = 12;
const AXIS = 18;
const GAP = 8;
const LOADED = 3;
const ROWS = { events: 26, price: 58, supply: 88, out: 42 };

/** Drawn seldom and small: a canvas on the graphics card costs more to begin than it ever gives back. */
const inMemory = (/** @type {HTMLCanvasElement} */ canvas) => canvas.getContext('2d', { willReadFrequently: true });

/** Everything over time, drawn once; the cursor is a layer over it that the compositor moves. */
export class Timeline {
  /**
   * @param {HTMLElement} host @param {import('./replay-words.js').ReplayWords} words @param {{span: Span, charts: boolean, fuels: Record<string, string>}} options `fuels`: names of CSS variables by fuel
   */
  constructor(host, words, { span, charts, fuels }) {
    this.host = host;
    this.words = words;
    this.span = span;
    this.charts = charts;
    this.fuels = fuels;
    /** @type {TimelineModel | null} */
    this.model = null;
    this.canvas = make(host, 'canvas', 'timeline-canvas');
    this.canvas.setAttribute('aria-hidden', 'true');
    this.brush = make(host, 'div', 'timeline-brush');
    this.hover = make(host, 'div', 'timeline-hover');
    this.cursor = make(host, 'div', 'timeline-cursor');
    this.dot = make(host, 'div', 'timeline-dot');
    this.brush.hidden = this.hover.hidden = this.dot.hidden = true;
    this.at = span.start;
    this.pending = 0;
    /** @type {Row[]} */
    this.rows = [];
    this.priceScale = niceScale(0, 1);
    this.scale = new TimeScale(span, LEFT, 100);
    this.resize = new ResizeObserver(() => this.redraw());
    this.resize.observe(host);
    this.#layout();
  }

  /** @param {TimelineModel} model */
  setModel(model) {
    this.model = model;
    this.redraw();
  }

  /** @param {Span} span @param {import('./replay-words.js').ReplayWords} words */
  setSpan(span, words) {
    this.span = span;
    this.words = words;
    this.redraw();
  }

  /** Whether generation and MW out are shown below the prices. @param {boolean} charts */
  setCharts(charts) {
    this.charts = charts;
    this.#layout();
    this.redraw();
  }

  /** Which stretches are in memory: drawn without the rest. @param {TimelineModel['standing']} standing */
  setStanding(standing) {
    if (!this.model) return;
    this.model.standing = standing;
    this.#drawStanding(inMemory(this.canvas));
  }

  /** @param {number} at UTC ms */
  setCursor(at) {
    this.at = at;
    const x = this.scale.x(at);
    this.cursor.style.transform = `translateX(${x.toFixed(1)}px)`;
    const price = this.model?.price;
    const row = this.rows.find((one) => one.key === 'price');
    const value = price ? valueOf(price, at, this.model?.step ?? 0) : NaN;
    this.dot.hidden = !row || Number.isNaN(value);
    if (row && !this.dot.hidden) this.dot.style.transform = `translate(${x.toFixed(1)}px, ${height(this.priceScale, row.top, row.bottom, value).toFixed(1)}px)`;
  }

  /** A second, fainter line. @param {number | null} at */
  setHover(at) {
    this.hover.hidden = at === null;
    if (at !== null) this.hover.style.transform = `translateX(${this.scale.x(at).toFixed(1)}px)`;
  }

  /** What is being chosen. @param {{from: number, to: number} | null} range UTC ms */
  setBrush(range) {
    this.brush.hidden = range === null;
    if (range === null) return;
    const [left, right] = [this.scale.x(Math.min(range.from, range.to)), this.scale.x(Math.max(range.from, range.to))];
    this.brush.style.transform = `translateX(${left.toFixed(1)}px)`;
    this.brush.style.width = `${Math.max(1, right - left).toFixed(1)}px`;
  }

  /** @param {number} clientX of a pointer @returns {number} UTC ms */
  atPointer(clientX) {
    return this.scale.at(clientX - this.host.getBoundingClientRect().left);
  }

  redraw() {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.#draw();
    });
  }

  dispose() {
    cancelAnimationFrame(this.pending);
    this.resize.disconnect();
    this.host.replaceChildren();
  }

  #layout() {
    let top = 2;
    this.rows = (this.charts ? /** @type {const} */ (['events', 'price', 'supply', 'out']) : /** @type {const} */ (['events', 'price'])).map((key) => {
      const row = { key, top, bottom: top + ROWS[key] };
      top = row.bottom + GAP;
      return row;
    });
    this.host.style.height = `${top + LOADED + AXIS}px`;
  }

  #draw() {
    const { canvas, host, model } = this;
    const context = inMemory(canvas);
    const { clientWidth: width, clientHeight } = host;
    if (!context || width === 0) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(clientHeight * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = `400 11px ${token('--font', 'sans-serif')}`;
    context.textBaseline = 'alphabetic';
    this.scale = new TimeScale(this.span, LEFT, width - RIGHT);
    this.#drawAxis(context);
    if (model) {
      this.#drawFuture(context, model);
      for (const row of this.rows) {
        if (row.key === 'events') this.#drawEvents(context, row, model);
        else if (row.key === 'price') this.#drawPrice(context, row, model);
        else if (row.key === 'supply') this.#drawSupply(context, row, model);
        else this.#drawOut(context, row, model);
      }
      this.#sayFuture(context, model);
      this.#drawStanding(context);
    }
    this.setCursor(this.at);
    host.dataset.drawn = '';
  }

  get #bottom() {
    return this.rows[this.rows.length - 1].bottom;
  }

  /** @param {CanvasRenderingContext2D} context */
  #drawAxis(context) {
    const { scale, words, span } = this;
    const ticks = timeTicks(span.start, span.end, Math.max(2, Math.floor((scale.right - scale.left) / 64)), /** @type {any} */ (words.clock), words.locale === 'en' ? 'en-GB' : words.locale);
    const base = this.#bottom + GAP + LOADED;
    context.strokeStyle = token('--border', '#e2e5ea');
    context.fillStyle = token('--muted', '#5c6673');
    context.lineWidth = 1;
    ticks.values.forEach((at, i) => {
      const x = Math.round(scale.x(at)) + 0.5;
      context.globalAlpha = 0.6;
      context.beginPath();
      context.moveTo(x, 2);
      context.lineTo(x, base);
      context.stroke();
      context.globalAlpha = 1;
      const [time, day] = ticks.texts[i].split('<br>');
      const text = day && time === '00:00' && span.end - span.start > 86_400_000 ? day : time;
      const half = context.measureText(text).width / 2;
      context.textAlign = 'center';
      context.fillText(text, Math.min(scale.right - half + RIGHT - 2, Math.max(scale.left, x)), base + 13);
    });
  }

  /** What has not come yet. @param {CanvasRenderingContext2D} context @param {TimelineModel} model */
  #drawFuture(context, model) {
    if (model.until >= this.span.end) return;
    const x = this.scale.x(Math.max(model.until, this.span.start));
    const [right, bottom] = [this.scale.right, this.#bottom];
    context.save();
    context.beginPath();
    context.rect(x, 2, right - x, bottom - 2);
    context.clip();
    context.fillStyle = token('--surface-sunken', '#eef0f3');
    context.fillRect(x, 2, right - x, bottom - 2);
    context.strokeStyle = token('--border', '#e2e5ea');
    context.lineWidth = 1;
    context.beginPath();
    for (let at = x - bottom; at < right; at += 9) {
      context.moveTo(at, bottom);
      context.lineTo(at + bottom, 0);
    }
    context.stroke();
    context.restore();
  }

  /** Over everything: what is planned may stand in what has not come yet. @param {CanvasRenderingContext2D} context @param {TimelineModel} model */
  #sayFuture(context, model) {
    if (model.until >= this.span.end) return;
    const x = this.scale.x(Math.max(model.until, this.span.start));
    const text = this.words.say('notYet');
    context.textAlign = 'left';
    // Early in a day it would lie over the name of the strip.
    const left = Math.max(x + 8, LEFT + 4 + context.measureText(this.words.say('events')).width + 12);
    if (left + context.measureText(text).width + 8 >= this.scale.right) return;
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeStyle = token('--surface-sunken', '#eef0f3');
    context.strokeText(text, left, this.rows[0].top + 12);
    context.fillStyle = token('--muted', '#5c6673');
    context.fillText(text, left, this.rows[0].top + 12);
  }

  /** @param {CanvasRenderingContext2D} context @param {Row} row @param {TimelineModel} model */
  #drawEvents(context, row, model) {
    const { scale, span } = this;
    const bars = density(model.events, span, barLength(span, model.step, (scale.right - scale.left) / 6));
    this.#label(context, row, this.words.say('events'), bars.most > 0 ? [[row.top + 8, String(bars.most)]] : []);
    context.fillStyle = token('--map-line', '#8e99a8');
    bars.counts.forEach((count, i) => {
      if (count === 0) return;
      const left = scale.x(span.start + i * bars.length);
      const right = Math.min(scale.right, scale.x(span.start + (i + 1) * bars.length));
      const tall = Math.max(2, (count / bars.most) * (row.bottom - row.top));
      context.fillRect(left + 0.5, row.bottom - tall, Math.max(1, right - left - 1), tall);
    });
    this.#base(context, row);
  }

  /** @param {CanvasRenderingContext2D} context @param {Row} row @param {TimelineModel} model */
  #drawPrice(context, row, model) {
    const { price, band } = model;
    const of = (/** @type {ArrayLike<number> | undefined} */ values, /** @type {'min' | 'max'} */ which) => reach(values ?? [], which);
    // The band is clipped where a few scarce nodes would flatten the curve that everybody pays.
    const [low, high] = [Math.min(of(price?.values, 'min'), quantile(band?.low, 0.05)), Math.max(of(price?.values, 'max'), quantile(band?.high, 0.95))];
    this.priceScale = niceScale(low, high, 2);
    const marks = this.priceScale.marks.length > 4 ? [this.priceScale.low, this.priceScale.high] : this.priceScale.marks;
    this.#label(context, row, `${model.priceName}`, price ? marks.map((value) => /** @type {[number, string]} */ ([height(this.priceScale, row.top, row.bottom, value), this.words.number(value)])) : []);
    if (band && band.at.length > 0) {
      context.fillStyle = token('--accent', '#0f6cbd');
      context.globalAlpha = 0.14;
      this.#area(context, row, band.at, band.high, band.low, model.step);
      context.globalAlpha = 1;
    }
    if (!price) return;
    if (this.priceScale.low < 0) {
      context.strokeStyle = token('--border-control', '#828b98');
      context.setLineDash([2, 3]);
      this.#horizontal(context, height(this.priceScale, row.top, row.bottom, 0));
      context.setLineDash([]);
    }
    context.strokeStyle = token('--accent', '#0f6cbd');
    context.lineWidth = 1.5;
    this.#line(context, row, this.priceScale, price, model.step);
    this.#base(context, row);
  }

  /** @param {CanvasRenderingContext2D} context @param {Row} row @param {TimelineModel} model */
  #drawSupply(context, row, model) {
    const { fuels, load, forecast } = model;
    const stacked = fuels ? stack(fuels, this.span, Math.floor((this.scale.right - this.scale.left) / 2)) : null;
    const most = Math.max(reach(load?.values ?? [], 'max'), reach(forecast?.values ?? [], 'max'), ...(stacked?.tops.map((top) => reach(top, 'max')) ?? []), 1);
    const least = Math.min(0, ...(stacked?.bottoms.map((bottom) => reach(bottom, 'min')) ?? []));
    const scale = niceScale(least, most, 2);
    this.#label(context, row, this.words.say('supply'), scale.marks.filter((_, i) => i % 2 === 0 || scale.marks.length <= 3).map((value) => [height(scale, row.top, row.bottom, value), this.words.number(value)]));
    if (stacked && fuels) {
      fuels.columns.forEach((column, i) => {
        context.fillStyle = token(this.fuels[column.fuel] ?? '--fuel-other', '#808890');
        this.#areaOf(context, row, scale, stacked.at, stacked.tops[i], stacked.bottoms[i], stacked.step);
      });
    }
    if (forecast) {
      context.strokeStyle = token('--text', '#151a21');
      context.lineWidth = 1;
      context.setLineDash([3, 3]);
      this.#line(context, row, scale, forecast, model.step);
      context.setLineDash([]);
    }
    if (load) {
      context.strokeStyle = token('--surface', '#ffffff');
      context.lineWidth = 3.5;
      this.#line(context, row, scale, load, model.step);
      context.strokeStyle = token('--text', '#151a21');
      context.lineWidth = 1.5;
      this.#line(context, row, scale, load, model.step);
    }
    this.#base(context, row);
  }

  /** @param {CanvasRenderingContext2D} context @param {Row} row @param {TimelineModel} model */
  #drawOut(context, row, model) {
    const { out } = model;
    const scale = niceScale(0, Math.max(1, reach(out?.values ?? [], 'max')), 1);
    this.#label(context, row, this.words.say('out'), [[row.top, this.words.number(scale.high)]]);
    if (out) {
      context.fillStyle = token('--status-forced', '#d55e00');
      context.globalAlpha = 0.35;
      context.beginPath();
      context.moveTo(this.scale.left, row.bottom);
      let x = this.scale.left;
      let y = row.bottom;
      for (let i = 0; i < out.at.length; i++) {
        if (out.at[i] >= this.span.end) break;
        x = Math.max(this.scale.left, this.scale.x(out.at[i]));
        context.lineTo(x, y);
        y = height(scale, row.top, row.bottom, out.values[i]);
        context.lineTo(x, y);
      }
      context.lineTo(this.scale.right, y);
      context.lineTo(this.scale.right, row.bottom);
      context.fill();
      context.globalAlpha = 1;
    }
    this.#base(context, row);
  }

  /** @param {CanvasRenderingContext2D | null} context */
  #drawStanding(context) {
    if (!context || !this.model) return;
    const top = this.#bottom + GAP - 2;
    context.clearRect(0, top - 0.5, this.scale.right + RIGHT, LOADED + 1);
    const colours = { ready: token('--accent', '#0f6cbd'), loading: token('--border-control', '#828b98'), failed: token('--danger', '#b3370a'), wanted: token('--border', '#e2e5ea') };
    for (const { start, end, state } of this.model.standing) {
      const left = Math.max(this.scale.left, this.scale.x(start));
      const right = Math.min(this.scale.right, this.scale.x(end));
      context.fillStyle = colours[/** @type {keyof typeof colours} */ (state)] ?? colours.wanted;
      context.globalAlpha = state === 'ready' ? 0.55 : 1;
      if (right > left) context.fillRect(left, top, right - left, LOADED);
    }
    context.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} context @param {Row} row @param {string} name @param {[number, string][]} marks y and text */
  #label(context, row, name, marks) {
    context.fillStyle = token('--muted', '#5c6673');
    context.textAlign = 'right';
    for (const [y, text] of marks) context.fillText(text, LEFT - 6, Math.min(row.bottom, Math.max(row.top + 8, y + 4)));
    context.textAlign = 'left';
    context.globalAlpha = 0.9;
    context.fillText(name, LEFT + 4, row.top + 9);
    context.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} context @param {Row} row */
  #base(context, row) {
    context.strokeStyle = token('--border', '#e2e5ea');
    context.lineWidth = 1;
    this.#horizontal(context, row.bottom);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} y */
  #horizontal(context, y) {
    context.beginPath();
    context.moveTo(this.scale.left, Math.round(y) + 0.5);
    context.lineTo(this.scale.right, Math.round(y) + 0.5);
    context.stroke();
  }

  /** A curve of means over intervals, each point in the middle of its own. @param {CanvasRenderingContext2D} context @param {Row} row @param {{low: number, high: number}} scale @param {Curve} curve @param {number} step ms */
  #line(context, row, scale, curve, step) {
    const points = extremes(curve.at, curve.values, this.span.start, this.span.end, Math.max(50, Math.floor(this.scale.right - this.scale.left)));
    context.save();
    context.beginPath();
    context.rect(this.scale.left, row.top - 2, this.scale.right - this.scale.left, row.bottom - row.top + 4);
    context.clip();
    context.lineJoin = 'round';
    context.beginPath();
    let pen = false;
    let before = -Infinity;
    points.x.forEach((at, i) => {
      const value = points.y[i];
      // What is longer than two steps is a gap, not a line.
      if (value === null || at - before > Math.max(3 * step, 2 * 3_600_000)) pen = false;
      if (value !== null) {
        const [x, y] = [this.scale.x(at + step / 2), height(scale, row.top, row.bottom, value)];
        if (pen) context.lineTo(x, y);
        else context.moveTo(x, y);
        pen = true;
        before = at;
      }
    });
    context.stroke();
    context.restore();
  }

  /** @param {CanvasRenderingContext2D} context @param {Row} row @param {Float64Array} at @param {Float64Array} high @param {Float64Array} low @param {number} step */
  #area(context, row, at, high, low, step) {
    const buckets = Math.max(50, Math.floor((this.scale.right - this.scale.left) / 2));
    const part = means(at, [high, low], this.span.start, this.span.end, buckets);
    this.#areaOf(context, row, this.priceScale, part.x, part.columns[0], part.columns[1], step);
  }

  /** @param {CanvasRenderingContext2D} context @param {Row} row @param {{low: number, high: number}} scale @param {number[]} at @param {number[]} tops @param {number[]} bottoms @param {number} step */
  #areaOf(context, row, scale, at, tops, bottoms, step) {
    context.save();
    context.beginPath();
    context.rect(this.scale.left, row.top - 2, this.scale.right - this.scale.left, row.bottom - row.top + 4);
    context.clip();
    const y = (/** @type {number} */ value) => height(scale, row.top, row.bottom, value);
    for (let first = 0; first < at.length; ) {
      if (Number.isNaN(tops[first])) {
        first++;
        continue;
      }
      let last = first;
      while (last + 1 < at.length && !Number.isNaN(tops[last + 1]) && at[last + 1] - at[last] <= Math.max(3 * step, 2 * 3_600_000)) last++;
      context.beginPath();
      for (let i = first; i <= last; i++) context.lineTo(this.scale.x(at[i] + step / 2), y(tops[i]));
      for (let i = last; i >= first; i--) context.lineTo(this.scale.x(at[i] + step / 2), y(bottoms[i]));
      context.fill();
      first = last + 1;
    }
    context.restore();
  }
}

/** @template {keyof HTMLElementTagNameMap} K @param {HTMLElement} host @param {K} tag @param {string} name @returns {HTMLElementTagNameMap[K]} */
function make(host, tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  host.append(element);
  return element;
}

/** @param {Curve} curve @param {number} at @param {number} step ms @returns {number} NaN in a gap */
function valueOf(curve, at, step) {
  let low = 0;
  let high = curve.at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (curve.at[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && at < curve.at[low - 1] + Math.max(step, 3_600_000) ? curve.values[low - 1] : NaN;
}

/** @param {ArrayLike<number>} values @param {'min' | 'max'} which @returns {number} of those that are known; infinite without any */
function reach(values, which) {
  let found = which === 'min' ? Infinity : -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (which === 'min' ? values[i] < found : values[i] > found) found = values[i];
  }
  return found;
}

/** @param {Float64Array | undefined} values @param {number} share @returns {number} */
function quantile(values, share) {
  const known = values ? values.filter((value) => !Number.isNaN(value)).sort() : new Float64Array(0);
  return known.length === 0 ? (share < 0.5 ? Infinity : -Infinity) : known[Math.round((known.length - 1) * share)];
}

/**
 * Columns on top of each other; what is below zero (a storage that charges) goes down from zero.
 * @param {{at: Float64Array, columns: {values: Float64Array}[]}} fuels @param {Span} span @param {number} buckets
 */
function stack(fuels, span, buckets) {
  const part = means(fuels.at, fuels.columns.map((column) => column.values), span.start, span.end, Math.max(50, buckets));
  const up = part.x.map(() => 0);
  const down = part.x.map(() => 0);
  /** @type {number[][]} */
  const tops = [];
  /** @type {number[][]} */
  const bottoms = [];
  for (const column of part.columns) {
    tops.push(column.map((value, i) => (value >= 0 ? (up[i] += value) : down[i])));
    bottoms.push(column.map((value, i) => (value >= 0 ? up[i] - value : (down[i] += value))));
  }
  return { at: part.x, tops, bottoms, step: part.x.length > 1 ? part.x[1] - part.x[0] : 0 };
}
