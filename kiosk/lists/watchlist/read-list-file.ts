/**
 * Reads a list file from chunks, within its bounds: no more bytes than announced are kept, and nothing is allocated for a
 * header that does not fit the announced length.
 */
import { createHash } from 'node:crypto';
import {
  headerLength,
  LIST_FILE_MAGIC,
  type ListFileFault,
  type ListHeader,
  PREAMBLE_BYTES,
  readHeader,
  TAG_BYTES,
} from '../../../server/contract/watchlist-file.ts';
import { areDisjoint, tagListOf } from '../../../server/contract/tag-list.ts';
import type { Base, Delta } from './watchlist.ts';

export type ReadListFile =
  | { readonly kind: 'base'; readonly base: Base }
  | { readonly kind: 'delta'; readonly delta: Delta }
  | { readonly kind: 'refused'; readonly why: ListFileFault };

/**
 * Rejects as the chunks do.
 *
 * @param bytes announced length of the file
 */
export async function readListFile(chunks: AsyncIterable<Uint8Array>, bytes: number): Promise<ReadListFile> {
  const hash = createHash('sha256');
  const parts = partsOf(bytes);
  let at = 0;
  for await (const chunk of chunks) {
    at += chunk.length;
    if (at > bytes) return refused('length-differs');
    hash.update(chunk);
    const fault = parts.take(chunk);
    if (fault !== undefined) return refused(fault);
  }
  const read = parts.whole();
  return typeof read === 'string' ? refused(read) : fileOf(read.header, read.body, hash.digest('hex'));
}

/** Puts the bytes into preamble, header and body, one after another. */
function partsOf(bytes: number) {
  const preamble = new Uint8Array(PREAMBLE_BYTES);
  let json: Uint8Array | undefined;
  let header: ListHeader | undefined;
  let body: Uint8Array<ArrayBuffer> | undefined;
  let filled = 0;

  /** The next part to fill, once the one before is complete. */
  const next = (): ListFileFault | undefined => {
    filled = 0;
    if (json === undefined) {
      const length = headerLength(preamble);
      if (typeof length !== 'number') return length;
      json = new Uint8Array(length);
      return undefined;
    }
    const read = readHeader(json, bytes);
    if (typeof read === 'string') return read;
    header = read;
    body = new Uint8Array(bytes - PREAMBLE_BYTES - json.length);
    return undefined;
  };

  return {
    take(chunk: Uint8Array): ListFileFault | undefined {
      for (let rest = chunk; rest.length > 0; ) {
        const part = body ?? json ?? preamble;
        const piece = rest.subarray(0, part.length - filled);
        part.set(piece, filled);
        filled += piece.length;
        rest = rest.subarray(piece.length);
        if (filled < part.length || body !== undefined) continue;
        const fault = next();
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
    whole(): { readonly header: ListHeader; readonly body: Uint8Array<ArrayBuffer> } | ListFileFault {
      if (header !== undefined && body !== undefined && filled === body.length) return { header, body };
      const begun = preamble.subarray(0, json === undefined ? filled : PREAMBLE_BYTES);
      return LIST_FILE_MAGIC.every((byte, at) => at >= begun.length || begun[at] === byte)
        ? 'length-differs'
        : 'not-a-list';
    },
  };
}

function fileOf(header: ListHeader, body: Uint8Array<ArrayBuffer>, digest: string): ReadListFile {
  if (header.kind === 'base') {
    return { kind: 'base', base: { header, fingerprints: fingerprintsOf(body), digest } };
  }
  const split = header.added * TAG_BYTES;
  const added = tagListOf(body.subarray(0, split));
  const removed = tagListOf(body.subarray(split));
  if (added === undefined || removed === undefined || !areDisjoint(body.subarray(split), added)) {
    return refused('tags-out-of-order');
  }
  return { kind: 'delta', delta: { header, added, removed, digest } };
}

/** Little endian in the file, as on every processor that a lane runs on. */
function fingerprintsOf(body: Uint8Array<ArrayBuffer>): Uint16Array {
  const fingerprints = new Uint16Array(body.buffer, 0, body.length / Uint16Array.BYTES_PER_ELEMENT);
  if (isLittleEndian) return fingerprints;
  const view = new DataView(body.buffer);
  return Uint16Array.from(fingerprints, (_, at) => view.getUint16(2 * at, true));
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function refused(why: ListFileFault): ReadListFile {
  return { kind: 'refused', why };
}
