import { ppiOfPerCm } from './resolution.ts';

/** Units of sampling rates in ISO/IEC 19794-4 records, table 3. */
export const PER_INCH = 1;
export const PER_CM = 2;

/**
 * Pixels per inch of an image's rates; `undefined` when they differ by direction, are zero, or have an unknown unit.
 */
export function statedPpi(unit: number, across: number, down: number): number | undefined {
  if (across !== down || across === 0) return undefined;
  if (unit === PER_INCH) return across;
  return unit === PER_CM ? ppiOfPerCm(across) : undefined;
}
