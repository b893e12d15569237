/** What stands beside the picture. @typedef {{title: string, lines: string[], source: string}} Caption */
/** Colours and type of the page. @typedef {{surface: string, text: string, muted: string, border: string, font: string}} Style */

const HEAD = 76;
const FOOT = 24;

/**
 * The map as it stands, the timeline with its cursor, and what they are of, as one picture.
 * @param {HTMLElement} map @param {HTMLElement} timeline @param {number} cursor CSS pixels along the timeline @param {Caption} caption @param {Style} style @returns {Promise<Blob>}
 */
export async function framePng(map, timeline, cursor, caption, style) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const box = map.getBoundingClientRect();
  const strip = timeline.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  const [width, mapHeight] = [Math.round(box.width), Math.round(box.height - strip.height - 24)];
  const height = HEAD + mapHeight + Math.round(strip.height) + FOOT;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.scale(ratio, ratio);
  context.fillStyle = style.surface;
  context.fillRect(0, 0, width, height);
  context.fillStyle = style.text;
  context.font = `600 18px ${style.font}`;
  context.fillText(caption.title, 16, 30);
  context.font = `400 13px ${style.font}`;
  caption.lines.forEach((line, i) => context.fillText(line, 16, 50 + i * 17));

  context.save();
  context.beginPath();
  context.rect(0, HEAD, width, mapHeight);
  context.clip();
  context.fillStyle = getComputedStyle(map).backgroundColor;
  context.fillRect(0, HEAD, width, mapHeight);
  for (const layer of layersOf(map)) {
    const at = layer.getBoundingClientRect();
    if (layer.width > 0 && at.width > 0) context.drawImage(layer, at.left - box.left, at.top - box.top + HEAD, at.width, at.height);
  }
  context.restore();

  const top = HEAD + mapHeight;
  context.fillStyle = style.border;
  context.fillRect(0, top, width, 1);
  for (const one of timeline.querySelectorAll('canvas')) context.drawImage(one, Math.round((width - strip.width) / 2), top + 4, strip.width, strip.height);
  context.fillStyle = style.text;
  context.fillRect(Math.round((width - strip.width) / 2 + cursor), top + 4, 1.5, strip.height - 20);
  context.fillStyle = style.muted;
  context.font = `400 11px ${style.font}`;
  context.fillText(caption.source, 16, height - 8);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'));
}

/** The canvases of a map in the order in which they lie. @param {HTMLElement} map @returns {HTMLCanvasElement[]} */
function layersOf(map) {
  const order = (/** @type {Element} */ canvas) => Number(getComputedStyle(/** @type {Element} */ (canvas.closest('.leaflet-pane:not(.leaflet-map-pane)') ?? canvas)).zIndex) || 0;
  return [...map.querySelectorAll('canvas')].sort((a, b) => order(a) - order(b));
}

/** Hands a file to the person. @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
