/** A capture as something a canvas can draw. */
import type { EyePositions } from '../../contract/eye-positions.ts';
import type { CaptureHeader } from '../../contract/sealed-capture.ts';
import { decodeJpeg2000, isJpeg2000 } from './jpeg-2000.ts';

export type Drawing =
  | { readonly kind: 'pixels'; readonly pixels: ImageData }
  | { readonly kind: 'bitmap'; readonly bitmap: ImageBitmap }
  | { readonly kind: 'unreadable' };

export interface Picture {
  readonly modality: CaptureHeader['modality'];
  /** The lane's wall time, ms. */
  readonly capturedAt: number;
  readonly drawing: Drawing;
  /** Where the lane found the eyes; absent for a picture without exactly one face, and from lanes of an earlier version. */
  readonly eyes?: EyePositions;
}

/** Leaves `plaintext` as it is; the caller wipes it. */
export async function drawingOf({ format }: CaptureHeader, plaintext: Uint8Array): Promise<Drawing> {
  if (format.kind !== 'encoded') return pixelsOf(format, plaintext);
  if (isJpeg2000(plaintext)) {
    const decoded = await decodeJpeg2000(plaintext);
    if (decoded === undefined) return { kind: 'unreadable' };
    const drawing = pixelsOf(decoded, decoded.data);
    decoded.data.fill(0);
    return drawing;
  }
  try {
    // As the lane decodes it: positions in the picture refer to the stored rows
    const options = { imageOrientation: 'none' } as const;
    return { kind: 'bitmap', bitmap: await createImageBitmap(new Blob([new Uint8Array(plaintext)]), options) };
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
