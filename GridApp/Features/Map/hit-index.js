/** @typedef {import('./detail.js').Arrangement} Arrangement */

const CELL = 32;

/** Finds what is under the pointer among what is drawn: a grid of cells, each with a chain of marks. */
export class HitIndex {
  /** @param {Arrangement} drawn @param {number} width @param {number} height of the frame, CSS pixels */
  constructor(drawn, width, height) {
    this.drawn = drawn;
    this.columns = Math.max(1, Math.ceil(width / CELL));
    this.rows = Math.max(1, Math.ceil(height / CELL));
    this.head = new Int32Array(this.columns * this.rows).fill(-1);
    this.next = new Int32Array(drawn.length);
    for (let at = 0; at < drawn.length; at++) {
      const cell = this.#cell(drawn.x[at], drawn.y[at]);
      this.next[at] = this.head[cell];
      this.head[cell] = at;
    }
  }

  /**
   * The mark at a place, or the nearest within a tolerance. Where marks overlap, the one whose edge reaches furthest over the place wins.
   * @param {number} x @param {number} y CSS pixels of the frame @param {number} tolerance CSS pixels beyond a mark's edge
   * @returns {number} position in the arrangement, -1 when there is none
   */
  find(x, y, tolerance) {
    const { drawn } = this;
    let best = -1;
    let bestGap = tolerance;
    const column = Math.floor(x / CELL);
    const row = Math.floor(y / CELL);
    for (let r = row - 1; r <= row + 1; r++) {
      if (r < 0 || r >= this.rows) continue;
      for (let c = column - 1; c <= column + 1; c++) {
        if (c < 0 || c >= this.columns) continue;
        for (let at = this.head[r * this.columns + c]; at >= 0; at = this.next[at]) {
          const gap = Math.hypot(drawn.x[at] - x, drawn.y[at] - y) - drawn.radius[at];
          if (gap <= bestGap) {
            best = at;
            bestGap = gap;
          }
        }
      }
    }
    return best;
  }

  /** @param {number} x @param {number} y @returns {number} */
  #cell(x, y) {
    const column = Math.min(this.columns - 1, Math.max(0, Math.floor(x / CELL)));
    const row = Math.min(this.rows - 1, Math.max(0, Math.floor(y / CELL)));
    return row * this.columns + column;
  }
}
