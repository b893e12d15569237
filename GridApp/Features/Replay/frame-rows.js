import { unpackValues } from '../Prices/price-frames.js';

/** @typedef {import('../Prices/price-frames.js').PriceFrames} PriceFrames */
/** @typedef {import('../Prices/price-frames.js').PriceNodes} PriceNodes */
/**
 * Frames unpacked, in order of time: frame `i` has the values `[i * nodes.count, (i + 1) * nodes.count)`.
 * @typedef {{nodes: PriceNodes, at: Float64Array, minutes: Uint16Array, values: Float32Array}} FrameRows
 */

/**
 * The frames of one market, page after page. Where a frame has no value for a node, an older one that still lasts has: lengths of intervals may differ.
 * @param {PriceFrames[]} pages of the same nodes @returns {FrameRows}
 */
export function toFrames(pages) {
  const nodes = pages[pages.length - 1].nodes;
  const frames = pages.flatMap((page) => (page.nodes.hash === nodes.hash ? page.frames : [])).sort((a, b) => a.at - b.at || b.minutes - a.minutes);
  /** @type {number[]} */
  const at = [];
  /** @type {number[]} */
  const minutes = [];
  const values = new Float32Array(frames.length * nodes.count).fill(NaN);
  let rows = 0;
  for (const frame of frames) {
    // Two frames of one time are one, the shorter over the longer.
    const again = rows > 0 && at[rows - 1] === frame.at;
    const row = again ? rows - 1 : rows++;
    const into = values.subarray(row * nodes.count, (row + 1) * nodes.count);
    const before = again ? into.slice() : null;
    unpackValues(frame.bytes, into);
    at[row] = frame.at;
    minutes[row] = frame.minutes;
    if (before) fill(into, before);
    for (let older = row - 1; older >= 0 && frame.at - at[older] < 86_400_000; older--) {
      if (at[older] + minutes[older] * 60_000 <= frame.at) continue;
      if (!fill(into, values.subarray(older * nodes.count, (older + 1) * nodes.count))) break;
    }
  }
  return { nodes, at: Float64Array.from(at), minutes: Uint16Array.from(minutes), values: values.length === rows * nodes.count ? values : values.slice(0, rows * nodes.count) };
}

/** @param {Float32Array} into @param {Float32Array} from @returns {boolean} whether some have no value still */
function fill(into, from) {
  let open = false;
  for (let i = 0; i < into.length; i++) {
    if (!Number.isNaN(into[i])) continue;
    into[i] = from[i];
    open ||= Number.isNaN(from[i]);
  }
  return open;
}
