/** @typedef {(now: Date) => string} LocalTime */

/** @param {string | null} zone IANA name; null: the reader's own @returns {LocalTime} 14:05 CST */
function localTime(zone) {
  const language = document.documentElement.lang || "en";
  const format = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone ?? undefined, timeZoneName: "short" });
  return (now) => {
    const parts = format.formatToParts(now);
    const part = (/** @type {string} */ type) => parts.find((one) => one.type === type)?.value ?? "";
    return `${part("hour")}:${part("minute")} ${part("timeZoneName")}`;
  };
}

/** @param {() => void} run */
function whenIdle(run) {
  if ("requestIdleCallback" in window) window.requestIdleCallback(run, { timeout: 1000 });
  else setTimeout(run, 200);
}

/**
 * The time here and in UTC: `<grid-clock zone="America/Chicago">`; without a zone the reader's own. It ticks by itself, at each full second,
 * and stops when it leaves the page.
 */
class GridClock extends HTMLElement {
  /** @type {number | undefined} */
  #timer;

  connectedCallback() {
    const world = document.createElement("span");
    const unit = document.createElement("span");
    const here = document.createElement("span");
    here.className = "local";
    here.hidden = true;
    unit.className = "unit";
    unit.textContent = "UTC";
    this.replaceChildren(here, world, unit);
    /** @type {LocalTime | null} */
    let local = null;
    let asked = false;

    const tick = () => {
      const now = new Date();
      // Where the reader's time is UTC, once is enough.
      const isNeeded = this.hasAttribute("zone") || now.getTimezoneOffset() !== 0;
      // The names of zones take a browser longer to load than the rest of the page's scripts take to run.
      if (isNeeded && !asked) {
        asked = true;
        whenIdle(() => {
          local = localTime(this.getAttribute("zone"));
          show(new Date());
        });
      }
      show(now);
      this.#timer = window.setTimeout(tick, 1000 - (now.getTime() % 1000));
    };
    const show = (/** @type {Date} */ now) => {
      here.hidden = local === null || (now.getTimezoneOffset() === 0 && !this.hasAttribute("zone"));
      if (local) here.textContent = local(now);
      world.textContent = now.toISOString().slice(11, 19);
    };
    tick();
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
  }
}

if (!customElements.get("grid-clock")) customElements.define("grid-clock", GridClock);
