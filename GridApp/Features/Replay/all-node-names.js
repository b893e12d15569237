/** @typedef {{code: string, name: string, zone: string | null}} NodeName */

/** The names of all nodes of a market: a table and a file need them at once, where the map asks for the few that it is pointed at. */
export class AllNodeNames {
  /** @param {string} url of the nodes @param {AbortSignal} signal @param {() => void} onNames they are here */
  constructor(url, signal, onNames) {
    this.url = url;
    this.signal = signal;
    this.onNames = onNames;
    /** null until all of them are here. @type {Map<number, NodeName> | null} */
    this.names = null;
    this.failed = false;
    /** The one question that all wait for. @type {Promise<void> | null} */
    this.asked = null;
  }

  /** Asks for them, unless they are here or on their way; what failed is asked for again. Only a person's wish is a reason to: a table that follows the clock would ask at every step. */
  async load() {
    if (this.failed) this.asked = null;
    this.asked ??= this.#ask();
    await this.asked;
  }

  async #ask() {
    this.failed = false;
    try {
      const response = await fetch(this.url, { headers: { accept: 'application/geo+json' }, signal: this.signal });
      if (!response.ok) throw new Error(String(response.status));
      /** @type {{properties: NodeName & {id: number}}[]} */
      const features = (await response.json()).features;
      this.names = new Map(features.map(({ properties }) => [properties.id, properties]));
    } catch {
      this.failed = true;
      return;
    }
    this.onNames();
  }
}
