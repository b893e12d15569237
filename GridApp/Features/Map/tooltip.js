/** One small card beside the pointer; built once, filled with text (never HTML). */
export class Tooltip {
  /** @param {HTMLElement} container */
  constructor(container) {
    this.container = container;
    this.element = document.createElement('div');
    this.element.className = 'map-tooltip';
    this.element.hidden = true;
    this.element.setAttribute('aria-hidden', 'true');
    this.lines = ['map-tooltip-name', 'map-tooltip-line', 'map-tooltip-more'].map((name) => {
      const line = document.createElement('div');
      line.className = name;
      this.element.append(line);
      return line;
    });
    container.append(this.element);
  }

  /**
   * @param {{x: number, y: number, radius: number}} mark CSS pixels of the container
   * @param {(string | null)[]} texts name, what it is, what else is there
   */
  show(mark, texts) {
    this.lines.forEach((line, at) => {
      line.textContent = texts[at] ?? '';
      line.hidden = !texts[at];
    });
    this.element.hidden = false;
    const { clientWidth, clientHeight } = this.container;
    const { offsetWidth, offsetHeight } = this.element;
    const gap = mark.radius + 8;
    const left = mark.x + gap + offsetWidth > clientWidth - 8 ? mark.x - gap - offsetWidth : mark.x + gap;
    const top = Math.min(clientHeight - offsetHeight - 8, Math.max(8, mark.y - offsetHeight / 2));
    this.element.style.transform = `translate(${Math.round(Math.max(8, left))}px, ${Math.round(top)}px)`;
  }

  hide() {
    this.element.hidden = true;
  }

  dispose() {
    this.element.remove();
  }
}
