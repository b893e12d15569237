import { PriceLegend } from '../Map/price-legend.js';
import { summarize } from '../Map/price-scale.js';
import { watchTheme } from '../Map/theme.js';
import { Bookmarks } from './bookmarks.js';
import { Chunks } from './chunks.js';
import { ReplayClock } from './clock.js';
import { Flows } from './flows.js';
import { moment as csvMoment } from './frame-csv.js';
import { savePicture, saveRows } from './frame-files.js';
import { FramesClient } from './frames-client.js';
import { Incidents } from './incidents.js';
import { MarketClock } from './market-clock.js';
import { MomentPanel, write } from './moment-panel.js';
import { MomentTable } from './moment-table.js';
import { narrate } from './narration.js';
import { listenToKeys, Playback } from './playback.js';
import { showControls } from './replay-controls.js';
import { ReplayMap } from './replay-map.js';
import { readState, resolve, withSpan, writeState } from './replay-state.js';
import { ReplayWords } from './replay-words.js';
import { clampTo, isCoarse, levelOf, neighbour, playable, spanAround, stepMinutes, zoomed } from './span.js';
import { SpanData } from './span-data.js';
import { PriceSummary, System } from './system.js';
import { tableOf } from './tables.js';
import { Timeline } from './timeline.js';
import { TimelinePointer } from './timeline-pointer.js';

/** @typedef {import('./span.js').Span} Span */
/** @typedef {import('./span.js').Level} Level */
/** @typedef {import('./replay-state.js').ReplayState} ReplayState */
/** A series of prices that the market has: its intervals and, where there is anything, until when. @typedef {{kind: string, minutes: number, newest: string | null}} Kind */
/**
 * What the page knows before anything is fetched (ReplayScriptOptions.cs). `now` is the server's present, `newest` what there is to see when there are no prices.
 * @typedef {{
 *   locale: string, api: string, now: string, newest: string | null, market: {code: string, name: string, unit: string, simulated: boolean}, kinds: Kind[],
 *   transitions: {from: string | null, offsetMinutes: number}[], mayLetGoAll: boolean, fuels: Record<string, string>, fuelNames: Record<string, string>, statusNames: Record<string, string>, texts: Record<string, string>,
 *   map: Omit<import('./replay-map.js').ReplayMapOptions, 'view'>, legend: import('../Map/price-legend.js').LegendTexts
 * }} ReplayOptions
 */

/** Memory for frames: a week of 10,000 nodes at five minutes. */
const BUDGET = 96 * 1024 * 1024;

/** Without prices the clock steps by this many minutes. */
const PLAIN_STEP = 5;

const URL_EVERY_MS = 700;
const TABLE_EVERY_MS = 250;
const LEGEND_EVERY_MS = 200;
const HOUR = 3_600_000;

/** Two processes' clocks, and a market that is as new as that, are live. */
const FRESH_MS = HOUR;

