/**
 * Half-open intervals [start, end) that answer "which of you hold this moment" without looking at all of them: sorted by start, with the latest end of every
 * stretch of the order beside it, as an implicit tree.
 */
export class IntervalIndex {
  /** @param {ArrayLike<number>} starts @param {ArrayLike<number>} ends Infinity for one that lasts; what does not end after its start is never found */
  constructor(starts, ends) {
    const count = starts.length;
    /** The intervals' numbers, by start. */
    this.order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => starts[a] - starts[b] || a - b);
    this.starts = Float64Array.from(this.order, (i) => starts[i]);
    this.ends = Float64Array.from(this.order, (i) => ends[i]);
    /** By the middle of each stretch that `#collect` looks at: the latest end in it. */
    this.latest = new Float64Array(count);
    this.#fill(0, count);
  }

  /** @param {number} at @returns {number[]} numbers of the intervals that hold it, by start */
  at(at) {
    /** @type {number[]} */
    const found = [];
    this.#collect(0, this.order.length, at, found);
    return found;
  }

  /** @param {number} from @param {number} to @returns {number[]} numbers of the intervals that start in [from, to), by start */
  startingIn(from, to) {
    return [...this.order.subarray(lowerBound(this.starts, from), lowerBound(this.starts, to))];
  }

  /** @param {number} low @param {number} high @returns {number} */
  #fill(low, high) {
    if (low >= high) return -Infinity;
    const middle = (low + high) >> 1;
    const latest = Math.max(this.ends[middle], this.#fill(low, middle), this.#fill(middle + 1, high));
    this.latest[middle] = latest;
    return latest;
  }

  /** @param {number} low @param {number} high @param {number} at @param {number[]} found */
  #collect(low, high, at, found) {
    if (low >= high) return;
    const middle = (low + high) >> 1;
    if (this.latest[middle] <= at) return;
    this.#collect(low, middle, at, found);
    if (this.starts[middle] > at) return;
    if (this.ends[middle] > at) found.push(this.order[middle]);
    this.#collect(middle + 1, high, at, found);
  }
}

/** @param {ArrayLike<number>} sorted @param {number} value @returns {number} the first place whose number is not less */
export function lowerBound(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {ArrayLike<number>} sorted @param {number} value @returns {number} the last place whose number is not greater, -1 when there is none */
export function lastUpTo(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
