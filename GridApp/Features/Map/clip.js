import { WORLD, worldCopies } from './mercator.js';

/** @typedef {import('./atlas.js').Shapes} Shapes */

/** @type {OffscreenCanvas | null} */
let kept = null;

/**
 * The inside of shapes on a canvas: opaque where it is.
 * @param {Shapes} shapes @param {import('./prices-painter.js').Canvas} canvas @returns {Uint8ClampedArray | null} RGBA; null where the browser cannot draw it
 */
export function drawInside(shapes, { frame, width, height, ratio }) {
  if (!kept || kept.width !== width || kept.height !== height) kept = new OffscreenCanvas(width, height);
  const context = kept.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  const scale = 2 ** frame.zoom;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.fillStyle = '#000';
  const path = pathOf(shapes);
  const { first, last } = worldCopies(frame.left, frame.left + frame.width / scale, 0, WORLD);
  for (let copy = first; copy <= last; copy++) {
    const zoomed = scale * ratio;
    context.setTransform(zoomed, 0, 0, zoomed, (copy * WORLD - frame.left) * zoomed, -frame.top * zoomed);
    context.fill(path, 'evenodd');
  }
  return context.getImageData(0, 0, width, height).data;
}

/** @param {Shapes} shapes @returns {Path2D} */
export function pathOf(shapes) {
  const path = new Path2D();
  for (let ring = 0; ring + 1 < shapes.rings.length; ring++) {
    let i = shapes.rings[ring];
    path.moveTo(shapes.points[i], shapes.points[i + 1]);
    for (i += 2; i < shapes.rings[ring + 1]; i += 2) path.lineTo(shapes.points[i], shapes.points[i + 1]);
    path.closePath();
  }
  return path;
}
