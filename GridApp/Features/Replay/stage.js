import { PriceLegend } from '../Map/price-legend.js';
import { summarize } from '../Map/price-scale.js';
import { watchTheme } from '../Map/theme.js';
import { AllNodeNames } from './all-node-names.js';
import { showClock } from './clock-face.js';
import { foldOnPhones } from './folding.js';
import { factsOf } from './moment-facts.js';
import { MomentPanel, write } from './moment-panel.js';
import { MomentTable } from './moment-table.js';
import { ReplayMap } from './replay-map.js';
import { troubleOf } from './span-data.js';
import { tableOf } from './tables.js';
import { Throttle } from './throttle.js';
import { Timeline } from './timeline.js';

/** @typedef {import('./span.js').Span} Span */
/** @typedef {import('./replay-state.js').ReplayState} ReplayState */
/** @typedef {import('./replay-words.js').ReplayWords} ReplayWords */
/** @typedef {import('./span-answers.js').SpanAnswers} SpanAnswers */
/**
 * What is to be seen. `cursor`: where it is in the timeline, which goes on between the steps.
 * @typedef {{
 *   moment: import('./moment-panel.js').Moment, cursor: number, frame: ReturnType<import('./sources.js').Sources['frameAt']>, span: Span, state: ReplayState, playing: boolean
 * }} Sight
 */
/**
 * `onMore`: the map has more to show. `onEvent`: to where an event began.
 * @typedef {{
 *   onView: (view: import('./replay-map.js').View) => void, onTrouble: (trouble: import('./span-data.js').Trouble | null) => void, onMore: () => void, onEvent: (at: number) => void
 * }} StageEvents
 */

const TABLE_EVERY_MS = 250;
const LEGEND_EVERY_MS = 200;

/** Components that are nearly always above zero: their scale has its own middle, and what lies below zero is something to mark. */
const isAboveZero = (/** @type {string} */ component) => component === 'total' || component === 'energy';

