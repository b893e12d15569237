import { formatPrice } from './number.js';
import { countByPosition, positionOf, shadesOf, valueAt } from './price-scale.js';
import { scaleColours, veiled } from './price-colours.js';
import { token } from './theme.js';

/** @typedef {import('./price-scale.js').Domain} Domain */
/** @typedef {import('./price-scale.js').Summary} Summary */
/** @typedef {import('./price-scale.js').ValueFilter} ValueFilter */
/**
 * @typedef {{
 *   filter: string, least: string, most: string, lowest: string, highest: string, median: string, zero: string, nodes: string, negative: string, nothing: string,
 *   decimal: string, group: string
 * }} LegendTexts
 */
/** What the legend is about. @typedef {{domain: Domain, summary: Summary, values: Float32Array, unit: string, negative: boolean}} LegendContent */

const STEPS = 1000;
const BINS = 60;
const BAR_HEIGHT = 12;
const BARS_HEIGHT = 26;

/**
 * What the colours mean, how many nodes stand where, and two handles that say which values are shown. It draws itself, so that it can follow every frame.
 */
export class PriceLegend {
  /** @param {HTMLElement} host @param {LegendTexts} texts @param {(filter: ValueFilter, settled: boolean) => void} onFilter */
  constructor(host, texts, onFilter) {
    this.host = host;
    this.texts = texts;
    this.onFilter = onFilter;
    /** @type {ValueFilter} */
    this.filter = { least: null, most: null };
    /** @type {LegendContent | null} */
    this.content = null;
    this.stop = new AbortController();
    const make = (/** @type {string} */ tag, /** @type {string} */ name, /** @type {HTMLElement} */ parent) => {
      const element = document.createElement(tag);
      element.className = name;
      parent.append(element);
      return element;
    };
    host.replaceChildren();
    const scale = make('div', 'legend-scale', host);
    this.canvas = /** @type {HTMLCanvasElement} */ (make('canvas', 'legend-canvas', scale));
    this.canvas.setAttribute('aria-hidden', 'true');
    this.handles = [texts.least, texts.most].map((label, at) => this.#input(scale, `legend-handle ${at ? 'most' : 'least'}`, {
      type: 'range', min: '0', max: String(STEPS), step: '1', value: at ? String(STEPS) : '0', 'aria-label': label,
    }));
    this.ticks = make('div', 'legend-ticks', host);
    this.ticks.setAttribute('aria-hidden', 'true');
    const fields = make('div', 'legend-fields', host);
    this.fields = [texts.least, texts.most].map((label, at) => {
      const frame = make('label', 'legend-field', fields);
      make('span', 'legend-word', frame).textContent = at ? '\u2264' : '\u2265';
      return this.#input(frame, 'input', { type: 'number', step: 'any', 'aria-label': label, placeholder: at ? texts.highest : texts.lowest });
    });
    this.sentence = make('p', 'legend-sentence', fields);
    const { signal } = this.stop;
    this.handles.forEach((handle, at) => {
      handle.addEventListener('input', () => this.#slide(at, false), { signal });
      handle.addEventListener('change', () => this.#slide(at, true), { signal });
    });
    this.fields.forEach((field, at) => field.addEventListener('change', () => this.#type(at), { signal }));
    this.resize = new ResizeObserver(() => this.#draw());
    this.resize.observe(this.canvas);
  }

  /** @param {LegendContent} content */
  set(content) {
    this.content = content;
    this.#place();
    this.#draw();
  }

  /** @param {ValueFilter} filter */
  setFilter(filter) {
    this.filter = filter;
    this.#place();
    this.#draw();
  }

  /** The theme changed. */
  refreshColours() {
    this.#draw();
  }

  dispose() {
    this.stop.abort();
    this.resize.disconnect();
    this.host.replaceChildren();
  }

  /** @param {HTMLElement} parent @param {string} name @param {Record<string, string>} attributes @returns {HTMLInputElement} */
  #input(parent, name, attributes) {
    const input = document.createElement('input');
    input.className = name;
    for (const [key, value] of Object.entries(attributes)) input.setAttribute(key, value);
    parent.append(input);
    return input;
  }

  /** A handle was moved. At its end of the scale it lets everything through. @param {number} side @param {boolean} settled */
  #slide(side, settled) {
    const { content, handles } = this;
    if (!content) return;
    const [least, most] = handles.map((handle) => Number(handle.value));
    // One handle does not pass the other.
    if (least > most) handles[side].value = String(side ? least : most);
    const step = Number(handles[side].value);
    const open = step === (side ? STEPS : 0);
    this.#change(side, open ? null : tidy(valueAt(step / STEPS, content.domain), content.domain), settled);
  }

  /** @param {number} side */
  #type(side) {
    const text = this.fields[side].value.trim();
    const value = text === '' ? null : Number(text);
    this.#change(side, value !== null && Number.isFinite(value) ? value : null, true);
  }

  /** @param {number} side @param {number | null} value @param {boolean} settled */
  #change(side, value, settled) {
    this.filter = side ? { ...this.filter, most: value } : { ...this.filter, least: value };
    this.#place();
    this.#draw();
    this.onFilter(this.filter, settled);
  }

  /** Puts the handles and the numbers where the filter is. */
  #place() {
    const { content, filter, texts } = this;
    if (!content) return;
    const { summary, unit, domain } = content;
    [filter.least, filter.most].forEach((limit, side) => {
      const position = limit === null ? side : positionOf(limit, domain);
      const handle = this.handles[side];
      handle.value = String(Math.round(position * STEPS));
      handle.setAttribute('aria-valuetext', limit === null ? (side ? texts.highest : texts.lowest) : `${formatPrice(limit, texts)} ${unit}`);
      if (document.activeElement !== this.fields[side]) this.fields[side].value = limit === null ? '' : String(limit);
    });
    // Where both are at one end, the one that can move lies on top.
    this.handles[0].style.zIndex = Number(this.handles[0].value) > STEPS / 2 ? '2' : '1';
    this.handles[1].style.zIndex = '1';
    this.#mark(content);
    this.sentence.textContent = summary.count === 0 ? texts.nothing
      : [texts.nodes.replace('{0}', formatPrice(summary.least, texts)).replace('{1}', formatPrice(summary.most, texts)),
        content.negative && summary.negative > 0 ? texts.negative.replace('{0}', String(summary.negative)) : ''].filter(Boolean).join(' \u00b7 ');
  }

  /** @param {LegendContent} content */
  #mark({ domain, summary, negative }) {
    const { texts } = this;
    const around = domain.centre === 0 ? texts.zero : texts.median;
    /** @type {[number, string, string][]} */
    const marks = [
      [0, 'start', `${summary.least < domain.low ? '\u2264 ' : ''}${formatPrice(domain.low, texts)}`],
      [0.5, 'middle', `${around} ${formatPrice(domain.centre, texts)}`.trim()],
      [1, 'end', `${summary.most > domain.high ? '\u2265 ' : ''}${formatPrice(domain.high, texts)}`],
    ];
    const zero = positionOf(0, domain);
    if (negative && domain.centre !== 0 && zero > 0.1 && zero < 0.38) marks.push([zero, 'middle zero', '0']);
    this.ticks.replaceChildren(...marks.map(([position, name, text]) => {
      const mark = document.createElement('span');
      mark.className = `legend-tick ${name}`;
      mark.style.insetInlineStart = `${position * 100}%`;
      mark.textContent = text;
      return mark;
    }));
  }

  #draw() {
    const { canvas, content, filter } = this;
    const { clientWidth, clientHeight } = canvas;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context || !content || clientWidth === 0) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = Math.round(clientWidth * ratio);
    canvas.height = Math.round(clientHeight * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { domain, values, negative } = content;
    const shades = shadesOf(scaleColours());
    const soft = veiled(shades);
    const css = (/** @type {number} */ word) => `rgb(${word & 255} ${(word >>> 8) & 255} ${(word >>> 16) & 255} / ${(word >>> 24) / 255})`;
    const [from, to] = [filter.least === null ? 0 : positionOf(filter.least, domain), filter.most === null ? 1 : positionOf(filter.most, domain)];

    // Columns of how many, over the bar of what; both grey where the filter lets nothing through.
    const counts = countByPosition(values, domain, BINS);
    const most = Math.max(1, ...counts);
    const step = clientWidth / BINS;
    counts.forEach((count, at) => {
      if (count === 0) return;
      const height = Math.max(1.5, Math.sqrt(count / most) * BARS_HEIGHT);
      const middle = (at + 0.5) / BINS;
      context.fillStyle = middle < from || middle > to ? token('--border', '#e2e5ea') : token('--map-line', '#8e99a8');
      context.fillRect(at * step + 0.5, BARS_HEIGHT - height, step - 1, height);
    });
    const top = BARS_HEIGHT + 2;
    context.fillStyle = token('--map-land', '#eceef1');
    context.fillRect(0, top, clientWidth, BAR_HEIGHT);
    for (let x = 0; x < clientWidth; x++) {
      const position = (x + 0.5) / clientWidth;
      if (position < from || position > to) continue;
      context.fillStyle = css(soft[Math.round(position * (soft.length - 1))]);
      context.fillRect(x, top, 1, BAR_HEIGHT);
    }
    const zero = positionOf(0, domain);
    if (negative && zero > 0) {
      context.save();
      context.beginPath();
      context.rect(from * clientWidth, top, Math.max(0, Math.min(zero, to) - from) * clientWidth, BAR_HEIGHT);
      context.clip();
      context.strokeStyle = token('--diverge-1', '#2b5c9e');
      context.lineWidth = 2;
      context.beginPath();
      for (let x = -BAR_HEIGHT; x < zero * clientWidth; x += 8) {
        context.moveTo(x, top + BAR_HEIGHT);
        context.lineTo(x + BAR_HEIGHT, top);
      }
      context.stroke();
      context.restore();
    }
  }
}

/** A limit that a hand set has no more digits than the scale can show. @param {number} value @param {Domain} domain @returns {number} */
function tidy(value, { low, high }) {
  const decimals = high - low > 200 ? 0 : high - low > 20 ? 1 : 2;
  return Number(value.toFixed(decimals));
}
