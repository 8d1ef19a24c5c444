/** Ranges of bytes in the headers Range and Content-Range, RFC 9110 §14. Pure. */

export type ReadRange =
  | { readonly kind: 'whole' }
  /** The end is part of it. */
  | { readonly kind: 'part'; readonly from: number; readonly to: number }
  | { readonly kind: 'not-satisfiable' };

const ONE = /^bytes=(\d{1,15})-(\d{1,15})?$/;

/**
 * Anything but one range from an offset is ignored, as §14.2 allows: the whole is sent.
 *
 * @param ifRange the header If-Range: a tag other than the file's tag makes the range void
 */
export function readRange(
  range: string | undefined,
  { ifRange, tag, length }: { readonly ifRange: string | undefined; readonly tag: string; readonly length: number },
): ReadRange {
  const read = ONE.exec(range ?? '');
  if (read === null || (ifRange !== undefined && ifRange !== tag)) return { kind: 'whole' };
  const from = Number(read[1]);
  const to = Math.min(read[2] === undefined ? length - 1 : Number(read[2]), length - 1);
  return from >= length || to < from ? { kind: 'not-satisfiable' } : { kind: 'part', from, to };
}

export interface ContentRange {
  readonly from: number;
  /** The end is part of it. */
  readonly to: number;
  /** Length of the whole. */
  readonly whole: number;
}

const CONTENT = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/;

/** The place of a piece in the whole, §14.4 and §14.5; `undefined`: no such header, or one that contradicts itself. */
export function readContentRange(header: string | undefined): ContentRange | undefined {
  const read = CONTENT.exec(header ?? '');
  if (read === null) return undefined;
  const [from = 0, to = 0, whole = 0] = read.slice(1).map(Number);
  return from <= to && to < whole ? { from, to, whole } : undefined;
}
