import { Replay } from './replay.js';

/** The replay that was begun before the page had its circuit (the end of this file). @type {{replay: Replay, options: string, observer: MutationObserver} | null} */
let early = null;

/** @param {HTMLElement} host with what the page knows in `data-replay`, and the replay's element in it */
function made(host) {
  return new Replay(/** @type {HTMLElement} */ (host.firstElementChild), JSON.parse(host.dataset.replay ?? '{}'));
}

/** Gives the replay's element another host, with what a person was doing in it. @param {Replay} replay @param {Element} host */
function settle(replay, host) {
  if (replay.element.parentElement === host) return;
  const focused = replay.element.contains(document.activeElement) ? document.activeElement : null;
  host.replaceChildren(replay.element);
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
}

/**
 * Begins the replay in the page as the server sent it. When the circuit replaces that page's elements by its own, the replay moves over before anybody sees it gone.
 * @param {HTMLElement} host
 */
function begin(host) {
  const replay = made(host);
  if (replay.awaitsPrices) replay.element.dataset.picture = 'coming';
  const observer = new MutationObserver(() => {
    const next = replay.element.isConnected ? null : document.querySelector('.replay-host');
    if (next) settle(replay, next);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  early = { replay, options: host.dataset.replay ?? '', observer };
}

/** @param {HTMLElement} host @returns {Replay} */
export function create(host) {
  const begun = early;
  early = null;
  begun?.observer.disconnect();
  if (begun && isSame(begun.options, host.dataset.replay ?? '')) {
    settle(begun.replay, host);
    // What was written while nobody listened.
    if (begun.options !== host.dataset.replay) begun.replay.changed(['incidents', 'market', 'prices']);
    return begun.replay;
  }
  begun?.replay.dispose();
  return made(host);
}

/** Whether two pages are of one market and one person; what is newest may have become newer. @param {string} one @param {string} other */
function isSame(one, other) {
  const lasting = (/** @type {string} */ options) => JSON.stringify(JSON.parse(options || '{}'), (key, value) => (key === 'now' || key === 'newest' ? undefined : value));
  return lasting(one) === lasting(other);
}

// The page as the server sent it has all that the replay needs: it asks and draws while the circuit is still being built.
const sent = document.querySelector('.replay-host[data-early]');
if (sent instanceof HTMLElement) begin(sent);
