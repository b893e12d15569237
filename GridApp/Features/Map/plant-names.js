/** The names of plants, which the packed answer leaves out: asked for one at a time, and the last few hundred remembered. */
export class PlantNames {
  /** @param {string} url of the plants, without a trailing slash @param {{most?: number, fetch?: typeof fetch}} [options] */
  constructor(url, options = {}) {
    this.url = url;
    this.most = options.most ?? 300;
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
    /** @type {Map<number, string>} */
    this.known = new Map();
    /** @type {AbortController | null} */
    this.asking = null;
  }

  /** @param {number} id @returns {string | undefined} without asking */
  peek(id) {
    const name = this.known.get(id);
    if (name !== undefined) {
      // The most recently read one comes last; the first one goes first.
      this.known.delete(id);
      this.known.set(id, name);
    }
    return name;
  }

  /** @param {number} id @returns {Promise<string | undefined>} undefined when there is no answer, or another plant was asked for meanwhile */
  async get(id) {
    const known = this.peek(id);
    if (known !== undefined) return known;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    try {
      const response = await this.fetch(`${this.url}/${id}`, { headers: { accept: 'application/json' }, signal: asking.signal });
      if (!response.ok) return undefined;
      const name = String(/** @type {{name: unknown}} */ (await response.json()).name ?? '');
      this.known.set(id, name);
      for (const oldest of this.known.keys()) {
        if (this.known.size <= this.most) break;
        this.known.delete(oldest);
      }
      return asking.signal.aborted ? undefined : name;
    } catch {
      return undefined;
    }
  }

  dispose() {
    this.asking?.abort();
    this.known.clear();
  }
}
