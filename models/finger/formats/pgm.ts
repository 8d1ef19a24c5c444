import { assertImage, type Image } from '../../../hardware/device/image.ts';
import { ByteWriter } from './byte-writer.ts';
import { type ImageRead, unreadable } from './image-read.ts';
import { readRawImage } from './raw-image.ts';

/** Maximum length of the header, bytes. */
const LONGEST_HEADER_BYTES = 256;
/**
 * Magic, width, height and highest value, separated by white space or comments, and one white space before the pixels.
 */
const HEADER = /^P5(?:\s|#[^\n\r]*[\n\r])+(\d{1,5})(?:\s|#[^\n\r]*[\n\r])+(\d{1,5})(?:\s|#[^\n\r]*[\n\r])+255\s/;

/** Binary PGM of 8 bits, the Netpbm format that ISO/IEC 39794-4 specifies for uncompressed images. */
export function readPgm(bytes: Uint8Array): ImageRead {
  const start = Array.from(bytes.subarray(0, LONGEST_HEADER_BYTES), (byte) => String.fromCharCode(byte)).join('');
  const header = HEADER.exec(start);
  if (header === null) return unreadable(start.startsWith('P5') ? 'unsupported' : 'malformed');
  return readRawImage(bytes.subarray(header[0].length), Number(header[1]), Number(header[2]), undefined);
}

export function writePgm(image: Image): Uint8Array<ArrayBuffer> {
  assertImage(image);
  if (image.channelOrder !== 'grey') throw new RangeError('PGM holds grey images');
  return new ByteWriter().text(`P5\n${image.width} ${image.height}\n255\n`).bytes(image.data).finish();
}
