/** Generated pictures for the decoder's tests: a coloured gradient with noise, in the requested format. */
import sharp, { type JpegOptions, type Sharp } from 'sharp';

export function picture(width: number, height: number, seed = 1): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  let state = seed;
  for (let at = 0; at < pixels.length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const column = Math.floor(at / 3) % width;
    pixels[at] = Math.min(255, 40 + (150 * column) / width + 20 * (at % 3) + (state >>> 28));
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

export async function jpeg(width = 120, height = 160, options: JpegOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  return owned(
    await picture(width, height)
      .jpeg({ quality: 85, ...options })
      .toBuffer(),
  );
}

export function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(new ArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

/** Offset of the file's frame header (SOF0 or SOF2), at its FF. */
export function frameAt(file: Uint8Array): number {
  for (let at = 2; at < file.length; ) {
    const marker = file[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc2) return at;
    at += 2 + ((file[at + 2] ?? 0) << 8) + (file[at + 3] ?? 0);
  }
  throw new Error('no frame in the file');
}

/** The same file with other sides in its header. */
export function claiming(file: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const copy = owned(file);
  const view = new DataView(copy.buffer);
  const at = frameAt(copy);
  view.setUint16(at + 5, height);
  view.setUint16(at + 7, width);
  return copy;
}
