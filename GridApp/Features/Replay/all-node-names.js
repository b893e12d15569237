/** @typedef {{code: string, name: string, zone: string | null}} NodeName */

/** The names of all nodes of a market: a table and a file need them at once, where the map asks for the few that it is pointed at. */
export class AllNodeNames {
  /** @param {string} url of the nodes @param {AbortSignal} signal */
  constructor(url, signal) {
    this.url = url;
    this.signal = signal;
    /** Empty while they are on their way; null: nobody has asked, or there was no answer. @type {Map<number, NodeName> | null} */
    this.names = null;
  }

  async load() {
    this.names = new Map();
    try {
      const response = await fetch(this.url, { headers: { accept: 'application/geo+json' }, signal: this.signal });
      if (!response.ok) throw new Error(String(response.status));
      for (const { properties } of (await response.json()).features) this.names.set(properties.id, properties);
    } catch {
      this.names = null;
    }
  }
}
