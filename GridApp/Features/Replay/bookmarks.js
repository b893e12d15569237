import { troubleOf } from './span-data.js';

/** @typedef {import('./replay-words.js').ReplayWords} ReplayWords */
/** @typedef {{id: number, name: string, market: string, start: string, end: string, at: string, address: string, author: string, mine: boolean}} Bookmark */
/** What is kept of where the person is. @typedef {{market: string, start: string, end: string, at: string, address: string}} Place */

/** The list of bookmarks and the form that makes one: the replay's own, over the API. */
export class Bookmarks {
  /**
   * @param {HTMLElement} root @param {string} url @param {{words: () => ReplayWords, place: () => Place, mayLetGoAll: boolean, onOpen: (bookmark: Bookmark) => void, onSaid: (text: string) => void}} options
   */
  constructor(root, url, options) {
    this.url = url;
    this.options = options;
    this.list = /** @type {HTMLElement} */ (root.querySelector('[data-part="bookmarks"]'));
    this.empty = /** @type {HTMLElement} */ (root.querySelector('[data-part="no-bookmarks"]'));
    this.form = /** @type {HTMLFormElement} */ (root.querySelector('form'));
    this.field = /** @type {HTMLInputElement} */ (this.form.querySelector('input'));
    this.fault = /** @type {HTMLElement} */ (root.querySelector('[data-part="bookmark-fault"]'));
    this.stop = new AbortController();
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#keep();
    }, { signal: this.stop.signal });
  }

  /** Asks for the list. */
  async load() {
    const answer = await this.#ask('GET', '');
    if (answer) this.#show((await answer.json()).items);
  }

  dispose() {
    this.stop.abort();
  }

  async #keep() {
    const { options } = this;
    const answer = await this.#ask('POST', '', { ...options.place(), name: this.field.value });
    if (!answer) return;
    this.field.value = '';
    options.onSaid(options.words().say('bookmarkKept'));
    await this.load();
  }

  /** @param {Bookmark} bookmark */
  async #letGo(bookmark) {
    if (!(await this.#ask('DELETE', `/${bookmark.id}`))) return;
    this.options.onSaid(this.options.words().say('bookmarkGone', bookmark.name));
    await this.load();
    this.field.focus();
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<Response | null>} null when it was refused, and the form says why */
  async #ask(method, path, body) {
    const words = this.options.words();
    this.fault.hidden = true;
    try {
      const response = await fetch(this.url + path, {
        method, signal: this.stop.signal, headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (response.ok) return response;
      const problem = await response.json().catch(() => null);
      const told = response.status === 422 && problem?.errors?.name ? words.say('bookmarkName') : response.status === 409 ? words.say('bookmarkMost') : words.say(`trouble.${troubleOf(response.status)}`);
      this.#refuse(told);
    } catch {
      if (!this.stop.signal.aborted) this.#refuse(words.say('trouble.offline'));
    }
    return null;
  }

  /** @param {string} text */
  #refuse(text) {
    this.fault.textContent = text;
    this.fault.hidden = false;
  }

  /** @param {Bookmark[]} bookmarks */
  #show(bookmarks) {
    const { options } = this;
    const words = options.words();
    this.empty.hidden = bookmarks.length > 0;
    this.list.replaceChildren(...bookmarks.map((bookmark) => {
      const item = document.createElement('li');
      const open = document.createElement('button');
      open.type = 'button';
      open.className = 'bookmark';
      const name = document.createElement('span');
      name.className = 'bookmark-name';
      name.textContent = bookmark.name;
      const about = document.createElement('span');
      about.className = 'bookmark-about';
      about.textContent = `${bookmark.market} · ${bookmark.market === words.market ? words.exact(Date.parse(bookmark.at)) : `${bookmark.at.slice(0, 16).replace('T', ' ')} UTC`}${bookmark.mine ? '' : ` · ${bookmark.author}`}`;
      open.append(name, about);
      open.addEventListener('click', () => options.onOpen(bookmark));
      item.append(open);
      if (bookmark.mine || options.mayLetGoAll) {
        const drop = document.createElement('button');
        drop.type = 'button';
        drop.className = 'button quiet';
        drop.textContent = words.say('letGo');
        drop.setAttribute('aria-label', words.say('letGoOf', bookmark.name));
        drop.addEventListener('click', () => void this.#letGo(bookmark));
        item.append(drop);
      }
      return item;
    }));
  }
}
