/**
 * A download that continues after a break, also of the page: it asks for the missing bytes by `Range`, of the same file only (`If-Range`,
 * RFC 9110 §13.1.5), piece by piece. A piece counts towards the agreed bytes of a day when it is asked for, so a break costs at most one.
 */
import { readContentRange } from '../../sharing/partners/read-range.ts';
import { fetchInSession } from '../portal/session-life.ts';
import type { Added, Parts } from './parts.ts';
import { hexOf, sha256Of } from './sha256-of.ts';

export type DownloadEnd =
  | { readonly kind: 'whole'; readonly file: Blob }
  /** Paused, or the connection broke; the received bytes are kept. */
  | { readonly kind: 'partial' }
  /** The bytes are not those that the digest names; they are erased. */
  | { readonly kind: 'other-bytes' }
  | { readonly kind: Exclude<Added, 'kept'> }
  | { readonly kind: 'refused'; readonly code: string };

interface Wanted {
  readonly path: string;
  /** SHA-256 of the file, hex: also its entity tag. */
  readonly digest: string;
  readonly length: number;
}

export interface DownloadSizes {
  /** Bytes of one request. */
  readonly piece: number;
  /** Bytes that are kept at once. */
  readonly part: number;
}
const SIZES: DownloadSizes = { piece: 4_194_304, part: 65_536 };

/** After these the file is never delivered again in this form: the kept bytes are erased. */
const LASTING: ReadonlySet<string> = new Set([
  'not-found',
  'not-entitled',
  'agreement-not-in-force',
  'content-erased',
  'range-not-satisfiable',
]);

type OnProgress = (received: number) => void;
type Fetch = (path: string, init: RequestInit) => Promise<Response>;

export class Download {
  readonly #wanted: Wanted;
  readonly #parts: Parts;
  readonly #fetch: Fetch;
  readonly #sizes: DownloadSizes;

  constructor(
    wanted: Wanted,
    parts: Parts,
    {
      fetched = (path, init) => fetchInSession(path, () => init),
      sizes = SIZES,
    }: { readonly fetched?: Fetch; readonly sizes?: DownloadSizes } = {},
  ) {
    this.#wanted = wanted;
    this.#parts = parts;
    this.#fetch = fetched;
    this.#sizes = sizes;
  }

  /** Bytes from the start of the file that are kept and unchanged. Those after a gap, and altered ones, are erased. */
  async kept(): Promise<number> {
    let at = 0;
    for (const from of await this.#parts.places()) {
      const part = await this.#parts.get(from);
      const isSound =
        from === at && part !== undefined && part.bytes.length > 0 && (await sha256Of(part.bytes)) === part.sum;
      if (!isSound || at + part.bytes.length > this.#wanted.length) {
        await this.#parts.cut(at);
        break;
      }
      at += part.bytes.length;
    }
    return at;
  }

  /** Fetches what is missing. Rejects only if the browser fails to keep or to read a part. */
  async run(signal: AbortSignal, onProgress: OnProgress): Promise<DownloadEnd> {
    const begun = await this.#parts.begin();
    if (begun !== 'kept') return { kind: begun };
    for (let at = await this.kept(); at < this.#wanted.length; ) {
      onProgress(at);
      const end = await this.#fetchPiece(at, signal, onProgress);
      if (typeof end !== 'number') return end;
      at = end;
    }
    return this.#whole(onProgress);
  }

  async forget(): Promise<void> {
    await this.#parts.forget();
  }

  /** Resolves to the offset of the next piece, or to the end of the download. */
  async #fetchPiece(at: number, signal: AbortSignal, onProgress: OnProgress): Promise<number | DownloadEnd> {
    const { path, digest, length } = this.#wanted;
    const to = Math.min(at + this.#sizes.piece, length);
    const headers = { Range: `bytes=${at}-${to - 1}`, 'If-Range': `"${digest}"` };
    let response: Response;
    try {
      response = await this.#fetch(path, { signal, headers });
      if (!response.ok) return await this.#refused(response);
    } catch {
      return { kind: 'partial' };
    }
    if (response.status === 206) {
      const got = readContentRange(response.headers.get('Content-Range') ?? undefined);
      const isWanted = got?.from === at && got.to === to - 1 && got.whole === length;
      return isWanted ? this.#read(response, { from: at, to }, onProgress) : this.#otherBytes(onProgress);
    }
    // The whole file came instead: the server has another one, or something between knows no ranges
    await this.#parts.cut(0);
    return this.#read(response, { from: 0, to: length }, onProgress);
  }

  async #read(
    { body }: Response,
    { from, to }: { readonly from: number; readonly to: number },
    onProgress: OnProgress,
  ): Promise<number | DownloadEnd> {
    const reader = body?.getReader();
    let at = from;
    let waiting: Uint8Array[] = [];
    let size = 0;
    const keep = async (): Promise<Added> => {
      const added = size === 0 ? 'kept' : await this.#parts.add(at, joined(waiting, size));
      if (added !== 'kept') return added;
      at += size;
      [waiting, size] = [[], 0];
      onProgress(at);
      return added;
    };
    let isOver = false;
    while (!isOver) {
      const chunk = await chunkOf(reader);
      isOver = chunk === undefined;
      if (chunk !== undefined) {
        waiting.push(chunk);
        size += chunk.length;
        onProgress(Math.min(at + size, to));
      }
      if (at + size > to) return this.#otherBytes(onProgress);
      if (size < this.#sizes.part && !isOver) continue;
      const added = await keep();
      if (added === 'kept') continue;
      // A stream whose connection broke rejects
      await reader?.cancel().catch(() => undefined);
      return { kind: added };
    }
    if (at === to) return at;
    const held = await this.#parts.holds();
    return { kind: held === 'kept' ? 'partial' : held };
  }

  async #refused(response: Response): Promise<DownloadEnd> {
    const { error } = (await response.json()) as { readonly error?: { readonly code: string } };
    const code = error?.code ?? 'unreachable';
    if (LASTING.has(code)) await this.#parts.forget();
    return { kind: 'refused', code };
  }

  async #otherBytes(onProgress: OnProgress): Promise<DownloadEnd> {
    await this.#parts.forget();
    onProgress(0);
    return { kind: 'other-bytes' };
  }

  /** The file, if its digest is the wanted one. One part at a time is in memory. */
  async #whole(onProgress: OnProgress): Promise<DownloadEnd> {
    const { sha256 } = await import('@noble/hashes/sha2.js');
    const hash = sha256.create();
    const pieces: Blob[] = [];
    for (const from of await this.#parts.places()) {
      const part = await this.#parts.get(from);
      if (part === undefined) return { kind: 'forgotten' };
      hash.update(part.bytes);
      pieces.push(new Blob([part.bytes]));
    }
    if (hexOf(hash.digest()) !== this.#wanted.digest) return this.#otherBytes(onProgress);
    return { kind: 'whole', file: new Blob(pieces) };
  }
}

/** `undefined`: there is no more, or the connection broke. */
async function chunkOf(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<Uint8Array | undefined> {
  try {
    return (await reader?.read())?.value;
  } catch {
    return undefined;
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
