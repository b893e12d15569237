/** @typedef {import('./replay-state.js').ReplayState} ReplayState */
/** @typedef {import('./span.js').Level} Level */
/** What is on or off, or goes round. @typedef {'speed' | 'loop' | 'known' | 'live' | 'brush' | 'charts'} Switch */
/** @typedef {'plants' | 'lines' | 'zones'} Layer */
/**
 * What a person wants who uses buttons and fields. Days and dates are as they were typed, on the market's clock.
 * @typedef {{
 *   onToggle: () => void, onStep: (unit: 'interval' | 'hour' | 'day', by: 1 | -1) => void, onEvent: (direction: 1 | -1) => void,
 *   onMoveSpan: (direction: 1 | -1) => void, onZoom: (direction: 1 | -1) => void, onLevel: (level: Level) => void, onDay: (day: string) => void, onDates: (from: string, to: string) => void,
 *   onSwitch: (what: Switch) => void, onLayer: (layer: Layer) => void, onPrice: (price: ReplayState['price']) => void, onComponent: (component: string) => void, onKind: (kind: string) => void,
 *   onTable: (table: string) => void, onToggleTable: () => void, onFit: () => void, onFold: (button: HTMLElement) => void, onShare: () => void, onPng: () => void, onCsv: () => void,
 *   onRetry: () => void, onLogIn: () => void
 * }} ButtonWishes
 */

/**
 * Buttons say what they are for in `data-do`, or which of several they choose; fields are known by their parts.
 * @param {HTMLElement} root @param {ButtonWishes} wishes @param {AbortSignal} signal
 */
export function listenToButtons(root, wishes, signal) {
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (!(button instanceof HTMLElement)) return;
    const { component, price, table } = button.dataset;
    if (component) wishes.onComponent(component);
    else if (price) wishes.onPrice(/** @type {ReplayState['price']} */ (price));
    else if (table) wishes.onTable(table);
    else if (button.dataset.do) wish(button.dataset.do, button, wishes);
  }, { signal });
  root.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement || target instanceof HTMLInputElement) choose(root, target, wishes);
  }, { signal });
}

/** @param {string} what @param {HTMLElement} button @param {ButtonWishes} wishes */
function wish(what, button, wishes) {
  switch (what) {
    case 'play': wishes.onToggle(); break;
    case 'back': wishes.onStep('interval', -1); break;
    case 'on': wishes.onStep('interval', 1); break;
    case 'hour-back': wishes.onStep('hour', -1); break;
    case 'hour-on': wishes.onStep('hour', 1); break;
    case 'day-back': wishes.onStep('day', -1); break;
    case 'day-on': wishes.onStep('day', 1); break;
    case 'event-back': wishes.onEvent(-1); break;
    case 'event-on': wishes.onEvent(1); break;
    case 'span-back': wishes.onMoveSpan(-1); break;
    case 'span-on': wishes.onMoveSpan(1); break;
    case 'zoom-in': wishes.onZoom(-1); break;
    case 'zoom-out': wishes.onZoom(1); break;
    case 'speed': case 'loop': case 'known': case 'live': case 'brush': case 'charts': wishes.onSwitch(what); break;
    case 'plants': case 'lines': case 'zones': wishes.onLayer(what); break;
    case 'table': wishes.onToggleTable(); break;
    case 'fit': wishes.onFit(); break;
    case 'fold': wishes.onFold(button); break;
    case 'share': wishes.onShare(); break;
    case 'png': wishes.onPng(); break;
    case 'csv': wishes.onCsv(); break;
    case 'retry': wishes.onRetry(); break;
    case 'log-in': wishes.onLogIn(); break;
  }
}

/** @param {HTMLElement} root @param {HTMLSelectElement | HTMLInputElement} field @param {ButtonWishes} wishes */
function choose(root, field, wishes) {
  const valueOf = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (root.querySelector(`[data-part="${name}"]`)).value;
  switch (field.dataset.part) {
    case 'level':
      if (field.value !== 'custom') wishes.onLevel(/** @type {Level} */ (field.value));
      break;
    case 'kind': wishes.onKind(field.value); break;
    case 'day-field': wishes.onDay(field.value); break;
    case 'from-field': case 'to-field': wishes.onDates(valueOf('from-field'), valueOf('to-field')); break;
  }
}
