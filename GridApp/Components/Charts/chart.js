import { Crosshair } from './crosshair.js';
import { arrangeDays, hourLabel } from './day-heatmap.js';
import { lowerBound } from './downsample.js';
import { durationCurve } from './duration.js';
import { isTime, layoutOf, marginOf } from './layout.js';
import { resolveSeries } from './series.js';
import { TableTwin } from './table-twin.js';
import { Theme } from './theme.js';
import { tracesOf } from './traces.js';
import { remarks, twinOf } from './twins.js';

/** @typedef {import('./frame.js').Frame} Frame */
/** @typedef {import('./series.js').ChartSpec} ChartSpec */
/** What a chart asks of its board. @typedef {{zoom: (from: number, to: number) => void, unzoom: () => void, point: (at: number | null) => void, step: (by: number) => void}} Board */
/** @typedef {{wording: import('./wording.js').Wording, fuels: Record<string, string>, columns: Record<string, string>}} Language */

const CONFIG = { displayModeBar: false, doubleClick: false, scrollZoom: false, showTips: false, responsive: false };

/** One chart in its panel: plot, legend, crosshair, table twin. */
export class Chart {
  /** @param {HTMLElement} panel @param {ChartSpec} spec @param {Language} language @param {Board} board @param {import('./plotly.js').Plotly | null} plotly */
  constructor(panel, spec, language, board, plotly) {
    this.panel = panel;
    this.spec = spec;
    this.language = language;
    this.board = board;
    this.plotly = plotly;
    this.plot = part(panel, 'plot');
    this.legend = part(panel, 'legend');
    this.twin = new TableTwin(part(panel, 'table'));
    this.crosshair = new Crosshair(this.plot);
    this.canvas = document.createElement('div');
    this.plot.prepend(this.canvas);
    /** @type {Frame | null} */
    this.frame = null;
    /** @type {import('./series.js').Series[]} */
    this.series = [];
    /** @type {Set<string>} */
    this.hidden = new Set();
    this.range = { from: 0, to: 0 };
    this.listening = false;
    this.away = new AbortController();
    const { signal } = this.away;
    this.plot.addEventListener('pointermove', (event) => this.#point(event), { signal, passive: true });
    this.plot.addEventListener('pointerleave', () => this.board.point(null), { signal });
    this.plot.addEventListener('blur', () => this.board.point(null), { signal });
    this.plot.addEventListener('keydown', (event) => this.#key(event), { signal });
  }

  /** Whether the table is shown in place of the picture. */
  get isTable() {
    return isTableAlone(this.spec) || this.panel.dataset.view === 'table';
  }

  /** @param {Frame} frame @param {{from: number, to: number}} range @param {import('./plotly.js').Plotly | null} plotly */
  show(frame, range, plotly) {
    this.plotly = plotly ?? this.plotly;
    if (frame !== this.frame) this.series = resolveSeries(this.spec, frame, this.language.wording.texts, this.language.fuels);
    this.frame = frame;
    this.range = range;
    this.draw();
  }

  draw() {
    if (!this.frame) return;
    this.crosshair.hide();
    if (this.spec.kind === 'corrections') this.panel.hidden = this.frame.corrections.length === 0;
    this.#drawLegend(this.frame);
    if (this.isTable) {
      this.twin.show(twinOf({ spec: this.spec, frame: this.frame, series: this.#visible(), ...this.language }));
      return;
    }
    this.twin.clear();
    const width = this.plot.clientWidth;
    if (!this.plotly || width < 40) return;
    const picture = {
      spec: this.spec, frame: this.frame, series: this.#visible(), ...this.range, width, height: this.plot.clientHeight, theme: new Theme(), wording: this.language.wording,
      drag: !window.matchMedia('(pointer: coarse)').matches,
    };
    this.plotly.react(this.canvas, tracesOf(picture), layoutOf(picture), CONFIG);
    if (!this.listening) this.#listen();
  }

  /** The crosshair stands at an instant, wherever the pointer is. @param {number | null} at UTC ms @returns {void} */
  pointAt(at) {
    if (!this.frame || !isTime(this.spec) || this.isTable) return;
    const index = at === null ? -1 : lowerBound(this.frame.at, at + 1) - 1;
    const step = this.frame.intervalMinutes * 60_000;
    if (at === null || index < 0 || at >= this.frame.at[index] + step || at < this.range.from || at > this.range.to) {
      this.crosshair.hide();
      return;
    }
    const margin = marginOf(this.spec);
    const middle = this.frame.at[index] + step / 2;
    const share = (middle - this.range.from) / (this.range.to - this.range.from);
    this.#read(margin.left + share * (this.plot.clientWidth - margin.left - margin.right), this.language.wording.interval(this.frame.at[index], this.frame.intervalMinutes), index);
  }

  /** @param {string} title @param {string} name of the file */
  async png(title, name) {
    if (!this.plotly || !this.frame) return;
    const theme = new Theme();
    const width = Math.max(720, this.plot.clientWidth);
    const picture = {
      spec: this.spec, frame: this.frame, series: this.#visible(), ...this.range, width, height: this.plot.clientHeight + 60, theme, wording: this.language.wording, drag: false,
    };
    const layout = /** @type {any} */ (layoutOf(picture));
    layout.paper_bgcolor = theme.of('surface');
    layout.margin.t += 60;
    layout.title = { text: escaped(title), x: 0, xanchor: 'left', xref: 'paper', y: 0.97, yanchor: 'top', font: { size: 13 } };
    layout.annotations = [{ text: this.#keys(theme), x: 0, y: 1, xref: 'paper', yref: 'paper', xanchor: 'left', yanchor: 'bottom', yshift: 8, showarrow: false, font: { size: 11 } }];
    const url = await this.plotly.toImage({ data: tracesOf(picture), layout, config: CONFIG }, { format: 'png', width, height: picture.height, scale: 2 });
    const link = document.createElement('a');
    link.href = url;
    link.download = `${name}.png`;
    link.click();
  }

  dispose() {
    this.away.abort();
    this.plotly?.purge(this.canvas);
    this.crosshair.remove();
    this.canvas.remove();
    this.twin.clear();
    this.legend.replaceChildren();
  }

  #visible() {
    return this.series.filter((one) => !this.hidden.has(one.key));
  }

  #listen() {
    this.listening = true;
    const canvas = /** @type {any} */ (this.canvas);
    canvas.on('plotly_relayout', (/** @type {any} */ change) => {
      if (!isTime(this.spec) || !('xaxis.range[0]' in change)) return;
      this.board.zoom(Number(change['xaxis.range[0]']), Number(change['xaxis.range[1]']));
    });
    canvas.on('plotly_doubleclick', () => this.board.unzoom());
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by !== 0 && isTime(this.spec)) {
      event.preventDefault();
      this.board.step(event.shiftKey ? by * 12 : by);
    } else if (event.key === 'Escape') this.board.unzoom();
  }

  /** @param {PointerEvent} event */
  #point(event) {
    if (!this.frame || this.isTable) return;
    const box = this.plot.getBoundingClientRect();
    const margin = marginOf(this.spec);
    const width = box.width - margin.left - margin.right;
    const share = (event.clientX - box.left - margin.left) / width;
    const inside = share >= 0 && share <= 1;
    if (isTime(this.spec)) this.board.point(inside ? this.range.from + share * (this.range.to - this.range.from) : null);
    else if (!inside) this.crosshair.hide();
    else if (this.spec.kind === 'duration') this.#readDuration(share, event.clientX - box.left);
    else this.#readCell(share, (event.clientY - box.top - margin.top) / (box.height - margin.top - margin.bottom), event.clientX - box.left);
  }

  /** @param {number} x @param {string} title @param {number} index */
  #read(x, title, index) {
    const { wording } = this.language;
    const theme = new Theme();
    const frame = /** @type {Frame} */ (this.frame);
    const readings = this.#visible().map((one) => {
      const value = one.values[index];
      const below = value < 0 && one.below !== null;
      const remark = remarks({ spec: this.spec, frame, wording }, one.key, index).map((words) => ` · ${words}`).join('');
      return { name: below && one.belowName ? one.belowName : one.name, color: theme.of(below ? one.below ?? one.color : one.color), text: `${wording.number(value, this.spec.price)}${remark}` };
    });
    if (this.spec.kind === 'stack') {
      const total = this.#visible().reduce((sum, one) => sum + (one.values[index] || 0), 0);
      readings.push({ name: wording.texts.total, color: 'transparent', text: wording.number(total, false) });
    }
    this.#showAt(x, title, readings);
  }

