/** Colours of the page's tokens. Read once per drawing: a theme changes them all. */
export class Theme {
  constructor() {
    this.style = getComputedStyle(document.documentElement);
  }

  /** @param {string} name of a token, without its dashes @returns {string} */
  of(name) {
    return this.style.getPropertyValue('--' + name).trim() || '#888888';
  }

  /** The same colour, seen through. @param {string} name of a token that is a colour of six hexadecimal digits @param {number} alpha 0 to 1 @returns {string} */
  faint(name, alpha) {
    const colour = this.of(name);
    const channels = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
    return `rgba(${channels.join(', ')}, ${alpha})`;
  }
}

/** Calls back when the theme has changed, by the page's switch or by the system. @param {() => void} changed @returns {() => void} stops watching */
export function watchTheme(changed) {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}
