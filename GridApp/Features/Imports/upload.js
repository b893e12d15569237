// A file on its way to the server: dropped or chosen, sent with its progress shown, taken back when the person says so or goes. The page hears how it ended.

/** @typedef {{ invokeMethodAsync(name: string, ...args: unknown[]): Promise<unknown> }} DotNet */
/** @typedef {{ url: string, mostBytes: number, texts: { tooLarge: string, several: string, empty: string, lost: string, signedOut: string } }} Options */

/**
 * What stands in the way of sending these files, before anything is sent; null for nothing.
 * @param {ArrayLike<{ size: number }>} files
 * @param {Options} options
 * @returns {string | null}
 */
export function refusal(files, options) {
  const [first] = Array.from(files);
  if (!first || files.length > 1) return options.texts.several;
  if (first.size === 0) return options.texts.empty;
  return first.size > options.mostBytes ? options.texts.tooLarge : null;
}

/**
 * What an answer means: the draft's number, or a sentence.
 * @param {number} status
 * @param {string} body
 * @param {Options['texts']} texts
 * @returns {{ id: number } | { sentence: string }}
 */
export function outcome(status, body, texts) {
  if (status === 401) return { sentence: texts.signedOut };
  /** @type {{ id?: number, detail?: string, errors?: Record<string, string[]> } | null} */
  let answer = null;
  try {
    answer = JSON.parse(body);
  } catch {
    // no answer of ours: a proxy's page, or nothing
  }
  if (status === 201 && typeof answer?.id === 'number') return { id: answer.id };
  const fault = answer?.errors ? Object.values(answer.errors).flat().join(' ') : answer?.detail;
  return { sentence: fault || texts.lost };
}

/** The place where files are dropped. Everything it makes it gives back in `dispose`. */
export class UploadPlace {
  /** @param {HTMLElement} zone @param {Options} options @param {DotNet} page */
  constructor(zone, options, page) {
    this.zone = zone;
    this.options = options;
    this.page = page;
    this.input = /** @type {HTMLInputElement} */ (zone.querySelector('input[type=file]'));
    this.bar = /** @type {HTMLProgressElement} */ (zone.querySelector('progress'));
    /** @type {XMLHttpRequest | null} */
    this.request = null;
    this.listening = new AbortController();
    const { signal } = this.listening;
    for (const name of ['dragenter', 'dragover']) {
      zone.addEventListener(name, (event) => {
        event.preventDefault();
        zone.classList.add('over');
      }, { signal });
    }
    zone.addEventListener('dragleave', (event) => {
      if (!zone.contains(/** @type {Node | null} */ (event.relatedTarget))) zone.classList.remove('over');
    }, { signal });
    zone.addEventListener('drop', (event) => {
      event.preventDefault();
      zone.classList.remove('over');
      if (event.dataTransfer) this.send(event.dataTransfer.files);
    }, { signal });
    this.input.addEventListener('change', () => this.send(this.input.files ?? []), { signal });
  }

  /** @param {ArrayLike<File>} files */
  send(files) {
    const why = refusal(files, this.options);
    if (why !== null) {
      void this.page.invokeMethodAsync('OnRefused', why);
      return;
    }
    const file = files[0];
    const request = new XMLHttpRequest();
    this.request?.abort();
    this.request = request;
    const form = new FormData();
    form.append('file', file, file.name);
    request.upload.onprogress = (event) => {
      this.bar.value = event.lengthComputable ? event.loaded / event.total : 0;
    };
    request.onloadend = () => {
      if (this.request !== request) return;
      this.request = null;
      const end = outcome(request.status, request.responseText, this.options.texts);
      void ('id' in end ? this.page.invokeMethodAsync('OnReceived', end.id) : this.page.invokeMethodAsync('OnRefused', end.sentence));
    };
    request.open('POST', this.options.url);
    request.send(form);
    this.bar.value = 0;
    void this.page.invokeMethodAsync('OnSending', file.name);
  }

  /** The person does not want it any more. */
  cancel() {
    const request = this.request;
    this.request = null;
    request?.abort();
    this.input.value = '';
  }

  dispose() {
    this.cancel();
    this.listening.abort();
  }
}

/** @param {HTMLElement} zone @param {Options} options @param {DotNet} page */
export function create(zone, options, page) {
  return new UploadPlace(zone, options, page);
}
