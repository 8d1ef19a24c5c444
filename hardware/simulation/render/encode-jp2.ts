/** Writes JP2 files as in passports: ISO/IEC 15444-1 annex I around a codestream from OpenJPEG. For specimens only. */
import openJpeg from '@cornerstonejs/codec-openjpeg/wasmjs';
import { ascii, concat } from '../../ber/write.ts';

/** §I.5.3.1: no unknown colour space, no intellectual property; compression type 7 is the only one. */
const COMPRESSION = 7;
const EIGHT_BITS_UNSIGNED = 7;
/** §I.5.3.3: enumerated, sRGB. */
const ENUMERATED = 1;
const SRGB = 16;
const SIGNATURE = Uint8Array.of(0x0d, 0x0a, 0x87, 0x0a);

/** @param rgb interleaved, 8 bits per sample. @param bytes approximate length of the codestream */
export async function encodeJp2(
  rgb: Uint8Array,
  width: number,
  height: number,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { J2KEncoder } = await openJpeg({ print: () => {} });
  const encoder = new J2KEncoder();
  encoder
    .getDecodedBuffer({ width, height, bitsPerSample: 8, componentCount: 3, isSigned: false })
    .set(rgb.subarray(0, width * height * 3));
  encoder.setQuality(false, 1);
  encoder.setCompressionRatio(0, (width * height * 3) / bytes);
  encoder.encode();
  const file = jp2File(encoder.getEncodedBuffer(), width, height);
  encoder.delete();
  return file;
}

function jp2File(codestream: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = concat(
    box('ihdr', u32(height), u32(width), Uint8Array.of(0, 3, EIGHT_BITS_UNSIGNED, COMPRESSION, 0, 0)),
    box('colr', Uint8Array.of(ENUMERATED, 0, 0), u32(SRGB)),
  );
  return concat(
    box('jP  ', SIGNATURE),
    box('ftyp', ascii('jp2 '), u32(0), ascii('jp2 ')),
    box('jp2h', header),
    box('jp2c', codestream),
  );
}

function box(type: string, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concat(...contents);
  return concat(u32(8 + content.length), ascii(type), content);
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
