/** What stood at a time before it was corrected. Times are UTC ms; `after` is NaN where the value was taken back. @typedef {{at: number, column: string, before: number, after: number, until: number}} Correction */
/**
 * An answer of the API in columns. Every column has a value for each of `at` (UTC ms, sorted), NaN where there is none. `groups` names the columns that belong
 * together: `key.actual` of each plant, fuel or organization.
 * @typedef {{key: string, name: string, fuel: string | null}} Group
 * @typedef {{unit: string, timeZone: string, intervalMinutes: number, simulated: boolean, source: string | null, updatedAt: string | null, leftOut: string | null,
 *   heldBackUntil: string | null, at: Float64Array, columns: Map<string, Float64Array>, groups: Group[], interim: Uint8Array | null, corrections: Correction[]}} Frame
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
    corrections: (json.corrections ?? []).map((/** @type {any} */ one) => ({
      at: Date.parse(one.at), column: one.value, before: one.before, after: one.after ?? NaN, until: Date.parse(one.knownUntil),
    })),
  };
  if (Array.isArray(json.times)) addColumns(frame, json);
  else addPoints(frame, json.points ?? []);
  if (Array.isArray(json.groups) && json.groups.length > 0) addGroups(frame, json.groups);
  showGaps(frame);
  return frame;
}

/**
 * Where times are missing there is nothing, and nothing is drawn: a time without values stands at the beginning of each gap. Stretches of longer intervals are no gaps.
 * @param {Frame} frame
 */
function showGaps(frame) {
  const { at } = frame;
  const step = frame.intervalMinutes * 60_000;
  const gap = (/** @type {number} */ i) => (i > 0 && i < at.length ? at[i] - at[i - 1] : NaN);
  const starts = Array.from(at.keys()).filter((i) => gap(i) > step * 1.5 && gap(i) !== gap(i - 1) && gap(i) !== gap(i + 1));
  if (starts.length === 0) return;
  /** @type {<T extends Float64Array | Uint8Array>(values: T, between: (i: number) => number) => number[]} */
  const opened = (values, between) => {
    /** @type {number[]} */
    const out = [];
    let next = 0;
    values.forEach((/** @type {number} */ value, /** @type {number} */ i) => {
      if (starts[next] === i) out.push(between(i)), next++;
      out.push(value);
    });
    return out;
  };
  for (const [name, values] of frame.columns) frame.columns.set(name, Float64Array.from(opened(values, () => NaN)));
  if (frame.interim) frame.interim = Uint8Array.from(opened(frame.interim, () => 0));
  frame.at = Float64Array.from(opened(at, (i) => at[i - 1] + step));
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

/** The latest correction of a column's value. @param {Frame} frame @param {string} column @param {number} at UTC ms @returns {Correction | undefined} */
export function correctionOf(frame, column, at) {
  return frame.corrections.find((one) => one.at === at && one.column === column);
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
