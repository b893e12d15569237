/**
 * The time here and in UTC: `<grid-clock zone="America/Chicago">`; without a zone the reader's own. It ticks by itself, at each full second,
 * and stops when it leaves the page.
 */
class GridClock extends HTMLElement {
  /** @type {number | undefined} */
  #timer;

  connectedCallback() {
    const zone = this.getAttribute("zone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const language = document.documentElement.lang || "en";
    const local = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone, timeZoneName: "short" });
    const utc = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: "UTC" });
    const here = document.createElement("span");
    const world = document.createElement("span");
    const unit = document.createElement("span");
    here.className = "local";
    unit.className = "unit";
    unit.textContent = "UTC";
    this.replaceChildren(here, world, unit);

    const tick = () => {
      const now = new Date();
      const parts = local.formatToParts(now);
      const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
      const time = ["hour", "minute"].map((type) => parts.find((part) => part.type === type)?.value ?? "").join(":");
      // Where the reader's time is UTC, once is enough.
      here.hidden = now.getTimezoneOffset() === 0 && !this.hasAttribute("zone");
      here.textContent = `${time} ${name}`;
      world.textContent = utc.format(now);
      this.#timer = window.setTimeout(tick, 1000 - (now.getTime() % 1000));
    };
    tick();
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
  }
}

if (!customElements.get("grid-clock")) customElements.define("grid-clock", GridClock);