/** The replay of one market: one clock, and everything that follows it. It owns its element and gives everything back in `dispose`. */
export class Replay {
  /** @param {HTMLElement} element @param {ReplayOptions} options */
  constructor(element, options) {
    this.element = element;
    this.options = options;
    this.stop = new AbortController();
    this.zone = new MarketClock(options.transitions.map(({ from, offsetMinutes }) => ({ from: from === null ? -Infinity : Date.parse(from), offset: offsetMinutes * 60_000 })));
    this.words = new ReplayWords(options.locale, options.texts, this.zone, options.market.code);
    this.skew = Date.parse(options.now) - Date.now();
    /** What happened last is told by whom: a hand or the clock. @type {Incidents | null} */
    this.incidents = null;
    /** @type {System | null} */
    this.system = null;
    /** @type {PriceSummary | null} */
    this.summary = null;
    /** @type {Flows | null} */
    this.flows = null;
    /** @type {number | null} */
    this.hovered = null;
    this.scrubbed = false;
    /** @type {Map<number, {code: string, name: string, zone: string | null}> | null} */
    this.nodeNames = null;
    /** @type {Float32Array | null} */
    this.values = null;
    this.timers = { url: 0, table: 0, legend: 0, told: 0 };
    /** @type {string | null} */
    this.trouble = null;
    this.spoken = NaN;

    this.state = this.#startingState();
    const { span, at, moved } = resolve(this.state, this.zone, this.kind?.minutes ?? PLAIN_STEP, this.#otherwise());
    this.span = span;
    const step = stepMinutes(span, this.kind?.minutes ?? PLAIN_STEP);
    this.clock = new ReplayClock({ span, at, stepMinutes: step, speed: this.state.speed, loop: this.state.loop });
    this.playback = new Playback(this.clock, {
      readyUntil: () => (this.#wantsFrames ? this.chunks.readyUntil(this.clock.at) : Infinity),
      onTick: (stepped) => this.#tick(stepped),
      onState: () => this.#showState(),
    });
    this.client = new FramesClient();
    this.chunks = this.#newChunks();
    this.data = new SpanData({
      onPart: (name, value) => this.#receive(name, value),
      onTrouble: (trouble) => this.#setTrouble(trouble),
    });
    this.map = new ReplayMap(this.#part('map'), { ...options.map, view: this.state.view }, {
      onView: (view) => this.#change({ view }),
      onTrouble: (status) => this.#setTrouble(status === 0 ? 'offline' : status === 401 ? 'signed-out' : status >= 500 ? 'server' : 'refused'),
      onPlants: (plants) => {
        write(this.#part('plant-count'), this.words.number(plants.count));
        this.#show();
      },
      onLines: (lines) => {
        write(this.#part('line-count'), this.words.number(lines.count));
        this.#show();
      },
      onZones: () => this.#show(),
      onPainted: () => this.#painted(),
    });
    this.timeline = new Timeline(this.#part('timeline'), this.words, { span, charts: this.state.charts, fuels: options.fuels });
    this.pointer = new TimelinePointer(this.timeline, {
      onHover: (hover) => this.#hover(hover),
      onScrub: (to, phase) => this.#scrub(to, phase),
      onBrush: (from, to) => this.#brush(from, to),
    });
    this.panel = new MomentPanel(element, {
      marks: Object.fromEntries(options.map.marks.status.map((mark) => [mark.code, mark.shape])),
      onEvent: (since) => this.#goTo(since, true),
    });
    this.table = new MomentTable(this.#part('table'), this.#part('table-sentence'));
    this.legend = new PriceLegend(this.#part('legend'), options.legend, (filter) => this.map.setFilter(filter));
    this.bookmarks = new Bookmarks(this.#part('bookmarks-panel'), `${options.api}/replay/bookmarks`, {
      words: () => this.words, mayLetGoAll: options.mayLetGoAll, onSaid: (text) => this.#say(text), onOpen: (bookmark) => this.#openBookmark(bookmark),
      place: () => ({
        market: options.market.code, start: new Date(this.span.start).toISOString(), end: new Date(this.span.end).toISOString(), at: new Date(this.#at).toISOString(), address: writeState(this.#addressed()),
      }),
    });
    // On a phone the panels are sheets: what is in them comes when it is asked for.
    if (element.clientWidth <= 640) for (const button of element.querySelectorAll('.layers .fold, .moment .fold')) this.#fold(/** @type {HTMLElement} */ (button));
    this.dock = new ResizeObserver(() => element.style.setProperty('--dock', `${dock.offsetHeight}px`));
    const dock = /** @type {HTMLElement} */ (element.querySelector('.dock'));
    this.dock.observe(dock);
    this.#listen();
    this.unwatchTheme = watchTheme(() => {
      this.timeline.redraw();
      this.legend.refreshColours();
    });
    this.#applySpan(span);
    this.#applyLayers();
    this.#showControls();
    if (moved) this.#notice('moved');
    this.#show();
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

  /** Somebody followed a link to another replay of the same market. @param {string} query */
  go(query) {
    this.playback.pause();
    const next = readState(query);
    const before = this.state;
    this.state = { ...next, market: this.options.market.code, kind: this.#kindOf(next.kind)?.kind ?? null, view: next.view ?? before.view };
    const { span, at, moved } = resolve(this.state, this.zone, this.kind?.minutes ?? PLAIN_STEP, this.#otherwise());
    this.clock.speed = this.state.speed;
    this.clock.loop = this.state.loop;
    if (this.state.kind !== before.kind || this.state.component !== before.component) this.#dropFrames();
    this.#applySpan(span);
    this.clock.seek(at);
    if (next.view) this.map.map.setView([next.view.latitude, next.view.longitude], next.view.zoom, { animate: false });
    this.timeline.setCharts(this.state.charts);
    this.#applyLayers();
    this.#showControls();
    if (moved) this.#notice('moved');
    this.#show();
  }

  dispose() {
    this.stop.abort();
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    this.unwatchTheme();
    this.dock.disconnect();
    this.playback.dispose();
    this.pointer.dispose();
    this.timeline.dispose();
    this.chunks.clear();
    this.client.dispose();
    this.data.dispose();
    this.bookmarks.dispose();
    this.legend.dispose();
    this.map.dispose();
  }

  /** The series of prices that is played; null where the market has none. */
  get kind() {
    return this.#kindOf(this.state.kind);
  }

  /** Whether there will be a picture of prices. */
  get awaitsPrices() {
    return this.kind !== null && this.state.price !== 'off';
  }

  /** The moment that is shown: under the pointer, or under the clock. */
  get #at() {
    return this.hovered ?? this.clock.moment;
  }

  get #now() {
    return Date.now() + this.skew;
  }

  get #wantsFrames() {
    return this.kind !== null && (this.state.price !== 'off' || this.state.zones || this.state.table === 'nodes' || this.state.table === 'zones');
  }

  /** @param {string | null} kind @returns {Kind | null} */
  #kindOf(kind) {
    const { kinds } = this.options;
    return kinds.find((one) => one.kind === kind) ?? kinds.find((one) => one.kind === 'RTM' && one.newest) ?? kinds.find((one) => one.newest) ?? null;
  }

  /** @returns {ReplayState} */
  #startingState() {
    const state = readState(location.search);
    const kind = this.#kindOf(state.kind);
    // Nobody said when: a market that runs is followed.
    const fresh = kind?.newest ? this.#now - Date.parse(kind.newest) < FRESH_MS : false;
    const live = state.live || (fresh && state.day === null && state.start === null && state.at === null);
    return { ...state, market: this.options.market.code, kind: kind?.kind ?? null, live };
  }

  /** Where to begin when nobody said: at the newest that there is. */
  #otherwise() {
    const kind = this.kind;
    const newest = kind?.newest ?? this.options.newest;
    const until = Math.min(newest ? Date.parse(newest) : this.#now, this.#now);
    const at = until - (kind?.minutes ?? PLAIN_STEP) * 60_000;
    return { span: spanAround('day', at, this.zone), at };
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.element.querySelector(`[data-part="${name}"]`));
  }

  #newChunks() {
    const minutes = this.kind?.minutes ?? 60;
    const coarse = isCoarse(this.span);
    // Two dozen frames a stretch: half a megabyte of 10,000 nodes.
    const length = coarse ? 24 * HOUR : minutes <= 5 ? 2 * HOUR : minutes <= 15 ? 6 * HOUR : 24 * HOUR;
    const { api, market } = this.options;
    const path = coarse ? `${api}/replay/frames` : `${api}/prices/frames`;
    return new Chunks(
      (stretch, etag, signal) => this.client.load(
        `${path}?market=${market.code}&kind=${this.kind?.kind}&component=${this.state.component}&start=${new Date(stretch.start).toISOString()}&end=${new Date(stretch.end).toISOString()}`, etag, signal),
      { length, budget: BUDGET, onChange: (stretch) => this.#stretchChanged(stretch) },
    );
  }

  #dropFrames() {
    this.chunks.clear();
    this.chunks = this.#newChunks();
  }

  /** Another span: what it needs is asked for. @param {Span} span */
  #applySpan(span) {
    const other = isCoarse(span) !== isCoarse(this.span);
    this.span = span;
    if (other) this.#dropFrames();
    this.clock.setSpan(span, stepMinutes(span, this.kind?.minutes ?? PLAIN_STEP), this.#dataEnd());
    this.timeline.setSpan(span, this.words);
    this.#want();
    this.element.dataset.coarse = String(isCoarse(span));
  }

  /** Asks for what the span and the layers need; what is here already is not asked for again. */
  #want() {
    const { api, market } = this.options;
    const { span, state, kind } = this;
    const of = `market=${market.code}&start=${new Date(span.start).toISOString()}&end=${new Date(span.end).toISOString()}`;
    this.data.want({
      incidents: `${api}/replay/incidents?${of}${state.known === 'then' ? '&known=then' : ''}`,
      system: `${api}/replay/system?${of}${kind ? `&kind=${kind.kind}` : ''}`,
      prices: kind ? `${api}/replay/prices?${of}&kind=${kind.kind}&component=${state.component}` : null,
      flows: market.simulated && state.lines ? `${api}/replay/flows?${of}${kind ? `&kind=${kind.kind}` : ''}` : null,
    });
    if (this.#wantsFrames) this.chunks.setSpan(span, this.clock.moment);
    else this.chunks.setSpan({ start: 0, end: 0 }, 0);
  }

  /** Until when there is something to play. */
  #dataEnd() {
    const end = Math.max(this.summary?.end ?? -Infinity, this.system?.end ?? -Infinity);
    if (end > this.span.start) return Math.min(end, this.span.end);
    return this.span.start < this.#now ? Math.min(this.span.end, this.#now) : this.span.end;
  }

  /** @param {import('./span-data.js').PartName} name @param {any} value */
  #receive(name, value) {
    if (name === 'incidents') this.incidents = value && new Incidents(value);
    else if (name === 'system') this.system = value && new System(value);
    else if (name === 'prices') this.summary = value && new PriceSummary(value);
    else {
      try {
        this.flows = value && new Flows(value);
      } catch {
        this.flows = null;
        this.#setTrouble('unreadable');
      }
    }
    if (name === 'prices' && this.summary) this.#scale();
    this.clock.end = this.#dataEnd();
    if (value !== null && this.state.live) this.#followNow();
    this.#drawTimeline();
    this.#show();
  }

