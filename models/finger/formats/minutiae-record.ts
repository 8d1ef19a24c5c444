import { ByteCursor } from './byte-cursor.ts';
import { ByteWriter } from './byte-writer.ts';
import { type Unreadable, type UnreadableReason, unreadable } from './image-read.ts';
import { directionStep, type Minutia, TYPE_CODES, TYPES_BY_CODE } from './minutia.ts';
import { perCmOfPpi, ppiOfPerCm } from './resolution.ts';

/** Finger minutiae record, ISO/IEC 19794-2:2005 §7. */
export interface MinutiaeRecord {
  readonly widthPx: number;
  readonly heightPx: number;
  /** The record stores px/cm: 500 ppi is read as 500, 1000 as 1001. */
  readonly resolutionPpi: number;
  readonly views: readonly MinutiaeView[];
}

export interface MinutiaeView {
  /** ISO/IEC 19794-2 table 2: 0 unknown, 1 right thumb … 10 left little. */
  readonly position: number;
  /** 0 to 15, counting views of one finger. */
  readonly viewNumber: number;
  /** Table 3: 0 live-scan plain, 1 live-scan rolled, 2 and 3 the same not live, 8 swipe. */
  readonly impression: number;
  /** 0 to 100. */
  readonly quality: number;
  /** At most 255. */
  readonly minutiae: readonly Minutia[];
}

export type MinutiaeRecordRead = { readonly kind: 'read'; readonly record: MinutiaeRecord } | Unreadable;

const FORMAT = 0x464d5200;
const VERSION = 0x20323000;
const HEADER_BYTES = 24;
/** Maximum number of views: sixteen for each of eleven positions. */
const MAX_VIEWS = 176;
const HIGHEST_POSITION = 10;
/** Angles are steps of 1.40625 degrees. */
const DIRECTION_STEPS = 256;
const COORDINATE_MASK = 0x3fff;

/**
 * Reads a record. Minutiae outside the stated image make it `malformed`. Extended data (ridge counts, cores, cells) is
 * skipped within its bounds. ANSI INCITS 378 records, which start with the same bytes, are refused.
 */
export function readMinutiaeRecord(bytes: Uint8Array<ArrayBuffer>): MinutiaeRecordRead {
  const header = new ByteCursor(bytes);
  const [format, version, length] = [header.u32(), header.u32(), header.u32()];
  header.skip(2);
  const [widthPx, heightPx, acrossPerCm, downPerCm, viewCount] = [
    header.u16(),
    header.u16(),
    header.u16(),
    header.u16(),
    header.u8(),
  ];
  header.skip(1);
  if (header.overrun || length > bytes.length) return unreadable('truncated');
  const resolutionPpi = ppiOfPerCm(acrossPerCm);
  if (format !== FORMAT || version !== VERSION || length < HEADER_BYTES) return unreadable('malformed');
  if (widthPx === 0 || heightPx === 0 || viewCount > MAX_VIEWS) return unreadable('malformed');
  if (resolutionPpi === undefined || acrossPerCm !== downPerCm) return unreadable('unsupported');

  const cursor = new ByteCursor(bytes.subarray(0, length), HEADER_BYTES);
  const views: MinutiaeView[] = [];
  for (let count = 0; count < viewCount; count++) {
    const view = readView(cursor, widthPx, heightPx);
    if (typeof view === 'string') return unreadable(view);
    views.push(view);
  }
  return { kind: 'read', record: { widthPx, heightPx, resolutionPpi, views } };
}

function readView(cursor: ByteCursor, widthPx: number, heightPx: number): MinutiaeView | UnreadableReason {
  const position = cursor.u8();
  const viewAndImpression = cursor.u8();
  const quality = cursor.u8();
  const count = cursor.u8();
  const minutiae: Minutia[] = [];
  for (let index = 0; index < count && !cursor.overrun; index++) {
    const typeAndX = cursor.u16();
    const xPx = typeAndX & COORDINATE_MASK;
    const yPx = cursor.u16() & COORDINATE_MASK;
    const directionRad = (cursor.u8() * 2 * Math.PI) / DIRECTION_STEPS;
    const stated = cursor.u8();
    const type = TYPES_BY_CODE[typeAndX >> 14];
    if (type === undefined || xPx >= widthPx || yPx >= heightPx || stated > 100) return 'malformed';
    minutiae.push({ xPx, yPx, directionRad, type, quality: stated === 0 ? undefined : stated });
  }
  cursor.skip(cursor.u16());
  if (cursor.overrun) return 'truncated';
  if (position > HIGHEST_POSITION || quality > 100) return 'malformed';
  return { position, viewNumber: viewAndImpression >> 4, impression: viewAndImpression & 0xf, quality, minutiae };
}

/**
 * Writes a record without extended data; positions are rounded to px. Throws `RangeError` for a value that the format
 * cannot represent.
 */
export function writeMinutiaeRecord({
  widthPx,
  heightPx,
  resolutionPpi,
  views,
}: MinutiaeRecord): Uint8Array<ArrayBuffer> {
  if (views.length > MAX_VIEWS) throw new RangeError(`a record holds at most ${MAX_VIEWS} views`);
  const body = new ByteWriter();
  for (const view of views) writeView(body, view, widthPx, heightPx);
  const content = body.finish();
  const perCm = perCmOfPpi(resolutionPpi);
  const writer = new ByteWriter()
    .u32(FORMAT)
    .u32(VERSION)
    .u32(HEADER_BYTES + content.length);
  writer.u16(0).u16(widthPx).u16(heightPx).u16(perCm).u16(perCm).u8(views.length).u8(0).bytes(content);
  content.fill(0);
  return writer.finish();
}

function writeView(writer: ByteWriter, view: MinutiaeView, widthPx: number, heightPx: number): void {
  const { position, viewNumber, impression, quality, minutiae } = view;
  if (position > HIGHEST_POSITION || viewNumber > 0xf || impression > 0xf || quality > 100) {
    throw new RangeError('a view has an invalid position, number, impression or quality');
  }
  writer
    .u8(position)
    .u8(viewNumber * 16 + impression)
    .u8(quality)
    .u8(minutiae.length);
  for (const minutia of minutiae) {
    const [x, y] = [Math.round(minutia.xPx), Math.round(minutia.yPx)];
    if (!(x >= 0 && y >= 0 && x < widthPx && y < heightPx && x <= COORDINATE_MASK && y <= COORDINATE_MASK)) {
      throw new RangeError('a minutia lies outside the image');
    }
    writer.u16(TYPE_CODES[minutia.type] * 0x4000 + x).u16(y);
    writer.u8(directionStep(minutia.directionRad, DIRECTION_STEPS)).u8(minutia.quality ?? 0);
  }
  writer.u16(0);
}
