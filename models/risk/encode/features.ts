import { GROUPINGS, type GoodsLine } from './goods-line.ts';
import type { Counts } from './rate-tables.ts';

/** Decided declarations of one exact goods line. */
export interface LineMemory {
  declarations: number;
  frauds: number;
  /** Disposition of the first and of the last one. */
  first: boolean;
  last: boolean;
}

/** Features in the order of the model's input: rate and number of lines of each group, the line's own values, its memory. */
export const FEATURES = [
  ...GROUPINGS.map(({ name }) => `rate:${name}` as const),
  ...GROUPINGS.map(({ name }) => `lines:${name}` as const),
  ...(['net-mass', 'tax-rate', 'transit'] as const),
  ...(['memory-rate', 'memory-count', 'memory-last'] as const),
] as const;
export type Feature = (typeof FEATURES)[number];

/** Number of decided lines until which the mean rate is used. */
const FEW_LINES = 50;
const FIRST_RATE = 0.2;
/** Declarations that the mean rate counts for in the rate of one line. */
const MEMORY_PRIOR = 0.5;

/**
 * @param total counts over all lines, less those that must not be used for this one
 * @param counts of each grouping, less the same lines
 * @param memory `undefined`: no declaration of this line was decided
 * @returns float32 [FEATURES.length]; NaN where a value is not declared
 */
export function featuresOf(
  line: GoodsLine,
  total: Readonly<Counts>,
  counts: readonly Readonly<Counts>[],
  memory: Readonly<LineMemory> | undefined,
): Float32Array {
  const mean = total.lines > FEW_LINES ? total.frauds / total.lines : FIRST_RATE;
  const features = new Float32Array(FEATURES.length);
  GROUPINGS.forEach(({ priorLines }, at) => {
    const { frauds, lines } = counts[at]!;
    features[at] = (frauds + priorLines * mean) / (lines + priorLines);
    features[GROUPINGS.length + at] = lines;
  });
  const own = 2 * GROUPINGS.length;
  features[own] = line.netMass ?? Number.NaN;
  features[own + 1] = line.taxRate ?? Number.NaN;
  features[own + 2] = line.departure === line.origin ? 0 : 1;
  const { declarations = 0, frauds = 0 } = memory ?? {};
  features[own + 3] = (frauds + MEMORY_PRIOR * mean) / (declarations + MEMORY_PRIOR);
  features[own + 4] = declarations;
  features[own + 5] = memory === undefined ? -1 : Number(memory.last);
  return features;
}
