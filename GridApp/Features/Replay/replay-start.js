import { Replay } from './replay.js';

/** @param {HTMLElement} host with what the page knows in `data-replay`, and the replay's element in it */
function made(host) {
  return new Replay(/** @type {HTMLElement} */ (host.firstElementChild), JSON.parse(host.dataset.replay ?? '{}'));
}

/**
 * A replay that began in the page as the server sent it. When the circuit replaces that page's elements by its own, the replay moves over before anybody sees it gone, with what a person
 * was doing in it: what is taken out of a document loses the focus, and what was open in it closes.
 */
class EarlyReplay {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.replay = made(host);
    this.options = host.dataset.replay ?? '';
    const { element } = this.replay;
    if (this.replay.awaitsPrices) element.dataset.picture = 'coming';
    this.stop = new AbortController();
    /** @type {HTMLElement | null} */
    this.focused = null;
    /** @type {Set<HTMLElement>} */
    this.open = new Set();
    const { signal } = this.stop;
    document.addEventListener('focusin', ({ target }) => {
      // The circuit puts the focus on the page's heading when it takes over; that is no wish of a person's.
      if (target instanceof HTMLElement && !target.matches('h1')) this.focused = element.contains(target) ? target : null;
    }, { signal });
    element.addEventListener('toggle', (event) => {
      const opened = /** @type {ToggleEvent} */ (event).newState === 'open';
      if (event.target instanceof HTMLElement && element.isConnected) this.open[opened ? 'add' : 'delete'](event.target);
    }, { signal, capture: true });
    this.observer = new MutationObserver(() => {
      const next = element.isConnected ? null : document.querySelector('.replay-host');
      if (next) this.settle(next);
    });
    this.observer.observe(document.body, { childList: true, subtree: true });
  }

  /** @param {Element} host */
  settle(host) {
    const { element } = this.replay;
    if (element.parentElement !== host) {
      host.replaceChildren(element);
      for (const popover of this.open) popover.showPopover();
    }
    if (this.focused && document.activeElement !== this.focused) this.focused.focus({ preventScroll: true });
  }

  /** Nobody looks after it any more. */
  release() {
    this.observer.disconnect();
    this.stop.abort();
  }
}

/** @type {EarlyReplay | null} */
let early = null;

/** @param {HTMLElement} host @returns {Replay} */
export function create(host) {
  const begun = early;
  early = null;
  if (!begun) return made(host);
  const options = host.dataset.replay ?? '';
  const same = isSame(begun.options, options);
  if (same) begun.settle(host);
  begun.release();
  if (!same) {
    begun.replay.dispose();
    return made(host);
  }
  // What was written while nobody listened.
  if (begun.options !== options) begun.replay.changed(['incidents', 'market', 'prices']);
  return begun.replay;
}

/** Whether two pages are of one market and one person; what is newest may have become newer. @param {string} one @param {string} other */
function isSame(one, other) {
  const lasting = (/** @type {string} */ options) => JSON.stringify(JSON.parse(options || '{}'), (key, value) => (key === 'now' || key === 'newest' ? undefined : value));
  return lasting(one) === lasting(other);
}

// The page as the server sent it has all that the replay needs: it asks and draws while the circuit is still being built.
const sent = document.querySelector('.replay-host[data-early]');
if (sent instanceof HTMLElement) early = new EarlyReplay(sent);
