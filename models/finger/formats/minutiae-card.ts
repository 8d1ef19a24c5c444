import { ByteCursor } from './byte-cursor.ts';
import { ByteWriter } from './byte-writer.ts';
import { type Unreadable, unreadable } from './image-read.ts';
import { directionStep, type Minutia, TYPE_CODES, TYPES_BY_CODE } from './minutia.ts';

/**
 * Card formats of ISO/IEC 19794-2:2005 §8: minutiae only, in fixed metric units. `normal`: five bytes each, units of
 * 0.01 mm and 1/256 turn. `compact`: three bytes each, 0.1 mm and 1/64 turn. Neither states an image or a quality.
 */
export type CardFormat = 'normal' | 'compact';

const FORMATS = {
  normal: { bytes: 5, unitsPerMm: 100, highest: 0x3fff, directionSteps: 256 },
  compact: { bytes: 3, unitsPerMm: 10, highest: 0xff, directionSteps: 64 },
} as const;
const MM_PER_INCH = 25.4;
/** ISO/IEC 19794-2:2005 §8.3: maximum number of minutiae on a card. */
const MAX_MINUTIAE = 255;

export type CardRead = { readonly kind: 'read'; readonly minutiae: readonly Minutia[] } | Unreadable;

/** Reads a list, positions in px of an image of `resolutionPpi`. */
export function readCardMinutiae(bytes: Uint8Array<ArrayBuffer>, format: CardFormat, resolutionPpi: number): CardRead {
  const { bytes: size, unitsPerMm, highest, directionSteps } = FORMATS[format];
  if (bytes.length % size !== 0) return unreadable('truncated');
  if (bytes.length / size > MAX_MINUTIAE) return unreadable('malformed');
  const pxPerUnit = resolutionPpi / MM_PER_INCH / unitsPerMm;
  const cursor = new ByteCursor(bytes);
  const minutiae: Minutia[] = [];
  while (cursor.remaining > 0) {
    const [first, second, third] = format === 'normal' ? [cursor.u16(), cursor.u16(), cursor.u8()] : readThree(cursor);
    const typeCode = format === 'normal' ? first >> 14 : third >> 6;
    const step = format === 'normal' ? third : third & 0x3f;
    const type = TYPES_BY_CODE[typeCode];
    if (type === undefined) return unreadable('malformed');
    minutiae.push({
      xPx: (first & highest) * pxPerUnit,
      yPx: (second & highest) * pxPerUnit,
      directionRad: (step * 2 * Math.PI) / directionSteps,
      type,
      quality: undefined,
    });
  }
  return { kind: 'read', minutiae };
}

function readThree(cursor: ByteCursor): readonly [number, number, number] {
  return [cursor.u8(), cursor.u8(), cursor.u8()];
}

/**
 * Writes a list. Throws `RangeError` for more than 255 minutiae and for a position beyond the range of the units
 * (compact: 25.5 mm).
 */
export function writeCardMinutiae(
  minutiae: readonly Minutia[],
  format: CardFormat,
  resolutionPpi: number,
): Uint8Array<ArrayBuffer> {
  const { unitsPerMm, highest, directionSteps } = FORMATS[format];
  if (minutiae.length > MAX_MINUTIAE) throw new RangeError(`a card holds at most ${MAX_MINUTIAE} minutiae`);
  const unitsPerPx = (MM_PER_INCH * unitsPerMm) / resolutionPpi;
  const writer = new ByteWriter();
  for (const { xPx, yPx, directionRad, type } of minutiae) {
    const [x, y] = [Math.round(xPx * unitsPerPx), Math.round(yPx * unitsPerPx)];
    if (!(x >= 0 && y >= 0 && x <= highest && y <= highest))
      throw new RangeError('a minutia is beyond the range of the card format');
    const step = directionStep(directionRad, directionSteps);
    if (format === 'normal')
      writer
        .u16(TYPE_CODES[type] * 0x4000 + x)
        .u16(y)
        .u8(step);
    else
      writer
        .u8(x)
        .u8(y)
        .u8(TYPE_CODES[type] * 0x40 + step);
  }
  return writer.finish();
}
