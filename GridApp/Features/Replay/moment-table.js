/** A cell: words, or a number with its sorting value. @typedef {string} Cell */
/** The rows of one table: heads (those with a unit are numbers), rows, and how many there are in all. @typedef {{heads: {text: string, number: boolean}[], rows: Cell[][], total: number}} TableContent */

/** Rows that are made: who wants all of them takes the file. */
export const MOST_ROWS = 200;

/** What the map and the charts show at a moment, as a table that follows the clock. Cells are kept: while it plays only their words change. */
export class MomentTable {
  /** @param {HTMLElement} host scrolls @param {HTMLElement} sentence says how much there is */
  constructor(host, sentence) {
    this.host = host;
    this.sentence = sentence;
    this.heads = '';
    this.table = document.createElement('table');
    this.table.className = 'table';
    this.head = document.createElement('thead');
    this.body = document.createElement('tbody');
    this.table.append(this.head, this.body);
  }

  /** @param {TableContent} content @param {string} sentence @param {string} caption */
  show({ heads, rows }, sentence, caption) {
    const key = heads.map((head) => head.text).join('|');
    if (key !== this.heads) {
      this.heads = key;
      const row = document.createElement('tr');
      for (const { text, number } of heads) {
        const cell = document.createElement('th');
        cell.scope = 'col';
        cell.className = number ? 'number' : '';
        cell.textContent = text;
        row.append(cell);
      }
      this.head.replaceChildren(row);
      this.body.replaceChildren();
      this.host.scrollTop = 0;
    }
    if (this.table.parentNode !== this.host) this.host.replaceChildren(this.table);
    const { body } = this;
    while (body.rows.length > rows.length) body.deleteRow(body.rows.length - 1);
    rows.forEach((cells, at) => {
      const row = body.rows[at] ?? this.#add(heads);
      cells.forEach((text, i) => {
        const cell = row.cells[i];
        if (cell.textContent !== text) cell.textContent = text;
      });
    });
    this.table.setAttribute('aria-label', caption);
    if (this.sentence.textContent !== sentence) this.sentence.textContent = sentence;
  }

  /** @param {TableContent['heads']} heads @returns {HTMLTableRowElement} */
  #add(heads) {
    const row = document.createElement('tr');
    heads.forEach(({ number }, i) => {
      const cell = document.createElement(i === 0 ? 'th' : 'td');
      if (i === 0) cell.setAttribute('scope', 'row');
      if (number) cell.className = 'number';
      row.append(cell);
    });
    this.body.append(row);
    return row;
  }
}
