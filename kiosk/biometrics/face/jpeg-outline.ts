/**
 * Reads the markers of a JPEG (ITU-T T.81 annex B) before a decoder sees it. It allocates nothing by sizes in the
 * file.
 */

import type { Unreadable } from './unreadable.ts';

export type JpegOutline =
  | { readonly kind: 'jpeg'; readonly width: number; readonly height: number; readonly scans: number }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable };

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** Baseline, extended sequential and progressive with Huffman codes: SOF0 to SOF2. */
const FRAMES_DECODED: readonly number[] = [0xc0, 0xc1, 0xc2];
/** Markers of C0 to CF that start no frame: DHT, JPG and DAC. */
const NOT_FRAMES: readonly number[] = [0xc4, 0xc8, 0xcc];

const unreadable = (reason: Unreadable): JpegOutline => ({ kind: 'unreadable', reason });

/** Reads the markers up to the end of the image; bytes after it are ignored. */
export function jpegOutline(file: Uint8Array): JpegOutline {
  if (file.length === 0) return unreadable('empty');
  if (file.length < 3 || file[0] !== 0xff || file[1] !== SOI || file[2] !== 0xff) return unreadable('format');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let frame: { readonly width: number; readonly height: number } | undefined;
  let scans = 0;
  let at = 2;
  while (at < file.length) {
    if (file[at] !== 0xff) return unreadable('corrupt');
    while (file[at] === 0xff) at++;
    const marker = file[at];
    if (marker === undefined) break;
    at++;
    if (marker === EOI) {
      if (frame === undefined || scans === 0) return unreadable('corrupt');
      return { kind: 'jpeg', ...frame, scans };
    }
    if (marker === 0 || marker === SOI || isRestart(marker)) return unreadable('corrupt');
    if (at + 2 > file.length) break;
    const end = at + view.getUint16(at);
    if (end < at + 2) return unreadable('corrupt');
    if (end > file.length) break;
    if (marker >= 0xc0 && marker <= 0xcf && !NOT_FRAMES.includes(marker)) {
      if (frame !== undefined) return unreadable('corrupt');
      const read = readFrame(view, at, end, marker);
      if ('reason' in read) return unreadable(read.reason);
      frame = read;
    }
    at = end;
    if (marker === SOS) {
      if (frame === undefined) return unreadable('corrupt');
      scans++;
      at = endOfScan(file, at);
    }
  }
  return unreadable('truncated');
}

function readFrame(
  view: DataView,
  at: number,
  end: number,
  marker: number,
): { readonly width: number; readonly height: number } | { readonly reason: Unreadable } {
  if (end - at < 8) return { reason: 'corrupt' };
  const precision = view.getUint8(at + 2);
  const height = view.getUint16(at + 3);
  const width = view.getUint16(at + 5);
  const components = view.getUint8(at + 7);
  if (!FRAMES_DECODED.includes(marker) || precision !== 8) return { reason: 'format' };
  if (components !== 1 && components !== 3) return { reason: 'colour' };
  if (end - at !== 8 + 3 * components || width === 0 || height === 0) return { reason: 'corrupt' };
  return { width, height };
}

/** Offset of the next marker. Coded data contains FF only before 00 and in restart markers. */
function endOfScan(file: Uint8Array, from: number): number {
  for (let at = from; at + 1 < file.length; at++) {
    if (file[at] !== 0xff) continue;
    const next = file[at + 1]!;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return file.length;
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}
