/**
 * Plants packed as the API packs them, for tests.
 * @param {{id?: number, lon: number, lat: number, mw?: number, fuel?: number, status?: number}[]} plants @param {{total?: number, version?: number}} [header]
 * @returns {ArrayBuffer}
 */
export function packed(plants, header = {}) {
  const n = plants.length;
  const buffer = new ArrayBuffer(32 + 18 * n);
  const view = new DataView(buffer);
  [...'GPL1'].forEach((letter, at) => view.setUint8(at, letter.charCodeAt(0)));
  view.setUint32(4, n, true);
  view.setUint32(8, header.total ?? n, true);
  view.setFloat64(12, header.version ?? 1, true);
  plants.forEach((plant, i) => {
    view.setInt32(32 + 4 * i, plant.id ?? i + 1, true);
    view.setFloat32(32 + 4 * (n + i), plant.lon, true);
    view.setFloat32(32 + 4 * (2 * n + i), plant.lat, true);
    view.setFloat32(32 + 4 * (3 * n + i), plant.mw ?? 100, true);
    view.setUint8(32 + 16 * n + i, plant.fuel ?? 0);
    view.setUint8(32 + 17 * n + i, plant.status ?? 0);
  });
  return buffer;
}

/** Every fuel and state shown. */
export const everything = { fuels: new Set(Array.from({ length: 16 }, (_, at) => at)), statuses: new Set([0, 1, 2, 3]) };
