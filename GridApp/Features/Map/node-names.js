/** What a node is called. @typedef {{code: string, name: string, market: string, zone: string | null}} NodeName */

/** Half of the side of the box around a node in which its name is asked for, degrees: what lies at one spot comes along. */
const AROUND = 0.002;
const MOST = 60;

/** The names of nodes, which packed prices leave out: asked for around the one under the pointer, and the last few hundred remembered. */
export class NodeNames {
  /** @param {string} url of the nodes @param {{most?: number, fetch?: typeof fetch}} [options] */
  constructor(url, options = {}) {
    this.url = url;
    this.most = options.most ?? 500;
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
    /** @type {Map<number, NodeName>} */
    this.known = new Map();
    /** @type {AbortController | null} */
    this.asking = null;
  }

  /** @param {number} id @returns {NodeName | undefined} without asking */
  peek(id) {
    return this.known.get(id);
  }

  /** @param {number} id @param {number} longitude @param {number} latitude @returns {Promise<NodeName | undefined>} undefined when there is no answer, or another node was asked for meanwhile */
  async get(id, longitude, latitude) {
    if (this.known.has(id)) return this.known.get(id);
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const bbox = [longitude - AROUND, Math.max(-90, latitude - AROUND), longitude + AROUND, Math.min(90, latitude + AROUND)].map((degrees) => degrees.toFixed(5)).join(',');
    try {
      const response = await this.fetch(`${this.url}?${new URLSearchParams({ bbox, limit: String(MOST) })}`, { headers: { accept: 'application/geo+json' }, signal: asking.signal });
      if (!response.ok) return undefined;
      for (const { properties } of /** @type {{features: {properties: NodeName & {id: number}}[]}} */ (await response.json()).features) {
        const { code, name, market, zone } = properties;
        this.known.set(properties.id, { code, name, market, zone });
      }
      for (const oldest of this.known.keys()) {
        if (this.known.size <= this.most || oldest === id) break;
        this.known.delete(oldest);
      }
      return asking.signal.aborted ? undefined : this.known.get(id);
    } catch {
      return undefined;
    }
  }

  dispose() {
    this.asking?.abort();
    this.known.clear();
  }
}
