/** Work that need not keep pace with the clock: it runs at most once in a while, and then with what is newest. */
export class Throttle {
  /**
   * @param {number} ms @param {() => void} run
   * @param {{later?: (work: () => void, after: number) => number, never?: (timer: number) => void}} [timers]
   */
  constructor(ms, run, { later = (work, after) => Number(setTimeout(work, after)), never = (timer) => clearTimeout(timer) } = {}) {
    this.ms = ms;
    this.run = run;
    this.later = later;
    this.never = never;
    this.timer = 0;
  }

  /** At once while nothing plays; at most so often while it does. @param {boolean} playing */
  follow(playing) {
    if (playing) this.soon();
    else this.now();
  }

  now() {
    this.never(this.timer);
    this.timer = 0;
    this.run();
  }

  /** Who asks again meanwhile does not put it off. */
  soon() {
    if (this.timer) return;
    this.timer = this.later(() => {
      this.timer = 0;
      this.run();
    }, this.ms);
  }

  /** What was waiting is not done, and the next is a work of its own. */
  forget() {
    this.never(this.timer);
    this.timer = 0;
  }

  dispose() {
    this.forget();
  }
}
