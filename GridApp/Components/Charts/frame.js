/**
 * An answer of the API in columns. Every column has a value for each of `at` (UTC ms, sorted), NaN where there is none. `groups` names the columns that belong
 * together: `key.actual` of each plant, fuel or organization.
 * @typedef {{key: string, name: string, fuel: string | null}} Group
 * @typedef {{unit: string, timeZone: string, intervalMinutes: number, simulated: boolean, source: string | null, updatedAt: string | null, leftOut: string | null,
 *   heldBackUntil: string | null, at: Float64Array, columns: Map<string, Float64Array>, groups: Group[], interim: Uint8Array | null}} Frame
 */

const HEAD = ['unit', 'timeZone', 'intervalMinutes', 'points', 'times'];

/** @param {any} json as `/market/prices`, `/consumption`, `/generation` or `/generation/fuels` answer @returns {Frame} */
export function toFrame(json) {
  if (!HEAD.slice(0, 3).every((name) => name in json)) throw new TypeError('Not a series.');
  /** @type {Frame} */
  const frame = {
    unit: json.unit, timeZone: json.timeZone, intervalMinutes: json.intervalMinutes, simulated: json.simulated === true, source: json.source ?? null,
    updatedAt: json.updatedAt ?? null, leftOut: json.leftOut ?? null, heldBackUntil: json.smfUntil ?? json.actualUntil ?? null,
    at: new Float64Array(0), columns: new Map(), groups: [], interim: null,
  };
  if (Array.isArray(json.times)) addColumns(frame, json);
  else addPoints(frame, json.points ?? []);
  if (Array.isArray(json.groups) && json.groups.length > 0) addGroups(frame, json.groups);
  return frame;
}

/** One column, or the difference of two: `smf-ptf`. @param {Frame} frame @param {string} name @returns {Float64Array} */
export function columnOf(frame, name) {
  const known = frame.columns.get(name);
  if (known) return known;
  const [left, right] = name.split('-');
  const a = frame.columns.get(left);
  const b = right === undefined ? undefined : frame.columns.get(right);
  const column = a && b ? a.map((value, i) => value - b[i]) : new Float64Array(frame.at.length).fill(NaN);
  frame.columns.set(name, column);
  return column;
}

/** Whether there is any value in it. @param {ArrayLike<number>} column @returns {boolean} */
export function hasValues(column) {
  for (let i = 0; i < column.length; i++) if (!Number.isNaN(column[i])) return true;
  return false;
}

/** @param {Frame} frame @param {any[]} points */
function addPoints(frame, points) {
  frame.at = Float64Array.from(points, (point) => Date.parse(point.at));
  for (const name of Object.keys(points[0] ?? {})) {
    if (name === 'at') continue;
    if (typeof points[0][name] === 'boolean') frame.interim = Uint8Array.from(points, (point) => (point[name] ? 1 : 0));
    else frame.columns.set(name, Float64Array.from(points, (point) => point[name] ?? NaN));
  }
}

/** @param {Frame} frame @param {any} json */
function addColumns(frame, json) {
  frame.at = Float64Array.from(json.times, (/** @type {string} */ time) => Date.parse(time));
  for (const { fuel, mw } of json.series) {
    frame.groups.push({ key: fuel, name: fuel, fuel });
    frame.columns.set(`${fuel}.actual`, Float64Array.from(mw, (value) => value ?? NaN));
  }
}

/** @param {Frame} frame @param {any[]} groups */
function addGroups(frame, groups) {
  /** @type {Map<number, number>} */
  const index = new Map();
  frame.at.forEach((at, i) => index.set(at, i));
  for (const { key, name, fuel, points } of groups) {
    frame.groups.push({ key, name, fuel: fuel ?? null });
    for (const value of ['planned', 'actual', 'settlement']) {
      const column = new Float64Array(frame.at.length).fill(NaN);
      for (const point of points) {
        const i = index.get(Date.parse(point.at));
        if (i !== undefined) column[i] = point[value] ?? NaN;
      }
      frame.columns.set(`${key}.${value}`, column);
    }
  }
}
