/** A download that can be paused and continued: the rest is asked for by `Range`, for the same file only (`If-Range`, RFC 9110 §13.1.5). */

export type DownloadEnd =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Paused, or the connection broke; what came is kept. */
  | { readonly kind: 'partial' }
  /** The bytes are not those that the digest names. */
  | { readonly kind: 'other-bytes' }
  | { readonly kind: 'refused'; readonly code: string };

interface Wanted {
  readonly path: string;
  /** SHA-256 of the file, hex: also its entity tag. */
  readonly digest: string;
  readonly length: number;
}

export class Download {
  readonly #wanted: Wanted;
  readonly #fetch: typeof fetch;
  #pieces: Uint8Array[] = [];
  #received = 0;

  constructor(wanted: Wanted, fetched: typeof fetch = (...asked) => fetch(...asked)) {
    this.#wanted = wanted;
    this.#fetch = fetched;
  }

  get received(): number {
    return this.#received;
  }

  /** Fetches what is missing. Never rejects. */
  async run(signal: AbortSignal, onProgress: (received: number) => void): Promise<DownloadEnd> {
    const { path, digest, length } = this.#wanted;
    try {
      if (this.#received < length) {
        const headers: Record<string, string> =
          this.#received === 0 ? {} : { Range: `bytes=${this.#received}-`, 'If-Range': `"${digest}"` };
        const response = await this.#fetch(path, { signal, headers });
        if (!response.ok) return { kind: 'refused', code: await codeOf(response) };
        // The server sent the whole file again
        if (response.status !== 206) this.#forget();
        await this.#read(response, onProgress);
      }
    } catch {
      return { kind: 'partial' };
    }
    if (this.#received < length) return { kind: 'partial' };
    const bytes = this.#joined();
    if (bytes.length === length && (await sha256Of(bytes)) === digest) return { kind: 'whole', bytes };
    this.#forget();
    onProgress(0);
    return { kind: 'other-bytes' };
  }

  async #read({ body }: Response, onProgress: (received: number) => void): Promise<void> {
    const reader = body?.getReader();
    for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
      this.#pieces.push(read.value);
      this.#received += read.value.length;
      onProgress(this.#received);
    }
  }

  #joined(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#received);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  #forget(): void {
    this.#pieces = [];
    this.#received = 0;
  }
}

async function codeOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { readonly error?: { readonly code: string } };
  return error?.code ?? 'unreachable';
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
