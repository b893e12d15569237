import { absenceOf } from './absence.js';
import { addressOf, putAddress, shareAddress } from './address.js';
import { firstState, kindOf, minutesOf, newestOf } from './beginning.js';
import { Bookmarks } from './bookmarks.js';
import { ReplayClock } from './clock.js';
import { fold } from './folding.js';
import { moment as csvMoment } from './frame-csv.js';
import { savePicture, saveRows } from './frame-files.js';
import { MarketClock } from './market-clock.js';
import { Messages } from './messages.js';
import { momentOf } from './moment-facts.js';
import { narrate } from './narration.js';
import { listenToKeys, Playback } from './playback.js';
import { listenToButtons } from './replay-buttons.js';
import { showControls, showPlaying } from './replay-controls.js';
import { atMoment, readState, resolve, withSpan, writeState } from './replay-state.js';
import { ReplayWords } from './replay-words.js';
import { Sources } from './sources.js';
import { isCoarse, stepMinutes } from './span.js';
import { Stage } from './stage.js';
import { Throttle } from './throttle.js';
import { timelineModel } from './timeline-model.js';
import { TimelinePointer } from './timeline-pointer.js';
import { Travel } from './travel.js';

/** @typedef {import('./span.js').Span} Span */
/** @typedef {import('./replay-state.js').ReplayState} ReplayState */

const URL_EVERY_MS = 700;

/** The replay of one market: one clock, and everything that follows it. It owns its element and gives everything back in `dispose`. */
export class Replay {
  /** @param {HTMLElement} element @param {import('./beginning.js').ReplayOptions} options */
  constructor(element, options) {
    this.element = element;
    this.options = options;
    this.stop = new AbortController();
    this.zone = new MarketClock(options.transitions.map(({ from, offsetMinutes }) => ({ from: from === null ? -Infinity : Date.parse(from), offset: offsetMinutes * 60_000 })));
    this.words = new ReplayWords(options.locale, options.texts, this.zone, options.market.code);
    this.skew = Date.parse(options.now) - Date.now();
    this.address = new Throttle(URL_EVERY_MS, () => this.#writeUrl());
    this.messages = new Messages(element, this.words);

    this.state = firstState(location.search, options, this.#now);
    const { span, at, moved } = this.#meant();
    this.clock = new ReplayClock({ span, at, stepMinutes: stepMinutes(span, minutesOf(this.kind)), speed: this.state.speed, loop: this.state.loop });
    this.sources = new Sources(options, this.#series, {
      onAnswer: (name, isHere) => this.#receive(name, isHere),
      onStretch: (stretch) => this.#stretchChanged(stretch),
      onTrouble: (source, trouble) => this.messages.setTrouble(source, trouble, this.clock.playing),
    });
    this.answers = this.sources.answers;
    // The answers are on their way while everything that shows them is made.
    this.#want();
    this.playback = new Playback(this.clock, {
      readyUntil: () => (this.#wantsFrames ? this.sources.chunks.readyUntil(this.clock.at) : Infinity),
      onTick: (stepped) => this.#follow(stepped),
      onState: () => this.#showPlaying(),
    });
    this.travel = new Travel(this.clock, this.playback, this.zone, {
      onSpan: (next) => this.#applySpan(next),
      onFollow: (stepped) => this.#follow(stepped),
      onShow: () => this.#show(),
      onControls: () => this.#showControls(),
      onTell: (before) => this.#tell(before),
      onLeave: () => this.#change({ live: false }),
      onNoEvent: (direction) => this.messages.say(this.words.say(direction > 0 ? 'noNextEvent' : 'noPreviousEvent')),
    }, () => this.#now);
    this.stage = new Stage(element, options, this.words, this.answers, { span, state: this.state }, {
      onView: (view) => this.#change({ view }),
      onTrouble: (trouble) => this.messages.setTrouble('map', trouble, this.clock.playing),
      onMore: () => this.#show(),
      onEvent: (since) => this.travel.goTo(since, true),
    });
    this.pointer = new TimelinePointer(this.stage.timeline, {
      onHover: (hover) => this.travel.hover(hover),
      onScrub: (to, phase) => this.travel.scrub(to, phase),
      onBrush: (from, to) => this.#brush(from, to),
    });
    this.bookmarks = new Bookmarks(this.#part('bookmarks-panel'), `${options.api}/replay/bookmarks`, {
      words: () => this.words, mayLetGoAll: options.mayLetGoAll, onSaid: (text) => this.messages.say(text), onOpen: (bookmark) => this.#openBookmark(bookmark), place: () => this.#place(),
    });
    this.#listen();
    this.#applySpan(span);
    this.#applyLayers();
    this.#showControls();
    if (moved) this.messages.notice('moved');
    this.#show();
  }

  /** Somewhere something was written. @param {string[]} topics as LiveTopic.cs names them */
  changed(topics) {
    this.sources.changed(topics);
  }

  /** Somebody followed a link to another replay of the same market. @param {string} query */
  go(query) {
    this.playback.pause();
    const next = readState(query);
    const before = this.state;
    this.state = { ...next, market: this.options.market.code, kind: kindOf(this.options.kinds, next.kind)?.kind ?? null, view: next.view ?? before.view };
    const { span, at, moved } = this.#meant();
    this.clock.speed = this.state.speed;
    this.clock.loop = this.state.loop;
    if (this.state.kind !== before.kind || this.state.component !== before.component) this.sources.renew(this.#series);
    this.#applySpan(span);
    this.clock.seek(at);
    if (next.view) this.stage.map.map.setView([next.view.latitude, next.view.longitude], next.view.zoom, { animate: false });
    this.stage.timeline.setCharts(this.state.charts);
    this.#applyLayers();
    this.#showControls();
    if (moved) this.messages.notice('moved');
    this.#show();
  }

  dispose() {
    this.stop.abort();
    this.address.dispose();
    this.messages.dispose();
    this.playback.dispose();
    this.pointer.dispose();
    this.sources.dispose();
    this.bookmarks.dispose();
    this.stage.dispose();
  }

  /** The series of prices that is played; null where the market has none. */
  get kind() {
    return kindOf(this.options.kinds, this.state.kind);
  }

  /** Whether there will be a picture of prices. */
  get awaitsPrices() {
    return this.kind !== null && this.state.price !== 'off';
  }

  get #now() {
    return Date.now() + this.skew;
  }

  /** Until when there is something to play. */
  get #end() {
    return this.answers.endIn(this.clock.span, this.#now);
  }

  get #wantsFrames() {
    return this.kind !== null && (this.state.price !== 'off' || this.state.zones || this.state.table === 'nodes' || this.state.table === 'zones');
  }

  /** @returns {import('./questions.js').Series} */
  get #series() {
    return { kind: this.kind, component: this.state.component, coarse: isCoarse(this.clock.span) };
  }

