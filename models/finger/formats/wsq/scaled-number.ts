import type { ByteCursor } from '../byte-cursor.ts';
import type { ByteWriter } from '../byte-writer.ts';

/**
 * The decimal numbers of the format: an integer and the number of decimal places. Like NIST's decoder, it divides by
 * ten step by step in single precision, which is necessary for bit-exact agreement.
 */
export function scaledDown(integer: number, places: number): number {
  let value = Math.fround(integer);
  for (let step = 0; step < places && value !== 0; step++) value = Math.fround(value / 10);
  return value;
}

export function readScaled16(cursor: ByteCursor): number {
  const places = cursor.u8();
  return scaledDown(cursor.u16(), places);
}

/** Writes as many digits as the integer can hold. Throws `RangeError` when `value` is negative or too large. */
export function writeScaled16(writer: ByteWriter, value: number): void {
  const { integer, places } = scaledUp(value, 0xffff);
  writer.u8(places).u16(integer);
}

export function scaledUp(value: number, highest: number): { readonly integer: number; readonly places: number } {
  if (!(value >= 0 && value < highest)) throw new RangeError(`${value} does not fit a scaled number`);
  if (value === 0) return { integer: 0, places: 0 };
  let scaled = Math.fround(value);
  let places = -1;
  for (; scaled < highest; places++) scaled = Math.fround(scaled * 10);
  return { integer: Math.floor(scaled / 10 + 0.5), places };
}
