import {
  COEFFICIENT_OFFSET,
  LONGEST_RUN_SYMBOL,
  NEGATIVE_16_BIT,
  NEGATIVE_8_BIT,
  POSITIVE_16_BIT,
  POSITIVE_8_BIT,
  RUN_16_BIT,
  RUN_8_BIT,
} from './constants.ts';

/** Range of the coefficients that have their own symbol. */
const LOWEST_PLAIN = -73;
const HIGHEST_PLAIN = 74;
const LONGEST_RUN = 0xffff;

/** `extra`: the number after the code, in `extraBits` bits; 0 bits for plain symbols. */
export type SymbolVisitor = (symbol: number, extra: number, extraBits: 0 | 8 | 16) => void;

/** Calls `visit` for each symbol of a block in order, IAFIS-IC-0110(V3) table 4. */
export function visitSymbols(levels: Int16Array, visit: SymbolVisitor): void {
  let run = 0;
  const endRun = () => {
    if (run === 0) return;
    if (run <= LONGEST_RUN_SYMBOL) visit(run, 0, 0);
    else if (run <= 0xff) visit(RUN_8_BIT, run, 8);
    else visit(RUN_16_BIT, run, 16);
    run = 0;
  };
  for (const level of levels) {
    if (level === 0) {
      if (run === LONGEST_RUN) endRun();
      run++;
      continue;
    }
    endRun();
    const size = Math.abs(level);
    if (level >= LOWEST_PLAIN && level <= HIGHEST_PLAIN) visit(level + COEFFICIENT_OFFSET, 0, 0);
    else if (size <= 0xff) visit(level > 0 ? POSITIVE_8_BIT : NEGATIVE_8_BIT, size, 8);
    else visit(level > 0 ? POSITIVE_16_BIT : NEGATIVE_16_BIT, size, 16);
  }
  endRun();
}
