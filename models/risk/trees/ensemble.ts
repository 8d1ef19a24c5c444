/** Regression trees whose leaves are added. All trees share one list of nodes; a node's children come after it. */
export interface Ensemble {
  /** Added to the sum of the leaves: a log odds. */
  readonly base: number;
  /** Index of the first node of each tree. */
  readonly roots: Uint32Array;
  /** Feature that a node compares; -1 for a leaf. */
  readonly features: Int16Array;
  /** A value at most this goes left; a greater one, and one that is not a number, goes right. 0 for a leaf. */
  readonly thresholds: Float32Array;
  /** Index of the left child; the right one is the next. 0 for a leaf. */
  readonly lefts: Uint32Array;
  /** Log odds that a leaf adds, a multiple of `LEAF_UNIT`; 0 for other nodes. */
  readonly leaves: Float32Array;
  /** Weight of the training rows that reached the node, for contributions. */
  readonly covers: Float32Array;
}

/**
 * Leaves and base are multiples of this. Every sum of up to 2^23 units is exact in float32, so the score does not depend on the order of
 * additions, which differs between runtimes and numbers of threads.
 */
export const LEAF_UNIT = 1 / 16_384;

/** The log odds of fraud for one line. @param features float32, in the order of `FEATURES` */
export function scoreOf(ensemble: Ensemble, features: Float32Array): number {
  let sum = ensemble.base;
  for (const root of ensemble.roots) sum += ensemble.leaves[leafAt(ensemble, root, features)]!;
  return sum;
}

/** Index of the leaf that a line reaches. */
export function leafAt(
  { features: compared, thresholds, lefts }: Ensemble,
  root: number,
  features: Float32Array,
): number {
  let node = root;
  for (;;) {
    const feature = compared[node]!;
    if (feature < 0) return node;
    node = lefts[node]! + (features[feature]! <= thresholds[node]! ? 0 : 1);
  }
}
