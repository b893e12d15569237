import { write } from './moment-panel.js';

/** @typedef {import('./replay-words.js').ReplayWords} ReplayWords */
/** @typedef {import('./span-data.js').Trouble} Trouble */

const TOLD_AFTER_MS = 150;
const NOTICE_MS = 8000;

/** What the replay says beside its numbers: aloud, in passing, that something went wrong, and that there is nothing to see. */
export class Messages {
  /** @param {HTMLElement} root @param {ReplayWords} words */
  constructor(root, words) {
    this.words = words;
    this.part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-part="${name}"]`));
    /** @type {Trouble | null} */
    this.trouble = null;
    this.telling = 0;
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
    setTimeout(() => (notice.hidden = true), NOTICE_MS);
  }

  /** @param {Trouble | null} trouble null: all is well again @param {boolean} playing */
  setTrouble(trouble, playing) {
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
  }
}
