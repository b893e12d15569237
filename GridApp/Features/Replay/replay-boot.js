import { begin } from './replay-start.js';

// The page as the server sent it has all that the replay needs: it asks and draws while the circuit is still being built.
const host = document.querySelector('.replay-host[data-early]');
if (host instanceof HTMLElement) begin(host);
