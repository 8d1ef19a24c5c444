import { LONGEST_CODE_BITS } from './constants.ts';
import type { HuffmanSpecification } from './tables.ts';

const SYMBOLS = 256;
/** A symbol that is never used. It reserves the code of all ones, which is not allowed. */
const RESERVED = SYMBOLS;
/** Upper bound of the length of a code before it is shortened to 16 bits. */
const UNCUT_BITS = 64;

/** Lengths of an optimal code for the counted symbols, by ITU-T T.81 annex K.2, at most 16 bits. */
export function huffmanSpecification(counted: readonly number[]): HuffmanSpecification {
  const lengths = codeLengths(counted);
  const counts = Array.from({ length: UNCUT_BITS }, () => 0);
  for (const length of lengths.slice(0, RESERVED)) if (length > 0) counts[length - 1] = (counts[length - 1] ?? 0) + 1;
  if (counts.slice(LONGEST_CODE_BITS).some((count) => count > 0)) shorten(counts, lengths[RESERVED] ?? 0);
  const order = [...lengths.keys()].filter((symbol) => symbol !== RESERVED && (lengths[symbol] ?? 0) > 0);
  order.sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  return { counts: counts.slice(0, LONGEST_CODE_BITS), symbols: Uint8Array.from(order) };
}

/** Length of each symbol's code, 0 for those that do not occur; the reserved symbol comes last. */
function codeLengths(counted: readonly number[]): number[] {
  const weights = [...counted.slice(0, SYMBOLS), 1];
  const lengths = weights.map(() => 0);
  /** Symbols under each tree's root. */
  const trees = weights.map((_, symbol) => [symbol]);
  for (;;) {
    const [rarest, second] = twoRarest(weights);
    if (rarest === undefined || second === undefined) break;
    weights[rarest] = (weights[rarest] ?? 0) + (weights[second] ?? 0);
    weights[second] = 0;
    trees[rarest] = [...(trees[rarest] ?? []), ...(trees[second] ?? [])];
    for (const symbol of trees[rarest]) lengths[symbol] = (lengths[symbol] ?? 0) + 1;
  }
  return lengths;
}

/** For equal weights the higher symbol counts as rarer, so the reserved one gets the longest code. */
function twoRarest(weights: readonly number[]): readonly (number | undefined)[] {
  let rarest: number | undefined;
  let second: number | undefined;
  const weightOf = (symbol: number | undefined) => (symbol === undefined ? Infinity : (weights[symbol] ?? 0));
  for (const [symbol, weight] of weights.entries()) {
    if (weight === 0) continue;
    if (weight <= weightOf(rarest)) [rarest, second] = [symbol, rarest];
    else if (weight <= weightOf(second)) second = symbol;
  }
  return [rarest, second];
}

/** T.81 figure K.3: moves pairs of too long codes below a shorter one, then removes the reserved code. */
function shorten(counts: number[], reservedLength: number): void {
  const at = (index: number) => counts[index] ?? 0;
  counts[reservedLength - 1] = at(reservedLength - 1) + 1;
  for (let long = counts.length - 1; long >= LONGEST_CODE_BITS; long--) {
    while (at(long) > 0) {
      let short = long - 2;
      while (at(short) === 0) short--;
      counts[long] = at(long) - 2;
      counts[long - 1] = at(long - 1) + 1;
      counts[short + 1] = at(short + 1) + 2;
      counts[short] = at(short) - 1;
    }
  }
  let last = LONGEST_CODE_BITS - 1;
  while (at(last) === 0) last--;
  counts[last] = at(last) - 1;
}