  /** @param {number} share @param {number} x */
  #readDuration(share, x) {
    const theme = new Theme();
    const { wording } = this.language;
    this.#showAt(x, `${wording.plain(share * 100, 1)} %`, this.#visible().map((one) => {
      const { value } = durationCurve(one.values);
      return { name: one.name, color: theme.of(one.color), text: wording.number(value[Math.ceil(share * (value.length - 1))] ?? NaN, this.spec.price) };
    }));
  }

  /** @param {number} share @param {number} down @param {number} x */
  #readCell(share, down, x) {
    const frame = /** @type {Frame} */ (this.frame);
    const [one] = this.#visible();
    const cells = one ? arrangeDays(frame.at, one.values, frame.timeZone) : null;
    const column = cells ? Math.floor(share * cells.days.length) : -1;
    const row = cells ? Math.floor(down * cells.rows.length) : -1;
    const value = cells?.z[row]?.[column];
    if (!cells || value == null) {
      this.crosshair.hide();
      return;
    }
    const { wording } = this.language;
    this.#showAt(x, `${wording.weekday.format(cells.days[column])} · ${hourLabel(cells.rows[row])}`, [{ name: one.name, color: null, text: wording.number(value, this.spec.price) }]);
  }

  /** @param {number} x @param {string} title @param {import('./crosshair.js').Reading[]} readings */
  #showAt(x, title, readings) {
    const margin = marginOf(this.spec);
    const { clientWidth, clientHeight } = this.plot;
    this.crosshair.show({ x, top: margin.top, height: clientHeight - margin.top - margin.bottom, width: clientWidth, title, readings });
  }

  /** @param {Frame} frame */
  #drawLegend(frame) {
    if (isTableAlone(this.spec)) return;
    const focused = document.activeElement instanceof HTMLElement && this.legend.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const entries = this.series.flatMap((one) => [
      this.#legendButton(one.key, one.name, one.color, one.dash),
      ...(one.below ? [this.#legendButton(one.key, one.belowName ?? '', one.below, false)] : []),
    ]);
    const marks = this.spec.marks && !this.isTable ? [mark('▲', this.spec.marks.spike, 'over'), mark('▼', this.spec.marks.negative, 'under')] : [];
    if (this.spec.kind === 'lines' && !this.isTable && this.series.some((one) => frame.corrections.some(({ column }) => column === one.key))) marks.push(mark('○', this.language.wording.texts.corrected, 'corrected'));
    this.legend.replaceChildren(...(this.spec.kind === 'heatmap' ? [] : entries), ...marks);
    if (focused) /** @type {HTMLElement | null} */ (this.legend.querySelector(`[data-key="${CSS.escape(focused)}"]`))?.focus();
    this.panel.dataset.interval = String(frame.intervalMinutes);
  }

  /** @param {string} key @param {string} name @param {string} color @param {boolean} dash */
  #legendButton(key, name, color, dash) {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.key = key;
    button.setAttribute('aria-pressed', String(!this.hidden.has(key)));
    const sign = document.createElement('span');
    sign.className = dash ? 'chart-key dash' : 'chart-key';
    sign.style.setProperty('--key', `var(--${color})`);
    const text = document.createElement('span');
    text.textContent = name;
    button.append(sign, text);
    button.addEventListener('click', () => {
      if (!this.hidden.delete(key)) this.hidden.add(key);
      this.draw();
    });
    return button;
  }

  /** The legend of a picture that leaves the page. @param {Theme} theme @returns {string} */
  #keys(theme) {
    return this.#visible().map((one) => `<span style="color:${theme.of(one.color)}">■</span> ${escaped(one.name)}`).join('   ');
  }
}

/** @param {ChartSpec} spec @returns {boolean} */
function isTableAlone(spec) {
  return spec.kind === 'groups' || spec.kind === 'corrections';
}

/** @param {HTMLElement} panel @param {string} name @returns {HTMLElement} */
function part(panel, name) {
  const found = panel.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(`The panel has no ${name}.`);
  return found;
}

/** @param {string} sign @param {string} text @param {string} kind @returns {HTMLElement} */
function mark(sign, text, kind) {
  const element = document.createElement('span');
  element.className = `chart-mark ${kind}`;
  const shape = document.createElement('span');
  shape.textContent = sign;
  shape.setAttribute('aria-hidden', 'true');
  element.append(shape, ` ${text}`);
  return element;
}

/** Plotly reads markup in its texts; names come from files. @param {string} text @returns {string} */
function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
