import { write } from './moment-panel.js';

/** @typedef {import('./replay-words.js').ReplayWords} ReplayWords */
/** @typedef {import('./span-data.js').Trouble} Trouble */
/** Who may be in trouble: the answers about the span, the frames of its prices, the map. @typedef {'span' | 'frames' | 'map'} TroubleSource */

const TOLD_AFTER_MS = 150;
const NOTICE_MS = 8000;

/** @type {readonly Trouble[]} */
const WORST_FIRST = ['signed-out', 'offline', 'server', 'refused', 'unreadable'];

/** What the replay says beside its numbers: aloud, in passing, that something went wrong, and that there is nothing to see. */
export class Messages {
  /** @param {HTMLElement} root @param {ReplayWords} words */
  constructor(root, words) {
    this.words = words;
    this.part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-part="${name}"]`));
    /** @type {Map<TroubleSource, Trouble>} */
    this.troubles = new Map();
    /** The worst of them, which is the one that is shown. @type {Trouble | null} */
    this.trouble = null;
    this.telling = 0;
    this.noticing = 0;
  }

  /** For who does not see the map. @param {string} text */
  say(text) {
    clearTimeout(this.telling);
    // Who steps quickly hears where it ended.
    this.telling = window.setTimeout(() => write(this.part('told'), text), TOLD_AFTER_MS);
  }

  /** A sentence that goes by itself. @param {string} key */
  notice(key) {
    const notice = this.part('notice');
    write(notice, this.words.say(key));
    notice.hidden = false;
    clearTimeout(this.noticing);
    this.noticing = window.setTimeout(() => (notice.hidden = true), NOTICE_MS);
  }

  /** @param {TroubleSource} source @param {Trouble | null} its null: all is well again with it @param {boolean} playing */
  setTrouble(source, its, playing) {
    if (its) this.troubles.set(source, its);
    else this.troubles.delete(source);
    const all = [...this.troubles.values()];
    const trouble = WORST_FIRST.find((one) => all.includes(one)) ?? null;
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    const banner = this.part('trouble');
    banner.hidden = trouble === null;
    if (trouble === null) return;
    write(this.part('trouble-text'), this.words.say(playing && trouble === 'offline' ? 'trouble.playing' : `trouble.${trouble}`));
    for (const button of banner.querySelectorAll('button')) button.hidden = (button.dataset.do === 'log-in') !== (trouble === 'signed-out');
  }

  /** @param {import('./absence.js').Absence} absence */
  showAbsence({ nothing, gap, leftOut }) {
    const { words } = this;
    // What could not be asked for may be there.
    this.part('nothing').hidden = !nothing || this.trouble !== null;
    write(this.part('gap'), gap ? words.say(gap) : '');
    this.part('gap').hidden = this.part('gap').textContent === '';
    this.part('left-out').hidden = leftOut === 0;
    write(this.part('left-out'), words.say('leftOut', words.number(leftOut)));
  }

  dispose() {
    clearTimeout(this.telling);
    clearTimeout(this.noticing);
  }
}
