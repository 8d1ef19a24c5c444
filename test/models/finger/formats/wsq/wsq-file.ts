import type { ImageRead } from '../../../../../models/finger/formats/image-read.ts';

export interface Segment {
  readonly marker: number;
  /** Offset of the marker. */
  readonly start: number;
  /** Offset after the segment, without the data of a block. */
  readonly end: number;
}

/** Segments of a well-formed file in order, up to the first block's header. */
export function segmentsOf(file: Uint8Array): readonly Segment[] {
  const segments: Segment[] = [];
  const u16 = (offset: number) => (file[offset] ?? 0) * 256 + (file[offset + 1] ?? 0);
  for (let start = 2; start < file.length; ) {
    const end = start + 2 + u16(start + 2);
    segments.push({ marker: u16(start), start, end });
    if (u16(start) === 0xffa3) break;
    start = end;
  }
  return segments;
}

/** A copy with other bytes at `offset`. */
export function withPatch(file: Uint8Array, offset: number, patch: readonly number[]): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(file);
  copy.set(patch, offset);
  return copy;
}

/** A copy that lacks the first segment with this marker. */
export function without(file: Uint8Array, marker: number): Uint8Array<ArrayBuffer> {
  const segment = segmentsOf(file).find((one) => one.marker === marker);
  if (segment === undefined) throw new Error('the file has no such segment');
  return Uint8Array.from([...file.subarray(0, segment.start), ...file.subarray(segment.end)]);
}

export function reasonOf(read: ImageRead): string {
  return read.kind === 'unreadable' ? read.reason : read.kind;
}
