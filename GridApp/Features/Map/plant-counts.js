/** @typedef {import('./plants-data.js').Plants} Plants */
/** @typedef {import('./view-box.js').ViewBox} ViewBox */

/**
 * Which fuels and which states are shown; an index that is not in the set is hidden.
 * @typedef {{fuels: ReadonlySet<number>, statuses: ReadonlySet<number>}} Shown
 */

/**
 * What is in view. `byFuel` heeds the states that are shown but not the fuels, `byStatus` the other way round: so each number says what its switch would bring.
 * @typedef {{shown: number, shownMw: number, byFuel: number[], byStatus: number[]}} Counts
 */

/**
 * @param {Plants} plants @param {ViewBox} view @param {Shown} shown @param {number} fuels @param {number} statuses how many of each there are
 * @returns {Counts}
 */
export function countInView(plants, view, shown, fuels, statuses) {
  const byFuel = new Array(fuels).fill(0);
  const byStatus = new Array(statuses).fill(0);
  let count = 0;
  let megawatts = 0;
  const width = view.east - view.west;
  for (let i = 0; i < plants.count; i++) {
    const lat = plants.lat[i];
    if (lat < view.south || lat > view.north) continue;
    if (width < 360 && (((plants.lon[i] - view.west) % 360) + 360) % 360 > width) continue;
    const fuel = plants.fuel[i];
    const status = plants.status[i];
    const fuelShown = shown.fuels.has(fuel);
    const statusShown = shown.statuses.has(status);
    if (statusShown) byFuel[fuel]++;
    if (fuelShown) byStatus[status]++;
    if (fuelShown && statusShown) {
      count++;
      megawatts += plants.capacityMw[i];
    }
  }
  return { shown: count, shownMw: megawatts, byFuel, byStatus };
}
