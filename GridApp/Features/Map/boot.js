import { begin } from './map.js';

// The page as the server sent it has all that the map needs: it is drawn while the circuit is still being built.
const element = document.querySelector('.map-page > .map[data-options]');
if (element instanceof HTMLElement && element.dataset.options) begin(element, element.dataset.options);
