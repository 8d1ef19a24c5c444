import { allocateImage } from '../../../../hardware/device/image.ts';
import { type ImageRead, unreadable } from '../image-read.ts';
import { decompositionTree } from './decomposition-tree.ts';
import { dequantise } from './dequantise.ts';
import { parseWsq, type WsqFile } from './parse.ts';
import { synthesise } from './synthesis.ts';
import type { Frame } from './tables.ts';

/**
 * Decodes a WSQ file, IAFIS-IC-0110(V3). Sides from 64 to 2000 px, filters of odd length; any other or malformed file
 * is `unreadable`. Never throws for any data. Memory is about 11 bytes per pixel; time is linear in pixels and bytes.
 * Intermediate data is wiped.
 *
 * The resolution is the `PPI` of a NIST comment; pixels are not resampled.
 */
export function decodeWsq(bytes: Uint8Array<ArrayBuffer>): ImageRead {
  const file: WsqFile = { tables: { huffman: [] }, filled: 0, blocks: 0 };
  const failed = parseWsq(bytes, file);
  const { frame, tables, coefficients, resolutionPpi } = file;
  if (failed !== undefined || !frame || !coefficients || !tables.bank || !tables.bins) {
    coefficients?.fill(0);
    return unreadable(failed ?? 'malformed');
  }
  const { splits, subbands } = decompositionTree(frame.width, frame.height);
  const data = new Float32Array(frame.width * frame.height);
  dequantise(data, frame.width, subbands, tables.bins, coefficients);
  coefficients.fill(0);
  synthesise(data, frame.width, splits, tables.bank);
  const image = allocateImage(frame.width, frame.height, 'grey');
  toPixels(image.data, data, frame);
  data.fill(0);
  return { kind: 'decoded', image, resolutionPpi };
}

function toPixels(pixels: Uint8Array, data: Float32Array, { shift, scale }: Frame): void {
  for (let index = 0; index < pixels.length; index++) {
    const value = Math.fround(Math.fround(Math.fround((data[index] as number) * scale) + shift) + 0.5);
    pixels[index] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}
