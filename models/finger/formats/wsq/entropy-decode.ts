import type { BlockBits } from './block-bits.ts';
import {
  COEFFICIENT_OFFSET,
  HIGHEST_COEFFICIENT_SYMBOL,
  LONGEST_RUN_SYMBOL,
  LOWEST_COEFFICIENT_SYMBOL,
  NEGATIVE_16_BIT,
  NEGATIVE_8_BIT,
  POSITIVE_16_BIT,
  POSITIVE_8_BIT,
  RUN_16_BIT,
  RUN_8_BIT,
} from './constants.ts';

/** Ones that fill the last byte of a block. */
const LONGEST_PADDING_BITS = 7;

/**
 * Decodes one block into `coefficients` from `filled` on. Runs of zeros are skipped, because the array is zeroed.
 * Returns the new number of coefficients, or `undefined` for an unknown code or too many coefficients.
 *
 * The encoder fills the last byte with ones, which are not the start of any complete code, so a code that needs more
 * bits than remain marks the end of the block.
 */
export function decodeBlock(
  { bytes, lengthBits }: BlockBits,
  lookup: Uint16Array,
  coefficients: Int16Array,
  filled: number,
): number | undefined {
  let at = filled;
  let bit = 0;
  while (bit < lengthBits) {
    const entry = lookup[peek16(bytes, bit)] as number;
    const length = entry & 31;
    const symbol = entry >> 5;
    if (length === 0 || bit + length > lengthBits) return lengthBits - bit <= LONGEST_PADDING_BITS ? at : undefined;
    bit += length;
    if (symbol >= LOWEST_COEFFICIENT_SYMBOL && symbol <= HIGHEST_COEFFICIENT_SYMBOL) {
      if (at >= coefficients.length) return undefined;
      coefficients[at++] = symbol - COEFFICIENT_OFFSET;
      continue;
    }
    if (symbol >= 1 && symbol <= LONGEST_RUN_SYMBOL) {
      at += symbol;
      if (at > coefficients.length) return undefined;
      continue;
    }
    const width = escapeWidth(symbol);
    if (width === undefined || bit + width > lengthBits) return undefined;
    const value = peek16(bytes, bit) >> (16 - width);
    bit += width;
    if (symbol === RUN_8_BIT || symbol === RUN_16_BIT) {
      at += value;
      if (at > coefficients.length) return undefined;
    } else {
      if (at >= coefficients.length) return undefined;
      coefficients[at++] = symbol === POSITIVE_8_BIT || symbol === POSITIVE_16_BIT ? value : -value;
    }
  }
  return at;
}

/** The 16 bits from `bit` on. The read-ahead bytes guarantee that they exist. */
function peek16(bytes: Uint8Array, bit: number): number {
  const byte = bit >> 3;
  const three = ((bytes[byte] as number) << 16) | ((bytes[byte + 1] as number) << 8) | (bytes[byte + 2] as number);
  return (three >> (8 - (bit & 7))) & 0xffff;
}

function escapeWidth(symbol: number): 8 | 16 | undefined {
  if (symbol === POSITIVE_8_BIT || symbol === NEGATIVE_8_BIT || symbol === RUN_8_BIT) return 8;
  if (symbol === POSITIVE_16_BIT || symbol === NEGATIVE_16_BIT || symbol === RUN_16_BIT) return 16;
  return undefined;
}
