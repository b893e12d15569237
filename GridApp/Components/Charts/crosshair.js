/** One line of what the crosshair says. @typedef {{name: string, color: string | null, text: string}} Reading */

/** The line over a plot and the words beside it. Its nodes are its own; it takes no pointer. */
export class Crosshair {
  /** @param {HTMLElement} host of the plot */
  constructor(host) {
    this.line = document.createElement('div');
    this.line.className = 'chart-cross';
    this.box = document.createElement('div');
    this.box.className = 'chart-reading';
    this.hide();
    host.append(this.line, this.box);
  }

  /**
   * @param {{x: number, top: number, height: number, width: number, title: string, readings: Reading[]}} at x and sizes in px of the host
   */
  show({ x, top, height, width, title, readings }) {
    this.line.hidden = this.box.hidden = false;
    this.line.style.transform = `translateX(${Math.round(x)}px)`;
    this.line.style.top = `${top}px`;
    this.line.style.height = `${height}px`;
    const head = document.createElement('div');
    head.className = 'chart-reading-time';
    head.textContent = title;
    this.box.replaceChildren(head, ...readings.map(row));
    const own = this.box.offsetWidth;
    const left = x + 12 + own > width ? x - 12 - own : x + 12;
    this.box.style.transform = `translate(${Math.round(Math.max(0, left))}px, ${top}px)`;
  }

  hide() {
    this.line.hidden = this.box.hidden = true;
  }

  remove() {
    this.line.remove();
    this.box.remove();
  }
}

/** @param {Reading} reading @returns {HTMLElement} */
function row(reading) {
  const element = document.createElement('div');
  element.className = 'chart-reading-row';
  const sign = document.createElement('span');
  sign.className = 'chart-key';
  if (reading.color) sign.style.background = reading.color;
  const name = document.createElement('span');
  name.textContent = reading.name;
  const value = document.createElement('strong');
  value.textContent = reading.text;
  element.append(sign, name, value);
  return element;
}
