import { LONGEST_CODE_BITS } from './constants.ts';
import type { HuffmanSpecification } from './tables.ts';

/**
 * For every value of the next 16 bits: the symbol whose code they begin with, times 32, plus the length of that code;
 * 0 when no code matches. `undefined` when the counts exceed the number of codes.
 */
export function huffmanLookup({ counts, symbols }: HuffmanSpecification): Uint16Array | undefined {
  const lookup = new Uint16Array(1 << LONGEST_CODE_BITS);
  let next = 0;
  let start = 0;
  for (let length = 1; length <= LONGEST_CODE_BITS; length++) {
    const reach = 1 << (LONGEST_CODE_BITS - length);
    for (let count = counts[length - 1] ?? 0; count > 0; count--) {
      if (start + reach > lookup.length) return undefined;
      lookup.fill((symbols[next++] ?? 0) * 32 + length, start, start + reach);
      start += reach;
    }
  }
  return lookup;
}
