/** A capture as something a canvas can draw. */
import type { CaptureHeader } from '../../contract/sealed-capture.ts';

export type Drawing =
  | { readonly kind: 'pixels'; readonly pixels: ImageData }
  | { readonly kind: 'bitmap'; readonly bitmap: ImageBitmap }
  /** A JPEG 2000 file, which no browser of today draws. */
  | { readonly kind: 'jpeg-2000' }
  | { readonly kind: 'unreadable' };

export interface Picture {
  readonly modality: CaptureHeader['modality'];
  /** The lane's wall time, ms. */
  readonly capturedAt: number;
  readonly drawing: Drawing;
}

/** JP2 signature box (ISO/IEC 15444-1 §I.5.1) and the start of a bare codestream (§A.4). */
const JPEG_2000 = [
  [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20],
  [0xff, 0x4f, 0xff, 0x51],
];

/** Leaves `plaintext` as it is; the caller wipes it. */
export async function drawingOf({ format }: CaptureHeader, plaintext: Uint8Array): Promise<Drawing> {
  if (format.kind !== 'encoded') return pixelsOf(format, plaintext);
  if (JPEG_2000.some((start) => start.every((byte, index) => plaintext[index] === byte))) return { kind: 'jpeg-2000' };
  try {
    return { kind: 'bitmap', bitmap: await createImageBitmap(new Blob([new Uint8Array(plaintext)])) };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** Overwrites what can be overwritten. */
export function forget({ drawing }: Picture): void {
  if (drawing.kind === 'pixels') drawing.pixels.data.fill(0);
  if (drawing.kind === 'bitmap') drawing.bitmap.close();
}

function pixelsOf(
  { kind, width, height }: Exclude<CaptureHeader['format'], { kind: 'encoded' }>,
  rows: Uint8Array,
): Drawing {
  const channels = kind === 'rgb' ? 3 : 1;
  if (rows.length !== width * height * channels) return { kind: 'unreadable' };
  const pixels = new ImageData(width, height);
  const { data } = pixels;
  for (let from = 0, to = 0; from < rows.length; from += channels, to += 4) {
    const first = rows[from] ?? 0;
    data[to] = first;
    data[to + 1] = kind === 'rgb' ? (rows[from + 1] ?? 0) : first;
    data[to + 2] = kind === 'rgb' ? (rows[from + 2] ?? 0) : first;
    data[to + 3] = 255;
  }
  return { kind: 'pixels', pixels };
}
