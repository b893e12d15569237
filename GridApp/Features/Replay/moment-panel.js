/** @typedef {import('./incidents.js').Active} Active */
/** @typedef {import('./replay-words.js').ReplayWords} ReplayWords */
/** @typedef {import('./system.js').BindingLine} BindingLine */
/**
 * Everything that the panel says of a moment. NaN where nothing is known; `null` for a scale that there is none of.
 * @typedef {{
 *   at: number, minutes: number, price: number, priceUnit: string, priceName: string, spread: {low: number, high: number} | null, load: number, forecast: number, out: number, outCount: number,
 *   intensity: number, shed: number, events: Active[], binding: BindingLine[]
 * }} Moment
 */

/** Rows that are made; a moment has a few dozen events, a whole continent some hundred. */
const MOST = 80;

const STATUS_OF = /** @type {Record<string, string>} */ ({ forced: 'forced_outage', planned: 'planned_maintenance', maintenance: 'planned_maintenance', derate: 'derated' });

/** "At this moment": figures, what is out, lines at their limits. It writes only what is different from the moment before. */
export class MomentPanel {
  /**
   * @param {HTMLElement} root @param {{marks: Record<string, string>, onEvent: (at: number) => void}} options `marks`: SVG paths on a grid of 25 around 0,0 by status
   */
  constructor(root, { marks, onEvent }) {
    this.marks = marks;
    this.onEvent = onEvent;
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-part="${name}"]`));
    this.figures = { price: part('price'), load: part('load'), out: part('out'), intensity: part('intensity') };
    this.list = part('events');
    this.empty = part('no-events');
    this.more = part('more-events');
    this.binding = part('binding');
    /** @type {HTMLTableRowElement[]} */
    this.rows = [];
    this.shown = '';
    this.list.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      if (button?.dataset.at) this.onEvent(Number(button.dataset.at));
    });
  }

  /** @param {Moment} moment @param {ReplayWords} words */
  show(moment, words) {
    const { price, spread } = moment;
    this.#figure(this.figures.price, moment.priceName, words.number(price, 2), moment.priceUnit, spread ? words.say('spread', words.number(spread.low), words.number(spread.high)) : '');
    this.#figure(this.figures.load, null, words.power(moment.load), 'MW', Number.isNaN(moment.forecast) ? '' : words.say('forecast', words.power(moment.forecast)));
    this.#figure(this.figures.out, null, words.power(moment.out), 'MW', words.say(moment.outCount === 1 ? 'oneOut' : 'manyOut', moment.outCount));
    this.figures.out.classList.toggle('some', moment.out > 0);
    this.#figure(
      this.figures.intensity, null, words.number(moment.intensity), 'gCO₂eq/kWh', moment.shed > 0.5 ? words.say('shed', words.power(moment.shed)) : '');
    this.#events(moment, words);
    const text = moment.binding.slice(0, 4).map((line) => words.say('bindingLine', line.code, words.number((Math.abs(line.flowMw) / Math.max(1, line.limitMw)) * 100), words.number(Math.abs(line.shadowPrice), 0))).join(', ');
    write(this.binding, text ? words.say('binding', text) : '');
    this.binding.hidden = text === '';
  }

  /** @param {HTMLElement} figure @param {string | null} name @param {string} value @param {string} unit @param {string} context */
  #figure(figure, name, value, unit, context) {
    const [title, number, small, below] = /** @type {HTMLElement[]} */ ([...figure.querySelectorAll('.name, .number, .unit, .context')]);
    if (name !== null) write(title, name);
    write(number, value);
    write(small, unit);
    write(below, context);
  }

  /** @param {Moment} moment @param {ReplayWords} words */
  #events({ at, minutes, events }, words) {
    const key = `${words.day(at)} ${events.map((one) => `${one.incident.id} ${one.mw} ${one.type}`).join()} ${events.filter((one) => at < one.since + minutes * 60_000).length}`;
    if (key === this.shown) return;
    this.shown = key;
    const count = Math.min(MOST, events.length);
    while (this.rows.length < count) this.rows.push(this.#row());
    for (let i = 0; i < count; i++) this.#fill(this.rows[i], events[i], at, minutes, words);
    this.list.replaceChildren(...this.rows.slice(0, count));
    this.empty.hidden = count > 0;
    this.more.hidden = events.length <= MOST;
    write(this.more, words.say('moreEvents', events.length - MOST));
  }

  /** @returns {HTMLTableRowElement} */
  #row() {
    const row = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = 'row';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'event';
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    mark.setAttribute('viewBox', '-12.5 -12.5 25 25');
    mark.setAttribute('width', '12');
    mark.setAttribute('height', '12');
    mark.setAttribute('aria-hidden', 'true');
    mark.append(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
    const name = document.createElement('span');
    name.className = 'event-name';
    const reason = document.createElement('span');
    reason.className = 'event-reason';
    button.append(mark, name, reason);
    head.append(button);
    const [megawatts, since] = [document.createElement('td'), document.createElement('td')];
    megawatts.className = since.className = 'number';
    row.append(head, megawatts, since);
    return row;
  }

  /** @param {HTMLTableRowElement} row @param {Active} event @param {number} at @param {number} minutes @param {ReplayWords} words */
  #fill(row, { incident, mw, type, since, reason: said }, at, minutes, words) {
    const button = /** @type {HTMLButtonElement} */ (row.querySelector('button'));
    const [mark, name, reason] = /** @type {Element[]} */ ([...button.children]);
    const status = STATUS_OF[type] ?? 'derated';
    mark.setAttribute('class', `status-${status}`);
    mark.firstElementChild?.setAttribute('d', this.marks[status] ?? '');
    const called = incident.unit && incident.unit !== incident.name ? `${incident.name} ${incident.unit}` : incident.name;
    write(/** @type {HTMLElement} */ (name), called);
    write(/** @type {HTMLElement} */ (reason), said ?? words.say(`type.${type}`));
    button.dataset.at = String(since);
    button.title = words.say('goToStart', called, words.exact(since));
    row.classList.toggle('new', at < since + minutes * 60_000);
    write(/** @type {HTMLElement} */ (row.cells[1]), words.power(mw));
    write(/** @type {HTMLElement} */ (row.cells[2]), words.since(since, at));
  }
}

/** Writing the same again would still cost the browser a layout. @param {HTMLElement} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
