/**
 * An answer of frames as the server packs it.
 * @param {{
 *   nodes: { id: number, lon?: number, lat?: number }[], markets?: { market: string, nodes: number }[], geometry?: boolean, hash?: string, next?: string | null, version?: number,
 *   frames: { at: string, minutes: number, market?: number, form?: number, decimals?: number, base?: number, values: number[] }[]
 * }} answer
 */
export function packedFrames({ nodes, markets = [{ market: 'CAISO', nodes: nodes.length }], geometry = true, hash = 'h1', next = null, version = 2, frames }) {
  const padded = (/** @type {number} */ length) => Math.ceil(length / 8) * 8;
  const packs = frames.map(({ form = 0, decimals = 0, base = 0, values }) => {
    const bytes = new DataView(new ArrayBuffer(8 + (form === 0 ? 4 : form === 1 ? 2 : 0) * values.length));
    bytes.setUint8(0, form);
    bytes.setUint8(1, decimals);
    if (form === 1) bytes.setInt32(4, base, true);
    if (form === 2) bytes.setFloat32(4, values[0], true);
    values.forEach((value, i) => {
      if (form === 0) bytes.setFloat32(8 + 4 * i, value, true);
      if (form === 1) bytes.setInt16(8 + 2 * i, Number.isNaN(value) ? -32768 : Math.round(value * 10 ** decimals) - base, true);
    });
    return new Uint8Array(bytes.buffer);
  });
  let offset = geometry ? padded(12 * nodes.length) : 0;
  let firstNode = 0;
  const header = {
    version, kind: 'RTM', component: 'total', unit: '$/MWh', start: frames[0]?.at ?? '2026-01-01T00:00:00Z', end: '2026-01-02T00:00:00Z', nodesHash: hash, nodes: nodes.length,
    markets: markets.map(({ market, nodes: count }) => ({ market, unit: '$/MWh', simulated: false, nodes: count, firstNode: (firstNode += count) - count })),
    frames: frames.map(({ at, minutes, market = 0 }, i) => {
      const row = /** @type {const} */ ([at, minutes, market, offset, packs[i].length]);
      offset += padded(packs[i].length);
      return row;
    }),
    geometry: geometry ? { offset: 0, length: 12 * nodes.length } : null, next, truncated: next !== null,
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const body = 8 + padded(text.length);
  const bytes = new Uint8Array(body + offset);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('GPF1'));
  view.setUint32(4, padded(text.length), true);
  bytes.fill(32, 8, body);
  bytes.set(text, 8);
  if (geometry) {
    nodes.forEach(({ id, lon = NaN, lat = NaN }, i) => {
      view.setInt32(body + 4 * i, id, true);
      view.setFloat32(body + 4 * (nodes.length + i), lon, true);
      view.setFloat32(body + 4 * (2 * nodes.length + i), lat, true);
    });
  }
  header.frames.forEach((row, i) => bytes.set(packs[i], body + row[3]));
  return bytes.buffer;
}
