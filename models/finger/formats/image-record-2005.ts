import { ByteCursor } from './byte-cursor.ts';
import { ByteWriter } from './byte-writer.ts';
import type { FingerImageCodec, FingerRecordRead, FingerRepresentation } from './finger-representation.ts';
import { type UnreadableReason, unreadable } from './image-read.ts';
import { PER_INCH, statedPpi } from './sampling-rate.ts';

/** Finger image record of ISO/IEC 19794-4:2005: the format in DG3 of passports before ISO/IEC 39794-4. */
export const FORMAT_IDENTIFIER = 0x46495200;
export const VERSION_2005 = 0x30313000;
/** §7.1 table 2. */
const GENERAL_HEADER_BYTES = 32;
/** §7.2 table 5. */
const FINGER_HEADER_BYTES = 14;
/** Table 4. */
const CODECS: readonly (FingerImageCodec | undefined)[] = ['raw', 'raw', 'wsq', 'jpeg', 'jpeg2000', 'png'];
const CODES: Readonly<Record<FingerImageCodec, number | undefined>> = {
  raw: 0,
  wsq: 2,
  jpeg: 3,
  jpeg2000: 4,
  png: 5,
  pgm: undefined,
};
const GREY_DEPTH_BITS = 8;
const HIGHEST_QUALITY = 100;
const QUALITY_UNDEFINED = 254;
/** Table 1: 31 is 500 ppi and 8 bits, the level that passports require. */
const ACQUISITION_LEVEL = 31;

/** Reads a record of any number of images; bytes after the stated length of the record are ignored. */
export function readImageRecord2005(bytes: Uint8Array<ArrayBuffer>): FingerRecordRead {
  const header = new ByteCursor(bytes);
  const [format, version, length] = [header.u32(), header.u32(), header.unsigned(6)];
  header.skip(4);
  const [count, unit] = [header.u8(), header.u8()];
  header.skip(4);
  const [across, down, depth, compression] = [header.u16(), header.u16(), header.u8(), header.u8()];
  header.skip(2);
  if (header.overrun || length > bytes.length) return unreadable('truncated');
  if (format !== FORMAT_IDENTIFIER || version !== VERSION_2005 || length < GENERAL_HEADER_BYTES) {
    return unreadable('malformed');
  }
  const codec = CODECS[compression];
  if (codec === undefined || depth !== GREY_DEPTH_BITS) return unreadable('unsupported');

  const shared = { codec, resolutionPpi: statedPpi(unit, across, down) };
  const cursor = new ByteCursor(bytes.subarray(0, length), GENERAL_HEADER_BYTES);
  const representations: FingerRepresentation[] = [];
  for (let index = 0; index < count; index++) {
    const representation = readFinger(cursor, shared);
    if (typeof representation === 'string') return unreadable(representation);
    representations.push(representation);
  }
  return { kind: 'read', representations };
}

function readFinger(
  cursor: ByteCursor,
  shared: Pick<FingerRepresentation, 'codec' | 'resolutionPpi'>,
): FingerRepresentation | UnreadableReason {
  const length = cursor.u32();
  const position = cursor.u8();
  cursor.skip(2);
  const stated = cursor.u8();
  const [impression, widthPx, heightPx] = [cursor.u8(), cursor.u16(), cursor.u16()];
  cursor.skip(1);
  if (length < FINGER_HEADER_BYTES && !cursor.overrun) return 'malformed';
  const data = cursor.take(length - FINGER_HEADER_BYTES);
  if (cursor.overrun) return 'truncated';
  const quality = stated <= HIGHEST_QUALITY ? stated : undefined;
  return { ...shared, position, impression, widthPx, heightPx, quality, data };
}

/**
 * Writes a record of live-scan images. All images must have the same codec and resolution, which the header states
 * once, and a known size. Throws `RangeError` otherwise.
 */
export function writeImageRecord2005(representations: readonly FingerRepresentation[]): Uint8Array<ArrayBuffer> {
  const [first] = representations;
  if (first === undefined) throw new RangeError('a record must hold at least one image');
  const { codec, resolutionPpi } = first;
  const code = CODES[codec];
  if (code === undefined || resolutionPpi === undefined)
    throw new RangeError('this edition cannot represent the image');
  if (!representations.every((one) => one.codec === codec && one.resolutionPpi === resolutionPpi)) {
    throw new RangeError('the images of one record must have the same codec and resolution');
  }
  const body = new ByteWriter();
  for (const { position, impression, widthPx, heightPx, quality, data } of representations) {
    body
      .u32(FINGER_HEADER_BYTES + data.length)
      .u8(position)
      .u8(1)
      .u8(1)
      .u8(quality ?? QUALITY_UNDEFINED);
    body
      .u8(impression)
      .u16(widthPx ?? 0)
      .u16(heightPx ?? 0)
      .u8(0)
      .bytes(data);
  }
  const content = body.finish();
  const writer = new ByteWriter().u32(FORMAT_IDENTIFIER).u32(VERSION_2005);
  writer
    .unsigned(GENERAL_HEADER_BYTES + content.length, 6)
    .u16(0)
    .u16(ACQUISITION_LEVEL);
  writer.u8(representations.length).u8(PER_INCH).u16(resolutionPpi).u16(resolutionPpi);
  writer.u16(resolutionPpi).u16(resolutionPpi).u8(GREY_DEPTH_BITS).u8(code).u16(0).bytes(content);
  content.fill(0);
  return writer.finish();
}
