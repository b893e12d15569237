import { DOT_RADIUS, markerRadius } from './marker-size.js';
import { WORLD, worldCopies } from './mercator.js';

/** @typedef {import('./plants-painter.js').PlantColumns} Plants */
/** @typedef {import('./plant-counts.js').Shown} Shown */

/**
 * What is drawn where: marks from the biggest plant down, then dots. `x`, `y` are CSS pixels from the frame's corner.
 * @typedef {{marks: number, length: number, plant: Int32Array, x: Float32Array, y: Float32Array, radius: Float32Array}} Arrangement
 */

/**
 * The frame to fill: its corner in world units, its size in CSS pixels.
 * @typedef {{left: number, top: number, width: number, height: number, zoom: number}} Frame
 */

/** Side of a cell of the crowd grid, CSS pixels. */
const CELL = 3;
const FREE = 0;
const DOTTED = 1;
const NEAR = 2;
const TAKEN = 3;

/**
 * Level of detail: from the biggest plant down, each takes its place as a full mark if that is free; one that would rub against a bigger mark becomes a small
 * dim dot, at most one per cell; one that would lie under a bigger mark is left out. So a crowd stays readable, and zooming in resolves it.
 * The grid is anchored to the world, not to the screen: panning does not make marks flicker.
 * @param {Plants} plants sorted by capacity, biggest first @param {Shown} shown @param {Frame} frame @returns {Arrangement}
 */
export function arrange(plants, shown, frame) {
  const scale = 2 ** frame.zoom;
  const margin = 24;
  const cornerX = Math.floor((frame.left * scale - margin) / CELL);
  const cornerY = Math.floor((frame.top * scale - margin) / CELL);
  const columns = Math.ceil((frame.width + 2 * margin) / CELL) + 2;
  const rows = Math.ceil((frame.height + 2 * margin) / CELL) + 2;
  const grid = new Uint8Array(columns * rows);

  const right = frame.left + frame.width / scale;
  const { first, last } = worldCopies(frame.left - margin / scale, right + margin / scale, 0, WORLD);
  const most = plants.count * Math.max(0, last - first + 1);
  const marks = new Placed(most);
  const dots = new Placed(most);
  const fuels = membership(shown.fuels);
  const statuses = membership(shown.statuses);

  for (let i = 0; i < plants.count; i++) {
    if (fuels[plants.fuel[i]] === 0 || statuses[plants.status[i]] === 0) continue;
    const y = (plants.y[i] - frame.top) * scale;
    if (!(y > -margin && y < frame.height + margin)) continue;
    for (let copy = first; copy <= last; copy++) {
      const x = (plants.x[i] + copy * WORLD - frame.left) * scale;
      if (x < -margin || x > frame.width + margin) continue;
      const column = Math.floor((x + frame.left * scale) / CELL) - cornerX;
      const row = Math.floor((y + frame.top * scale) / CELL) - cornerY;
      const here = row * columns + column;
      if (grid[here] === TAKEN) continue;
      const radius = markerRadius(plants.capacityMw[i], frame.zoom);
      if (grid[here] < NEAR && isFree(grid, columns, rows, column, row, radius)) {
        take(grid, columns, rows, column, row, radius);
        marks.add(i, x, y, radius);
      } else if (grid[here] !== DOTTED) {
        grid[here] = DOTTED;
        dots.add(i, x, y, DOT_RADIUS);
      }
    }
  }
  return marks.with(dots);
}

/** @param {ReadonlySet<number>} set @returns {Uint8Array} a table, which a loop over every plant reads faster than a set */
function membership(set) {
  const table = new Uint8Array(256);
  for (const index of set) table[index] = 1;
  return table;
}

/**
 * @param {Uint8Array} grid @param {number} columns @param {number} rows @param {number} column @param {number} row @param {number} radius
 * @returns {boolean} whether no mark lies where this one's inner part would be
 */
function isFree(grid, columns, rows, column, row, radius) {
  const reach = Math.floor((radius * 0.8) / CELL);
  if (reach === 0) return grid[row * columns + column] < NEAR;
  const top = Math.max(0, row - reach);
  const bottom = Math.min(rows - 1, row + reach);
  const left = Math.max(0, column - reach);
  const right = Math.min(columns - 1, column + reach);
  for (let r = top; r <= bottom; r++)
    for (let c = left; c <= right; c++)
      if (grid[r * columns + c] >= NEAR) return false;
  return true;
}

/**
 * Marks the disc as taken and a rim around it as near.
 * @param {Uint8Array} grid @param {number} columns @param {number} rows @param {number} column @param {number} row @param {number} radius
 */
function take(grid, columns, rows, column, row, radius) {
  const inner = (radius / CELL) ** 2;
  const outer = (radius / CELL + 0.8) ** 2;
  const reach = Math.ceil(radius / CELL + 0.8);
  for (let dr = -reach; dr <= reach; dr++) {
    const r = row + dr;
    if (r < 0 || r >= rows) continue;
    for (let dc = -reach; dc <= reach; dc++) {
      const c = column + dc;
      const distance = dr * dr + dc * dc;
      if (c < 0 || c >= columns || distance > outer) continue;
      const at = r * columns + c;
      const state = distance <= inner ? TAKEN : NEAR;
      if (grid[at] < state) grid[at] = state;
    }
  }
  if (grid[row * columns + column] === FREE) grid[row * columns + column] = TAKEN;
}

class Placed {
  /** @param {number} most */
  constructor(most) {
    this.length = 0;
    this.plant = new Int32Array(most);
    this.x = new Float32Array(most);
    this.y = new Float32Array(most);
    this.radius = new Float32Array(most);
  }

  /** @param {number} plant @param {number} x @param {number} y @param {number} radius */
  add(plant, x, y, radius) {
    const at = this.length++;
    this.plant[at] = plant;
    this.x[at] = x;
    this.y[at] = y;
    this.radius[at] = radius;
  }

  /** @param {Placed} dots @returns {Arrangement} */
  with(dots) {
    const length = this.length + dots.length;
    const all = new Placed(length);
    for (const name of /** @type {const} */ (['plant', 'x', 'y', 'radius'])) {
      all[name].set(this[name].subarray(0, this.length));
      all[name].set(dots[name].subarray(0, dots.length), this.length);
    }
    return { marks: this.length, length, plant: all.plant, x: all.x, y: all.y, radius: all.radius };
  }
}
