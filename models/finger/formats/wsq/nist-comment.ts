/** The `NIST_COM` comment: lines of `NAME value`; the first line gives their number. NBIS, nistcom.h. */

const HEADER = 'NIST_COM';
/** A longer comment is not parsed, bytes. Real ones are below 300. */
const LONGEST_COMMENT_BYTES = 4096;
/** Highest plausible resolution of a scanner, ppi. */
const HIGHEST_PPI = 10_000;

/** The scan resolution in ppi, if the comment is a NIST comment and states it. */
export function resolutionOfComment(comment: Uint8Array): number | undefined {
  if (comment.length > LONGEST_COMMENT_BYTES) return undefined;
  const text = Array.from(comment, (byte) => String.fromCharCode(byte)).join('');
  if (!text.startsWith(`${HEADER} `)) return undefined;
  const digits = /(?:^|\n)PPI (\d{1,5})(?:\n|$)/.exec(text)?.[1];
  const ppi = Number(digits);
  return digits !== undefined && ppi >= 1 && ppi <= HIGHEST_PPI ? ppi : undefined;
}

/** The comment in the form that NBIS' cwsq writes. */
export function nistComment(width: number, height: number, resolutionPpi: number, bitsPerPixel: number): string {
  const fields = [
    ['PIX_WIDTH', width],
    ['PIX_HEIGHT', height],
    ['PIX_DEPTH', 8],
    ['PPI', resolutionPpi],
    ['LOSSY', 1],
    ['COLORSPACE', 'GRAY'],
    ['COMPRESSION', 'WSQ'],
    ['WSQ_BITRATE', bitsPerPixel.toFixed(6)],
  ] as const;
  return [[HEADER, fields.length + 1], ...fields].map(([name, value]) => `${name} ${value}`).join('\n');
}
