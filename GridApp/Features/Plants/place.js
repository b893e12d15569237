/** A place as the form keeps it: degrees with five decimals (about a metre), the longitude on the one world that everybody means. */

const DECIMALS = 1e5;

/** @param {number} degrees @returns {number} */
const rounded = (degrees) => Math.round(degrees * DECIMALS) / DECIMALS;

/**
 * @param {number} latitude as a map gives it
 * @param {number} longitude of any copy of the world
 * @returns {{latitude: number, longitude: number}}
 */
export function placeOf(latitude, longitude) {
  const east = ((((longitude + 180) % 360) + 360) % 360) - 180;
  return { latitude: rounded(Math.min(90, Math.max(-90, latitude))), longitude: rounded(east) };
}
