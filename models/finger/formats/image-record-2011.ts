import { ByteCursor } from './byte-cursor.ts';
import { ByteWriter } from './byte-writer.ts';
import type { FingerImageCodec, FingerRecordRead, FingerRepresentation } from './finger-representation.ts';
import { FORMAT_IDENTIFIER } from './image-record-2005.ts';
import { type UnreadableReason, unreadable } from './image-read.ts';
import { PER_INCH, statedPpi } from './sampling-rate.ts';

/** Finger image record of ISO/IEC 19794-4:2011. */
export const VERSION_2011 = 0x30323000;
/** §8.2 table 2. */
const GENERAL_HEADER_BYTES = 16;
/** §8.3: a representation without quality and certification blocks and without an image. */
const MIN_REPRESENTATION_BYTES = 41;
const QUALITY_BLOCK_BYTES = 5;
const CERTIFICATION_BLOCK_BYTES = 3;
/** Table 9. Lossy and lossless JPEG 2000 decode in the same way. */
const CODECS: readonly (FingerImageCodec | undefined)[] = ['raw', 'raw', 'wsq', 'jpeg', 'jpeg2000', 'jpeg2000', 'png'];
const CODES: Readonly<Record<FingerImageCodec, number | undefined>> = {
  raw: 0,
  wsq: 2,
  jpeg: 3,
  jpeg2000: 4,
  png: 6,
  pgm: undefined,
};
const GREY_DEPTH_BITS = 8;
const HIGHEST_QUALITY = 100;
/** Unknown date and time: nine bytes of ones. */
const NO_CAPTURE_TIME = new Uint8Array(9).fill(0xff);
/** ISO/IEC 19794-4 table 6: the codes up to this one are single fingers. */
const SINGLE_FINGERS = 10;
/** Unspecified quality algorithm: 0 is «not reported». */
const NO_VENDOR = 0;

/**
 * Reads a record. The number of quality blocks varies: the first computed score is used. Extended data after an image
 * (segmentation, annotation, comments) is skipped; bytes after the stated length of the record are ignored.
 */
export function readImageRecord2011(bytes: Uint8Array<ArrayBuffer>): FingerRecordRead {
  const header = new ByteCursor(bytes);
  const [format, version, length, count, certified] = [
    header.u32(),
    header.u32(),
    header.u32(),
    header.u16(),
    header.u8(),
  ];
  header.skip(1);
  if (header.overrun || length > bytes.length) return unreadable('truncated');
  if (format !== FORMAT_IDENTIFIER || version !== VERSION_2011 || length < GENERAL_HEADER_BYTES || certified > 1) {
    return unreadable('malformed');
  }
  const cursor = new ByteCursor(bytes.subarray(0, length), GENERAL_HEADER_BYTES);
  const representations: FingerRepresentation[] = [];
  for (let index = 0; index < count; index++) {
    const size = cursor.u32();
    if (cursor.overrun) return unreadable('truncated');
    if (size < MIN_REPRESENTATION_BYTES) return unreadable('malformed');
    const content = cursor.take(size - 4);
    if (cursor.overrun) return unreadable('truncated');
    const representation = readRepresentation(new ByteCursor(content), certified === 1);
    if (typeof representation === 'string') return unreadable(representation);
    representations.push(representation);
  }
  return { kind: 'read', representations };
}

function readRepresentation(cursor: ByteCursor, certified: boolean): FingerRepresentation | UnreadableReason {
  cursor.skip(NO_CAPTURE_TIME.length + 5);
  const quality = readQuality(cursor);
  if (certified) cursor.skip(cursor.u8() * CERTIFICATION_BLOCK_BYTES);
  const position = cursor.u8();
  cursor.skip(1);
  const unit = cursor.u8();
  cursor.skip(4);
  const [across, down, depth, compression] = [cursor.u16(), cursor.u16(), cursor.u8(), cursor.u8()];
  const [impression, widthPx, heightPx] = [cursor.u8(), cursor.u16(), cursor.u16()];
  const data = cursor.take(cursor.u32());
  if (cursor.overrun) return 'truncated';
  const codec = CODECS[compression];
  if (codec === undefined || depth !== GREY_DEPTH_BITS) return 'unsupported';
  const resolutionPpi = statedPpi(unit, across, down);
  return { position, impression, codec, widthPx, heightPx, resolutionPpi, quality, data };
}

function readQuality(cursor: ByteCursor): number | undefined {
  let quality: number | undefined;
  for (let count = cursor.u8(); count > 0 && !cursor.overrun; count--) {
    const score = cursor.u8();
    cursor.skip(QUALITY_BLOCK_BYTES - 1);
    if (score <= HIGHEST_QUALITY) quality ??= score;
  }
  return quality;
}

/**
 * Writes a record without capture times, devices or extended data. Throws `RangeError` for an image that this edition
 * cannot represent.
 */
export function writeImageRecord2011(representations: readonly FingerRepresentation[]): Uint8Array<ArrayBuffer> {
  const body = new ByteWriter();
  for (const [index, representation] of representations.entries()) writeRepresentation(body, representation, index);
  const content = body.finish();
  const positions = new Set(representations.map(({ position }) => position).filter((one) => one <= SINGLE_FINGERS));
  const writer = new ByteWriter().u32(FORMAT_IDENTIFIER).u32(VERSION_2011);
  writer
    .u32(GENERAL_HEADER_BYTES + content.length)
    .u16(representations.length)
    .u8(0)
    .u8(positions.size)
    .bytes(content);
  content.fill(0);
  return writer.finish();
}

function writeRepresentation(writer: ByteWriter, representation: FingerRepresentation, index: number): void {
  const { position, impression, codec, widthPx, heightPx, resolutionPpi, quality, data } = representation;
  const code = CODES[codec];
  if (code === undefined || resolutionPpi === undefined)
    throw new RangeError('this edition cannot represent the image');
  const qualityBytes = quality === undefined ? 0 : QUALITY_BLOCK_BYTES;
  writer.u32(MIN_REPRESENTATION_BYTES + qualityBytes + data.length);
  writer.bytes(NO_CAPTURE_TIME).u8(0).u16(0).u16(0);
  if (quality === undefined) writer.u8(0);
  else writer.u8(1).u8(quality).u16(NO_VENDOR).u16(0);
  writer
    .u8(position)
    .u8(index % 256)
    .u8(PER_INCH);
  for (let rate = 0; rate < 4; rate++) writer.u16(resolutionPpi);
  writer
    .u8(GREY_DEPTH_BITS)
    .u8(code)
    .u8(impression)
    .u16(widthPx ?? 0)
    .u16(heightPx ?? 0);
  writer.u32(data.length).bytes(data);
}