  /** Where to begin when nobody said. */
  get #newest() {
    return newestOf(this.kind, this.options.newest, this.#now, this.zone);
  }

  /** The span and the moment that the state means. */
  #meant() {
    return resolve(this.state, this.zone, minutesOf(this.kind), this.#newest);
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.element.querySelector(`[data-part="${name}"]`));
  }

  /** Another span: what it needs is asked for. @param {Span} span */
  #applySpan(span) {
    const other = isCoarse(span) !== isCoarse(this.clock.span);
    this.clock.setSpan(span, stepMinutes(span, minutesOf(this.kind)), this.answers.endIn(span, this.#now));
    if (other) this.sources.renew(this.#series);
    this.stage.timeline.setSpan(span, this.words);
    this.#want();
    this.element.dataset.coarse = String(isCoarse(span));
  }

  /** Asks for what the span and the layers need. */
  #want() {
    this.sources.want(this.clock.span, this.clock.moment, { known: this.state.known, lines: this.state.lines, frames: this.#wantsFrames });
  }

  /** @param {import('./span-data.js').PartName} name @param {boolean} isHere */
  #receive(name, isHere) {
    if (name === 'prices') this.stage.setScale(this.state.component);
    this.clock.end = this.#end;
    this.stage.timeline.setModel(timelineModel(this.answers, {
      component: this.state.component, unit: this.options.market.unit, words: this.words, until: this.#end, standing: this.sources.chunks.standing(), step: this.clock.step,
    }));
    if (isHere && this.state.live) this.#keepUp();
    else this.#show();
  }

  #keepUp() {
    this.travel.keepUp(this.answers.end);
  }

  /** @param {Span} stretch */
  #stretchChanged(stretch) {
    this.stage.timeline.setStanding(this.sources.chunks.standing());
    const { at } = this.travel;
    if (at >= stretch.start && at < stretch.end) this.#show();
  }

  /** The clock was moved. @param {boolean} stepped to another step */
  #follow(stepped) {
    if (this.travel.hovered !== null) return;
    this.stage.timeline.setCursor(this.clock.at);
    if (stepped) this.#show();
  }

  /** Everything that follows the clock, for the moment that it shows. */
  #show() {
    const { clock, state, answers, words } = this;
    const { at, hovered } = this.travel;
    const frame = this.#wantsFrames ? this.sources.frameAt(at, clock.loop && clock.playing) : 'none';
    this.moment = momentOf(at, clock.step / 60_000, answers, { component: state.component, unit: this.options.market.unit, words });
    this.stage.show({ moment: this.moment, cursor: hovered ?? clock.at, frame, span: clock.span, state, playing: clock.playing });
    this.address.soon();
    const loaded = this.sources.isLoaded;
    this.element.dataset.state = loaded ? 'ready' : 'loading';
    this.messages.showAbsence(absenceOf(answers, {
      loaded, frame: typeof frame === 'object' ? 'here' : frame, awaited: this.awaitsPrices, future: at >= this.#end && clock.span.end > this.#now,
    }));
  }

  /** @param {number} before where the clock was */
  #tell(before) {
    const { moment, clock } = this;
    if (!moment) return;
    const from = before < moment.at ? before + clock.step - 1 : moment.at - 1;
    const happened = this.answers.incidents?.between(from, moment.at + clock.step - 1) ?? [];
    this.messages.say(narrate(this.words, moment.at, moment.minutes, { price: moment.price, unit: moment.priceUnit, load: moment.load, out: moment.out }, happened));
  }

  /** @param {Partial<ReplayState>} change */
  #change(change) {
    this.state = { ...this.state, ...change };
    this.address.soon();
  }

  #applyLayers() {
    const { price, plants, lines, zones } = this.state;
    this.stage.map.setShown({ price: this.kind ? price : 'off', plants, lines, zones });
    this.#want();
  }

  /** The state as the address holds it. @returns {string} */
  #query() {
    return writeState({ ...withSpan(this.state, this.clock.span, this.zone), at: this.state.live ? null : this.clock.moment });
  }

  /** The same for who is to see this very moment, whatever is newest by then. @returns {string} */
  #momentQuery() {
    return writeState(atMoment(withSpan(this.state, this.clock.span, this.zone), this.travel.at));
  }

  #writeUrl() {
    putAddress(this.#query());
  }

  /** Buttons and fields as the state is. */
  #showControls() {
    showControls(this.element, { state: this.state, span: this.clock.span, zone: this.zone, words: this.words, choosing: this.pointer.choosing });
    this.#showPlaying();
  }

  #showPlaying() {
    showPlaying(this.element, this.clock, this.words);
    if (!this.clock.playing) this.address.soon();
  }

  #listen() {
    const { element, travel } = this;
    const { signal } = this.stop;
    const wishes = {
      onToggle: () => travel.toggle(),
      onStep: travel.step.bind(travel),
      onEdge: travel.toEdge.bind(travel),
      onEvent: (/** @type {1 | -1} */ direction) => travel.toEvent(direction, this.answers.incidents),
    };
    listenToKeys(element, wishes, signal);
    listenToButtons(element, {
      ...wishes,
      onMoveSpan: (direction) => travel.moveSpan(direction),
      onZoom: (direction) => travel.zoom(direction),
      onLevel: (level) => travel.toLevel(level),
      onDay: (day) => travel.toDay(day),
      onDates: (from, to) => this.#setDates(from, to),
      onSwitch: (what) => this.#switch(what),
      onLayer: (layer) => this.#setLayers({ [layer]: !this.state[layer] }),
      onPrice: (price) => this.#setLayers({ price }),
      onComponent: (component) => this.#setComponent(component),
      onKind: (kind) => this.#setKind(kind),
      onTable: (table) => this.#setTable(table),
      onToggleTable: () => this.#setTable(this.state.table ? null : 'events'),
      onFit: () => this.stage.map.fit(),
      onFold: (button) => {
        fold(button);
        this.stage.timeline.redraw();
      },
      onShare: () => void this.#share(),
      onPng: () => void this.#png(),
      onCsv: () => void this.#csv(),
      onRetry: () => this.#retry(),
      onLogIn: () => location.reload(),
    }, signal);
    this.#part('bookmarks-panel').addEventListener('toggle', (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === 'open') void this.bookmarks.load();
    }, { signal });
    window.addEventListener('online', () => this.#retry(), { signal });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && this.state.live) this.#keepUp();
    }, { signal });
  }

  #retry() {
    this.sources.retry();
    this.stage.retry();
  }

  /** @param {import('./replay-buttons.js').Switch} what */
  #switch(what) {
    const { state, clock } = this;
    switch (what) {
      case 'speed': this.#change({ speed: (clock.speed = Playback.after(clock.speed)) }); break;
      case 'loop': this.#change({ loop: (clock.loop = !clock.loop) }); break;
      case 'known':
        this.#change({ known: state.known === 'then' ? 'now' : 'then' });
        this.#want();
        break;
      case 'charts':
        this.#change({ charts: !state.charts });
        this.stage.timeline.setCharts(this.state.charts);
        break;
      case 'brush': this.pointer.setChoosing(!this.pointer.choosing); break;
      case 'live': this.#goLive(!state.live); break;
    }
    this.#showControls();
  }

  /** @param {boolean} live */
  #goLive(live) {
    this.playback.pause();
    this.#change({ live });
    if (!live) return;
    const { span, at } = this.#newest;
    this.travel.setSpan(span, at);
    this.sources.data.refresh(['incidents', 'system', 'prices', 'flows']);
    this.#keepUp();
  }

  /** @param {number} from @param {number} to */
  #brush(from, to) {
    this.pointer.setChoosing(false);
    this.travel.toDrawn(from, to, this.clock.step / 60_000);
    this.#showControls();
  }

  /** @param {string} first @param {string} last on the market's clock, as fields have them */
  #setDates(first, last) {
    const [from, to] = [first, last].map((text) => this.zone.instant(Date.parse(`${text}Z`)));
    if (!(to > from && this.travel.toDrawn(from, to, minutesOf(this.kind)))) this.messages.notice('spanBackwards');
  }

  /** @param {string} kind */
  #setKind(kind) {
    this.#change({ kind });
    this.sources.renew(this.#series);
    this.#applySpan(this.clock.span);
    this.#show();
  }

  /** @param {string} component */
  #setComponent(component) {
    this.#change({ component });
    this.sources.renew(this.#series);
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

  async #share() {
    const address = addressOf(this.#momentQuery());
    if (await shareAddress(address, /** @type {HTMLInputElement} */ (this.#part('share-link')), this.#part('share-panel'))) this.messages.notice('shared');
  }

  /** What a picture or a file is of. @returns {import('./frame-files.js').FrameFacts} */
  #about() {
    const { words, state, options, clock, answers } = this;
    return { words, state, market: options.market, at: this.travel.at, now: this.#now, minutes: clock.step / 60_000, source: answers.system?.source ?? null, address: this.#momentQuery() };
  }

  async #png() {
    this.playback.pause();
    try {
      await savePicture(this.#part('map'), this.#part('timeline'), this.stage.timeline.scale.x(this.travel.at), this.#about());
    } catch {
      this.messages.notice('noPicture');
    }
  }

  async #csv() {
    this.playback.pause();
    const facts = await this.stage.namedFacts();
    if (facts) saveRows(facts, this.#about());
  }

  /** What a bookmark keeps. @returns {import('./bookmarks.js').Place} */
  #place() {
    const iso = (/** @type {number} */ at) => new Date(at).toISOString();
    const { span } = this.clock;
    return { market: this.options.market.code, start: iso(span.start), end: iso(span.end), at: iso(this.travel.at), address: this.#momentQuery() };
  }

  /** @param {import('./bookmarks.js').Bookmark} bookmark */
  #openBookmark(bookmark) {
    this.#part('bookmarks-panel').hidePopover();
    const query = new URLSearchParams(bookmark.address);
    query.set('market', bookmark.market);
    query.set('at', csvMoment(Date.parse(bookmark.at)));
    // Older ones were kept with the present that they were made in.
    query.delete('live');
    if (bookmark.market !== this.options.market.code) {
      location.assign(`${location.pathname}?${query}`);
      return;
    }
    this.go(query.toString());
    this.#writeUrl();
  }
}
