/** What a chart shows, in words and numbers. `row` makes one row when it is scrolled to; `words` are columns that are no numbers. @typedef {{columns: string[], count: number, row: (index: number) => string[], words?: number[]}} Twin */

const CHUNK = 120;

/** A table that grows as it is scrolled: a month of five minutes has 9,000 rows. */
export class TableTwin {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    /** @type {Twin | null} */
    this.twin = null;
    this.shown = 0;
    this.body = document.createElement('tbody');
    host.addEventListener('scroll', () => {
      if (host.scrollTop + host.clientHeight > host.scrollHeight - 400) this.#grow();
    }, { passive: true });
  }

  /** @param {Twin} twin */
  show(twin) {
    this.twin = twin;
    this.shown = 0;
    const table = document.createElement('table');
    table.className = 'table';
    table.setAttribute('aria-rowcount', String(twin.count + 1));
    const head = document.createElement('thead');
    head.append(rowOf(twin.columns, 'th', twin.words));
    this.body = document.createElement('tbody');
    table.append(head, this.body);
    this.host.replaceChildren(table);
    this.#grow();
  }

  clear() {
    this.twin = null;
    this.host.replaceChildren();
  }

  #grow() {
    if (!this.twin) return;
    const end = Math.min(this.twin.count, this.shown + CHUNK);
    const rows = [];
    for (; this.shown < end; this.shown++) {
      const row = rowOf(this.twin.row(this.shown), 'td', this.twin.words);
      row.setAttribute('aria-rowindex', String(this.shown + 2));
      rows.push(row);
    }
    this.body.append(...rows);
  }
}

/** @param {string[]} cells @param {'td' | 'th'} kind @param {number[]} [words] @returns {HTMLTableRowElement} */
function rowOf(cells, kind, words = []) {
  const row = document.createElement('tr');
  cells.forEach((text, i) => {
    const cell = document.createElement(i === 0 ? 'th' : kind);
    if (i === 0 || kind === 'th') cell.setAttribute('scope', kind === 'th' ? 'col' : 'row');
    if (i > 0 && !words.includes(i)) cell.className = 'number';
    cell.textContent = text;
    row.append(cell);
  });
  return row;
}