  /** The clock goes to the newest interval, and with the market into its next day. */
  #followNow() {
    const newest = Math.max(this.summary?.end ?? -Infinity, this.system?.end ?? -Infinity);
    const today = spanAround('day', this.#now, this.zone);
    if (this.#now >= this.span.end && newest >= this.span.end - 2 * this.clock.step) {
      this.#applySpan(today);
      return;
    }
    if (newest > this.span.start) this.clock.seek(Math.min(newest, this.#now) - 1);
  }

  #scale() {
    if (!this.summary) return;
    const around = this.state.component === 'total' || this.state.component === 'energy' ? 'median' : 'zero';
    this.map.setScale(this.summary.domain(around), this.summary.unit, around === 'median');
    this.timers.legend = 0;
  }

  /** @param {Span} stretch */
  #stretchChanged(stretch) {
    this.timeline.setStanding(this.chunks.standing());
    if (this.chunks.isBroken) this.#setTrouble(/** @type {any} */ (this.client.trouble ?? 'offline'));
    else if (this.data.isComplete) this.#setTrouble(null);
    const at = this.#at;
    if (at >= stretch.start && at < stretch.end) this.#show();
  }

  #drawTimeline() {
    const { system, summary, incidents, state, options } = this;
    const own = state.component === 'total' ? system?.series.get('price') : undefined;
    const price = own ? { at: own.at, values: own.values } : summary ? { at: summary.at, values: summary.mean } : null;
    const curve = (/** @type {string} */ name) => {
      const series = system?.series.get(name);
      return series ? { at: series.at, values: series.values } : null;
    };
    this.timeline.setModel({
      events: incidents?.counted ?? [], price, band: summary && { at: summary.at, low: summary.low, high: summary.high },
      priceName: `${this.words.say(own ? 'systemPrice' : `mean.${state.component}`)} · ${own?.unit ?? options.market.unit}`, priceUnit: own?.unit ?? options.market.unit,
      load: curve('load'), forecast: curve('forecast'), fuels: system?.fuels ?? null, out: incidents && { at: incidents.megawatts.times, values: incidents.megawatts.values },
      until: this.#dataEnd(), standing: this.chunks.standing(), step: this.clock.step,
    });
  }

  /** @param {boolean} stepped */
  #tick(stepped) {
    if (this.hovered !== null) return;
    this.timeline.setCursor(this.clock.at);
    if (stepped) this.#show();
  }

  /** Everything that follows the clock, for the moment that it shows. */
  #show() {
    const at = this.#at;
    const { incidents, system, summary, map, words } = this;
    if (this.#wantsFrames) this.chunks.follow(at, 1, this.clock.loop && this.clock.playing);
    const frame = this.#wantsFrames ? this.chunks.frameAt(at) : 'none';
    if (typeof frame === 'object') {
      const { frames, index } = frame;
      map.setNodes(frames.nodes);
      this.values = frames.values.slice(index * frames.nodes.count, (index + 1) * frames.nodes.count);
      this.element.dataset.frame = new Date(frames.at[index]).toISOString();
      map.setValues(this.values);
    } else if (frame !== 'loading' || !this.clock.playing) {
      this.values = null;
      delete this.element.dataset.frame;
      map.setValues(null);
    }
    this.element.dataset.prices = typeof frame === 'object' ? 'here' : frame;
    if (incidents) map.setPlantStates(incidents.plantsAt(at));
    map.setFlows(this.flows?.at(at) ?? null, (line) => map.limits?.get(line) ?? NaN);
    this.timeline.setCursor(this.hovered ?? this.clock.at);
    const minutes = this.clock.step / 60_000;
    const events = incidents?.at(at) ?? [];
    const own = this.state.component === 'total' ? (system?.valueAt('price', at) ?? NaN) : NaN;
    const spread = summary?.atMoment(at) ?? null;
    const isOwn = this.state.component === 'total' && system?.series.has('price') === true;
    this.moment = {
      at, minutes, price: isOwn ? own : (spread?.mean ?? NaN), priceUnit: this.options.market.unit, priceName: words.say(isOwn ? 'systemPrice' : `mean.${this.state.component}`),
      spread: spread && { low: spread.low, high: spread.high }, load: system?.valueAt('load', at) ?? NaN, forecast: system?.valueAt('forecast', at) ?? NaN, out: incidents?.outAt(at) ?? 0,
      outCount: events.length, intensity: system?.valueAt('intensity', at) ?? NaN, shed: system?.valueAt('shed', at) ?? NaN, events, binding: system?.bindingLinesAt(at) ?? [],
    };
    this.panel.show(this.moment, words);
    write(this.#part('day'), words.day(at));
    write(this.#part('interval'), words.interval(at, minutes));
    write(this.#part('zone'), words.zone(at));
    write(this.#part('utc'), words.utc(at));
    write(this.#part('binding-count'), this.moment.binding.length > 0 ? words.say('bindingCount', this.moment.binding.length) : '');
    const slider = this.#part('timeline');
    slider.setAttribute('aria-valuenow', String(Math.round((at - this.span.start) / 60_000)));
    slider.setAttribute('aria-valuetext', `${words.exact(at)}, ${words.utc(at)}`);
    this.#later('legend', LEGEND_EVERY_MS, () => this.#showLegend());
    if (this.state.table) this.#later('table', TABLE_EVERY_MS, () => this.#showTable());
    this.#later('url', URL_EVERY_MS, () => this.#writeUrl());
    this.#showEmptiness();
  }

  /** At once while nothing plays; at most so often while it does. @param {'url' | 'table' | 'legend'} what @param {number} ms @param {() => void} run */
  #later(what, ms, run) {
    if (what !== 'url' && !this.clock.playing) {
      clearTimeout(this.timers[what]);
      this.timers[what] = 0;
      run();
    } else if (!this.timers[what]) {
      this.timers[what] = window.setTimeout(() => {
        this.timers[what] = 0;
        run();
      }, ms);
    }
  }

  #showLegend() {
    const { values, summary } = this;
    const some = this.state.price !== 'off' && summary !== null && values !== null;
    this.#part('legend').hidden = !some;
    if (some) this.legend.set({ domain: this.map.domain, summary: summarize(values), values, unit: summary.unit, negative: this.state.component === 'total' || this.state.component === 'energy' });
  }

  #showTable() {
    const { state } = this;
    if (!state.table || !this.moment) return;
    if (state.table === 'nodes' && !this.nodeNames) void this.#loadNodeNames();
    if (state.table === 'zones') this.map.wantZones();
    const content = tableOf(state.table, this.#facts(), this.words);
    const words = this.words.say(content.total > content.rows.length ? 'tableSome' : 'tableAll', this.words.number(content.rows.length), this.words.number(content.total));
    this.table.show(content, words, `${this.words.say(`table.${state.table}`)}, ${this.words.exact(this.moment.at)}`);
    write(this.#part('table-moment'), `${this.words.interval(this.moment.at, this.moment.minutes)} ${this.words.zone(this.moment.at)}`);
  }

  /** Everything that is known of the moment, for tables and files. @returns {import('./tables.js').Facts} */
  #facts() {
    const plants = this.map.allPlants;
    return {
      moment: /** @type {NonNullable<Replay['moment']>} */ (this.moment), component: this.state.component, unit: this.options.market.unit,
      nodes: this.map.nodes && this.values ? { ids: this.map.nodes.ids, values: this.values, names: this.nodeNames } : null,
      zones: this.state.zones || this.state.table === 'zones' ? this.map.zoneMeans() : [], fuels: this.system?.fuelsAt(this.#at) ?? [], fuelNames: this.options.fuelNames, statusNames: this.options.statusNames,
      plants: plants && { all: plants, states: this.incidents?.plantsAt(this.#at) ?? [], names: this.#plantNames() },
      lines: this.map.lines.lines, system: this.system, at: this.#at,
    };
  }

  /** Names of the plants of which something is out at some time of the span. @returns {Map<number, string>} */
  #plantNames() {
    return new Map((this.incidents?.answer.incidents ?? []).flatMap((one) => (one.plantId === null ? [] : [[one.plantId, one.name]])));
  }

  async #loadNodeNames() {
    this.nodeNames = new Map();
    try {
      const response = await fetch(`${this.options.api}/prices/nodes?market=${this.options.market.code}&limit=100000`, { headers: { accept: 'application/geo+json' }, signal: this.stop.signal });
      if (!response.ok) throw new Error(String(response.status));
      for (const { properties } of (await response.json()).features) this.nodeNames.set(properties.id, properties);
    } catch {
      this.nodeNames = null;
    }
    if (!this.stop.signal.aborted && this.state.table === 'nodes') this.#showTable();
  }

  #showEmptiness() {
    const { data } = this;
    const loaded = data.parts.incidents.value !== null && data.parts.system.value !== null && (data.parts.prices.url === null || data.parts.prices.value !== null);
    const nothing = loaded && (this.summary?.at.length ?? 0) === 0 && (this.system?.series.size ?? 0) === 0;
    const empty = nothing && (this.incidents?.answer.incidents.length ?? 0) === 0;
    this.element.dataset.state = loaded ? 'ready' : 'loading';
    this.#part('nothing').hidden = !empty || this.trouble !== null;
    const gap = loaded && !empty && this.state.price !== 'off' && this.#wantsFrames && this.element.dataset.prices === 'none';
    const future = this.#at >= this.#dataEnd() && this.span.end > this.#now;
    write(this.#part('gap'), gap ? this.words.say(future ? 'gapFuture' : (this.summary?.at.length ?? 0) === 0 ? 'gapSpan' : 'gap') : this.element.dataset.prices === 'failed' ? this.words.say('gapFailed') : '');
    this.#part('gap').hidden = this.#part('gap').textContent === '';
    this.#part('left-out').hidden = (this.incidents?.answer.leftOut ?? 0) === 0;
    write(this.#part('left-out'), this.words.say('leftOut', this.words.number(this.incidents?.answer.leftOut ?? 0)));
  }

  /** @param {'offline' | 'signed-out' | 'refused' | 'server' | 'unreadable' | null} trouble */
  #setTrouble(trouble) {
    if (trouble === null && this.chunks.isBroken) return;
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    const banner = this.#part('trouble');
    banner.hidden = trouble === null;
    if (trouble === null) return;
    write(/** @type {HTMLElement} */ (banner.querySelector('[data-part="trouble-text"]')), this.words.say(this.clock.playing && trouble === 'offline' ? 'trouble.playing' : `trouble.${trouble}`));
    for (const button of banner.querySelectorAll('button')) button.hidden = (button.dataset.do === 'log-in') !== (trouble === 'signed-out');
  }

  #retry() {
    this.data.retry();
    this.chunks.retry();
    this.map.retry();
  }

  /** The clock goes somewhere because a person wants it to. @param {number} at @param {boolean} [tell] */
  #goTo(at, tell = false) {
    const before = this.clock.moment;
    this.hovered = null;
    this.#change({ live: false });
    if (at < this.span.start || at >= this.span.end) {
      // Outside of the span: the span of the same kind that holds it.
      const level = levelOf(this.span, this.zone);
      const length = this.span.end - this.span.start;
      const next = level ? spanAround(level, at, this.zone) : { start: at - length / 2 - ((at - length / 2) % this.clock.step), end: 0 };
      if (!level) next.end = next.start + length;
      this.#setSpan(next, at);
    } else {
      this.clock.seek(at);
    }
    this.#show();
    this.#showControls();
    if (tell) this.#tell(before);
  }

  /** @param {number} before where the clock was */
  #tell(before) {
    const { moment, incidents } = this;
    if (!moment) return;
    const from = before < moment.at ? before + this.clock.step - 1 : moment.at - 1;
    const happened = incidents?.between(from, moment.at + this.clock.step - 1) ?? [];
    this.#say(narrate(this.words, moment.at, moment.minutes, { price: moment.price, unit: moment.priceUnit, load: moment.load, out: moment.out }, happened));
  }

  /** @param {string} text */
  #say(text) {
    clearTimeout(this.timers.told);
    // Who steps quickly hears where it ended.
    this.timers.told = window.setTimeout(() => write(this.#part('told'), text), 150);
  }

  /** @param {'interval' | 'hour' | 'day'} unit @param {1 | -1} by */
  #step(unit, by) {
    this.playback.pause();
    const at = this.clock.moment;
    if (unit === 'interval') this.#goTo(at + by * this.clock.step, true);
    else if (unit === 'hour') this.#goTo(Math.floor((at + by * HOUR) / this.clock.step) * this.clock.step, true);
    else this.#goTo(this.zone.sameTime(at, by), true);
  }

  /** @param {1 | -1} direction */
  #toEvent(direction) {
    this.playback.pause();
    const at = this.clock.moment;
    const next = direction > 0 ? this.incidents?.next(at + this.clock.step - 1) : this.incidents?.previous(at);
    if (next == null) this.#say(this.words.say(direction > 0 ? 'noNextEvent' : 'noPreviousEvent'));
    else this.#goTo(next, true);
  }

  /** @param {number | null} at */
  #hover(at) {
    if (at === this.hovered) return;
    const step = this.clock.step;
    const hovered = at === null ? null : Math.max(this.span.start, Math.floor(at / step) * step);
    if (hovered === this.hovered) return;
    this.hovered = hovered;
    this.#show();
  }

  /** @param {number} to @param {'start' | 'move' | 'end'} phase */
  #scrub(to, phase) {
    const before = this.clock.moment;
    if (phase === 'start') {
      this.scrubbed = this.clock.playing;
      this.playback.pause();
      this.#change({ live: false });
    }
    this.hovered = null;
    this.clock.seek(to);
    this.timeline.setCursor(this.clock.at);
    if (this.clock.moment !== before || phase !== 'move') this.#show();
    if (phase !== 'end') return;
    this.#tell(before);
    if (this.scrubbed) this.playback.play();
    this.#showControls();
  }

  /** @param {number} from @param {number} to */
  #brush(from, to) {
    this.pointer.setChoosing(false);
    const span = playable(from, to, this.clock.step / 60_000);
    if (span) this.#setSpan(span, clampTo(span, this.clock.at));
    this.#showControls();
  }

  /** @param {Span} span @param {number} at */
  #setSpan(span, at) {
    this.playback.pause();
    this.state = withSpan(this.state, span, this.zone);
    this.#applySpan(span);
    this.clock.seek(at);
    this.#show();
    this.#showControls();
  }

  /** @param {Partial<ReplayState>} change */
  #change(change) {
    this.state = { ...this.state, ...change };
    this.#later('url', URL_EVERY_MS, () => this.#writeUrl());
  }

  #applyLayers() {
    const { price, plants, lines, zones } = this.state;
    this.map.setShown({ price: this.kind ? price : 'off', plants, lines, zones });
    this.#want();
  }

  /** The state as the address holds it. @returns {ReplayState} */
  #addressed() {
    return { ...withSpan(this.state, this.span, this.zone), at: this.state.live ? null : this.clock.moment };
  }

  #writeUrl() {
    const query = writeState(this.#addressed());
    const url = `${location.pathname}?${query}`;
    // Blazor keeps its own notes in the history's state.
    if (`${location.pathname}${location.search}` !== url) history.replaceState(history.state, '', url);
  }

  /** Buttons and fields as the state is. */
  #showControls() {
    showControls(this.element, { state: this.state, span: this.span, zone: this.zone, words: this.words, choosing: this.pointer.choosing });
    this.#showState();
  }

  #showState() {
    const { clock, element } = this;
    element.dataset.playing = String(clock.playing);
    element.dataset.waiting = String(clock.waiting);
    const button = /** @type {HTMLElement} */ (element.querySelector('[data-do="play"]'));
    const label = this.words.say(clock.playing ? 'pause' : 'play');
    button.setAttribute('aria-label', label);
    button.title = label;
    if (!clock.playing) this.#later('url', URL_EVERY_MS, () => this.#writeUrl());
  }

  /** A sentence that goes by itself. @param {string} key */
  #notice(key) {
    const notice = this.#part('notice');
    write(notice, this.words.say(key));
    notice.hidden = false;
    setTimeout(() => (notice.hidden = true), 8000);
  }

  /** The first picture, and each after it, is on the screen. */
  #painted() {
    this.element.dataset.picture = 'here';
    this.element.dataset.painted = String(Math.round(performance.now()));
    this.element.dataset.first ??= this.element.dataset.painted;
  }

  #listen() {
    const { signal } = this.stop;
    this.element.addEventListener('click', (event) => this.#click(event), { signal });
    this.element.addEventListener('change', (event) => this.#choose(event), { signal });
    this.#part('bookmarks-panel').addEventListener('toggle', (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === 'open') void this.bookmarks.load();
    }, { signal });
    listenToKeys(this.element, {
      onStep: (unit, by) => this.#step(unit, by),
      onEvent: (direction) => this.#toEvent(direction),
      onEdge: (end) => this.#goTo(end ? this.clock.last - 1 : this.span.start, true),
      onToggle: () => this.#play(),
    }, signal);
    window.addEventListener('online', () => this.#retry(), { signal });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && this.state.live) this.#followNow();
    }, { signal });
  }

  #play() {
    if (!this.clock.playing) this.#change({ live: false });
    this.hovered = null;
    this.playback.toggle();
    this.#showControls();
    if (!this.clock.playing) this.#tell(this.clock.moment);
  }

  /** @param {Event} event */
  #click(event) {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (!(button instanceof HTMLElement)) return;
    const { component, price, table } = button.dataset;
    if (component) this.#setComponent(component);
    else if (price) this.#setLayers({ price: /** @type {ReplayState['price']} */ (price) });
    else if (table) this.#setTable(table);
    else if (button.dataset.do) this.#do(button.dataset.do, button);
  }

  /** @param {string} what @param {HTMLElement} button */
  #do(what, button) {
    switch (what) {
      case 'play': this.#play(); break;
      case 'back': this.#step('interval', -1); break;
      case 'on': this.#step('interval', 1); break;
      case 'hour-back': this.#step('hour', -1); break;
      case 'hour-on': this.#step('hour', 1); break;
      case 'day-back': this.#step('day', -1); break;
      case 'day-on': this.#step('day', 1); break;
      case 'event-back': this.#toEvent(-1); break;
      case 'event-on': this.#toEvent(1); break;
      case 'span-back': this.#moveSpan(-1); break;
      case 'span-on': this.#moveSpan(1); break;
      case 'zoom-in': this.#zoom(-1); break;
      case 'zoom-out': this.#zoom(1); break;
      case 'speed':
        this.#change({ speed: (this.clock.speed = Playback.after(this.clock.speed)) });
        this.#showControls();
        break;
      case 'loop':
        this.#change({ loop: (this.clock.loop = !this.clock.loop) });
        this.#showControls();
        break;
      case 'known':
        this.#change({ known: this.state.known === 'then' ? 'now' : 'then' });
        this.#want();
        this.#showControls();
        break;
      case 'live': this.#goLive(); break;
      case 'brush':
        this.pointer.setChoosing(!this.pointer.choosing);
        this.#showControls();
        break;
      case 'charts':
        this.#change({ charts: !this.state.charts });
        this.timeline.setCharts(this.state.charts);
        this.#showControls();
        break;
      case 'plants': this.#setLayers({ plants: !this.state.plants }); break;
      case 'lines': this.#setLayers({ lines: !this.state.lines }); break;
      case 'zones': this.#setLayers({ zones: !this.state.zones }); break;
      case 'table': this.#setTable(this.state.table ? null : 'events'); break;
      case 'fit': this.map.fit(); break;
      case 'fold': this.#fold(button); break;
      case 'share': void this.#share(); break;
      case 'png': void this.#png(); break;
      case 'csv': void this.#csv(); break;
      case 'retry': this.#retry(); break;
      case 'log-in': location.reload(); break;
    }
  }

  /** @param {Event} event */
  #choose(event) {
    const field = event.target;
    if (field instanceof HTMLSelectElement && field.dataset.part === 'level' && field.value !== 'custom') {
      this.#setSpan(spanAround(/** @type {Level} */ (field.value), this.clock.at, this.zone), this.clock.at);
    } else if (field instanceof HTMLSelectElement && field.dataset.part === 'kind') {
      this.#change({ kind: field.value });
      this.#dropFrames();
      this.#applySpan(this.span);
      this.#show();
    } else if (field instanceof HTMLInputElement && field.dataset.part === 'day-field') {
      const start = this.zone.startOf(field.value);
      if (start !== null) this.#setSpan({ start, end: this.zone.dayAfter(start, 1) }, start + (this.clock.at - this.zone.dayStart(this.clock.at)));
    } else if (field instanceof HTMLInputElement && (field.dataset.part === 'from-field' || field.dataset.part === 'to-field')) {
      const read = (/** @type {string} */ name) => this.zone.instant(Date.parse(`${/** @type {HTMLInputElement} */ (this.#part(name)).value}Z`));
      const [from, to] = [read('from-field'), read('to-field')];
      const span = to > from ? playable(from, to, this.kind?.minutes ?? PLAIN_STEP) : null;
      if (span) this.#setSpan(span, clampTo(span, this.clock.at));
      else this.#notice('spanBackwards');
    }
  }

  /** @param {string} component */
  #setComponent(component) {
    this.#change({ component });
    this.#dropFrames();
    this.#want();
    this.#showControls();
    this.#show();
  }

  /** @param {Partial<Pick<ReplayState, 'price' | 'plants' | 'lines' | 'zones'>>} change */
  #setLayers(change) {
    this.#change(change);
    this.#applyLayers();
    this.#showControls();
    this.#show();
  }

  /** @param {string | null} table */
  #setTable(table) {
    this.#change({ table });
    this.#want();
    this.#showControls();
    this.#show();
  }

  /** @param {1 | -1} direction */
  #moveSpan(direction) {
    const span = neighbour(this.span, direction, this.zone);
    this.#change({ live: false });
    this.#setSpan(span, span.start + Math.min(this.clock.at - this.span.start, span.end - span.start - 1));
    this.#tell(this.clock.moment);
  }

  /** @param {1 | -1} direction 1 is wider */
  #zoom(direction) {
    this.#setSpan(zoomed(this.span, this.clock.at, direction, this.zone), this.clock.at);
  }

  #goLive() {
    const live = !this.state.live;
    this.playback.pause();
    this.#change({ live });
    if (live) {
      const { span, at } = this.#otherwise();
      this.#setSpan(span, at);
      this.data.refresh(['incidents', 'system', 'prices', 'flows']);
      this.#followNow();
      this.#show();
    }
    this.#showControls();
  }

  /** Panels and the dock fold away. @param {HTMLElement} button */
  #fold(button) {
    const panel = button.closest('[data-folds]');
    if (!(panel instanceof HTMLElement)) return;
    const folded = panel.toggleAttribute('data-folded');
    button.setAttribute('aria-expanded', String(!folded));
    this.timeline.redraw();
  }

  async #share() {
    this.#writeUrl();
    const link = /** @type {HTMLInputElement} */ (this.#part('share-link'));
    link.value = location.href;
    try {
      await navigator.clipboard.writeText(location.href);
      this.#notice('shared');
      this.#say(this.words.say('shared'));
    } catch {
      // Without the clipboard (plain HTTP, or it was refused) the link is there to be copied by hand.
      this.#part('share-panel').showPopover();
      link.select();
    }
  }

  /** What a picture or a file is of. @returns {import('./frame-files.js').FrameFacts} */
  #about() {
    const { words, state, options } = this;
    return { words, state, market: options.market, at: this.#at, now: this.#now, minutes: this.clock.step / 60_000, source: this.system?.source ?? null, address: writeState(this.#addressed()) };
  }

  async #png() {
    this.playback.pause();
    try {
      await savePicture(this.#part('map'), this.#part('timeline'), this.timeline.scale.x(this.#at), this.#about());
    } catch {
      this.#notice('noPicture');
    }
  }

  async #csv() {
    this.playback.pause();
    if (this.values && !this.nodeNames) await this.#loadNodeNames();
    saveRows({ ...this.#facts(), zones: this.state.zones ? this.map.zoneMeans() : [] }, this.#about());
  }

  /** @param {import('./bookmarks.js').Bookmark} bookmark */
  #openBookmark(bookmark) {
    this.#part('bookmarks-panel').hidePopover();
    const query = new URLSearchParams(bookmark.address);
    query.set('market', bookmark.market);
    query.set('at', csvMoment(Date.parse(bookmark.at)));
    if (bookmark.market !== this.options.market.code) {
      location.assign(`${location.pathname}?${query}`);
      return;
    }
    this.go(query.toString());
    this.#writeUrl();
  }
}
