import { BerError } from '../../../hardware/ber/ber-error.ts';
import { childOf, expectTag } from '../../../hardware/ber/find.ts';
import { readBer } from '../../../hardware/ber/read.ts';

/** The zone in the chip, ICAO 9303-10 §4.7.1: DG1 is `61 { 5F1F zone }`. Returns a view of the file. */
export function zoneOfDg1(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  try {
    return childOf(expectTag(readBer(file), 0x61), 0x5f1f).content;
  } catch (error) {
    if (error instanceof BerError) return undefined;
    throw error;
  }
}