/** Everything that shows a moment: map, timeline, figures, legend and table. It is told what to show, and knows nothing of what comes next. */
export class Stage {
  /**
   * @param {HTMLElement} element @param {import('./beginning.js').ReplayOptions} options @param {ReplayWords} words @param {SpanAnswers} answers
   * @param {{span: Span, state: ReplayState}} first @param {StageEvents} events
   */
  constructor(element, options, words, answers, { span, state }, events) {
    this.element = element;
    this.options = options;
    this.words = words;
    this.answers = answers;
    this.part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (element.querySelector(`[data-part="${name}"]`));
    this.stop = new AbortController();
    /** @type {Sight | null} */
    this.sight = null;
    /** Prices of the nodes at the moment. @type {Float32Array | null} */
    this.values = null;
    /** The frame that shows the first of them. @type {number | null} */
    this.firstPicture = null;
    const more = (/** @type {string} */ name, /** @type {{count: number}} */ { count }) => {
      write(this.part(name), words.number(count));
      events.onMore();
    };
    this.map = new ReplayMap(this.part('map'), { ...options.map, view: state.view }, {
      onView: events.onView,
      onTrouble: (status) => events.onTrouble(status === null ? null : status === 0 ? 'offline' : troubleOf(status)),
      onPlants: (plants) => more('plant-count', plants),
      onLines: (lines) => more('line-count', lines),
      onZones: events.onMore,
      onPainted: () => this.#painted(),
      // The circuit costs as much as a picture: it comes when prices and land are on the screen (circuit-start.js).
      onWhole: () => (this.element.dataset.picture = 'here'),
    });
    this.timeline = new Timeline(this.part('timeline'), words, { span, charts: state.charts, fuels: options.fuels });
    this.panel = new MomentPanel(element, { marks: Object.fromEntries(options.map.marks.status.map((mark) => [mark.code, mark.shape])), onEvent: events.onEvent });
    this.table = new MomentTable(this.part('table'), this.part('table-sentence'));
    this.tablePace = new Throttle(TABLE_EVERY_MS, () => this.#showTable());
    this.nodeNames = new AllNodeNames(`${options.api}/prices/nodes?market=${options.market.code}&limit=100000`, this.stop.signal, () => {
      if (this.sight?.state.table === 'nodes') this.#showTable();
    });
    this.legend = new PriceLegend(this.part('legend'), options.legend, (filter) => this.map.setFilter(filter));
    this.legendPace = new Throttle(LEGEND_EVERY_MS, () => this.#showLegend());
    foldOnPhones(element);
    const dock = /** @type {HTMLElement} */ (element.querySelector('.dock'));
    this.dock = new ResizeObserver(() => element.style.setProperty('--dock', `${dock.offsetHeight}px`));
    this.dock.observe(dock);
    this.unwatchTheme = watchTheme(() => {
      this.timeline.redraw();
      this.legend.refreshColours();
    });
  }

  /** @param {Sight} sight */
  show(sight) {
    const { map, words } = this;
    const { incidents, flows } = this.answers;
    const { moment, span, playing } = sight;
    const { at } = moment;
    // Who opens the table tries again what failed before.
    if (sight.state.table === 'nodes' && this.sight?.state.table !== 'nodes') void this.nodeNames.load();
    this.sight = sight;
    this.#showPrices(sight);
    if (incidents) map.setPlantStates(incidents.plantsAt(at));
    map.setFlows(flows?.at(at) ?? null, (line) => map.limits?.get(line) ?? NaN);
    this.timeline.setCursor(sight.cursor);
    this.panel.show(moment, words);
    showClock(this.element, at, moment.minutes, span, words);
    write(this.part('binding-count'), moment.binding.length > 0 ? words.say('bindingCount', moment.binding.length) : '');
    this.legendPace.follow(playing);
    if (sight.state.table) this.tablePace.follow(playing);
  }

  /** One scale for all moments of the span. @param {string} component */
  setScale(component) {
    const { summary } = this.answers;
    if (!summary) return;
    const around = isAboveZero(component) ? 'median' : 'zero';
    this.map.setScale(summary.domain(around), summary.unit, around === 'median');
    this.legendPace.forget();
  }

  /** Everything that is known of the moment, for tables and files. @param {Sight} sight @returns {import('./tables.js').Facts} */
  facts({ moment, state }) {
    const { map, values, options } = this;
    return factsOf(moment, this.answers, {
      component: state.component, unit: options.market.unit, fuelNames: options.fuelNames, statusNames: options.statusNames,
      nodes: map.nodes && values ? { ids: map.nodes.ids, values, names: this.nodeNames.names } : null,
      zones: state.zones || state.table === 'zones' ? map.zoneMeans() : [], plants: map.allPlants, lines: map.lines.lines,
    });
  }

  /** What is seen, with the names of all nodes, as a file has it. @returns {Promise<import('./tables.js').Facts | null>} null when there was nothing yet, or is nothing any more */
  async namedFacts() {
    if (this.values) await this.nodeNames.load();
    const { sight } = this;
    return sight && !this.stop.signal.aborted ? { ...this.facts(sight), zones: sight.state.zones ? this.map.zoneMeans() : [] } : null;
  }

  /** What is missing is asked for again. */
  retry() {
    this.map.retry();
    if (this.nodeNames.failed) void this.nodeNames.load();
  }

  dispose() {
    this.stop.abort();
    this.tablePace.dispose();
    this.legendPace.dispose();
    this.unwatchTheme();
    this.dock.disconnect();
    this.timeline.dispose();
    this.legend.dispose();
    this.map.dispose();
  }

  /** @param {Sight} sight */
  #showPrices({ frame, playing }) {
    const { map, element } = this;
    if (typeof frame === 'object') {
      const { frames, index } = frame;
      map.setNodes(frames.nodes);
      this.values = frames.values.slice(index * frames.nodes.count, (index + 1) * frames.nodes.count);
      element.dataset.frame = new Date(frames.at[index]).toISOString();
      map.setValues(this.values);
    } else if (frame !== 'loading' || !playing) {
      this.values = null;
      delete element.dataset.frame;
      map.setValues(null);
    }
    element.dataset.prices = typeof frame === 'object' ? 'here' : frame;
  }

  #showLegend() {
    const { values, sight } = this;
    const { summary } = this.answers;
    const some = sight !== null && sight.state.price !== 'off' && summary !== null && values !== null;
    this.part('legend').hidden = !some;
    if (some) this.legend.set({ domain: this.map.domain, summary: summarize(values), values, unit: summary.unit, negative: isAboveZero(sight.state.component) });
  }

  #showTable() {
    const { sight, words } = this;
    if (!sight?.state.table) return;
    const { moment, state: { table } } = sight;
    if (table === 'zones') this.map.wantZones();
    const content = tableOf(table, this.facts(sight), words);
    const sentence = words.say(content.total > content.rows.length ? 'tableSome' : 'tableAll', words.number(content.rows.length), words.number(content.total));
    this.table.show(content, sentence, `${words.say(`table.${table}`)}, ${words.exact(moment.at)}`);
    write(this.part('table-moment'), `${words.interval(moment.at, moment.minutes)} ${words.zone(moment.at)}`);
  }

  /** The first picture, and each after it, is on the screen. */
  #painted() {
    const { dataset } = this.element;
    // For whoever measures (./bench replay, a browser's own tools): the frame that shows the first picture begins.
    if (this.values) this.firstPicture ??= requestAnimationFrame(() => performance.mark('replay-first-picture'));
    dataset.painted = String(Math.round(performance.now()));
  }
}
