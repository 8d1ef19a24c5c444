import { LEAF_UNIT } from '../trees/ensemble.ts';
import type { BinnedFeature } from './bins.ts';

export interface GrowthSettings {
  readonly depth: number;
  readonly leaves: number;
  /** Rows on each side of a split, at least. */
  readonly leastRows: number;
  /** Added to the weight of a leaf (L2). */
  readonly shrinkage: number;
  readonly learningRate: number;
}

/**
 * First and second derivatives of the loss of each row, in whole units of `GRADIENT_UNIT`. Sums of whole numbers are exact in float64, so
 * they do not depend on the order of additions.
 */
export interface Gradients {
  readonly first: Float64Array;
  readonly second: Float64Array;
}
export const GRADIENT_UNIT = 1 / 16_777_216;

export interface GrownNode {
  feature: number;
  threshold: number;
  /** Index in the list; the right child is the next. */
  left: number;
  readonly leaf: number;
  readonly cover: number;
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
}

interface OpenNode {
  readonly at: number;
  readonly depth: number;
  /** Range in the list of rows. */
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly second: number;
  readonly histogram: Histogram | undefined;
  readonly split: Split | undefined;
}

/** A second derivative of a side, at least, as a whole row has at most 1/4. */
const MIN_SECOND = 2 / GRADIENT_UNIT;

/**
 * Grows one tree leaf by leaf: the leaf with the greatest gain is split next. Equal gains are decided by the order of features, bins and leaves.
 * @param rows rows to learn from; they are put into another order
 * @param used indices of the features that this tree may use
 */
export function growTree(
  data: readonly BinnedFeature[],
  gradients: Gradients,
  rows: Uint32Array,
  used: readonly number[],
  settings: GrowthSettings,
): GrownNode[] {
  const nodes: GrownNode[] = [];
  const opened = (from: number, to: number, depth: number, histogram: Histogram | undefined): OpenNode => {
    let [first, second] = [0, 0];
    for (let at = from; at < to; at++) {
      first += gradients.first[rows[at]!]!;
      second += gradients.second[rows[at]!]!;
    }
    const weight = -(first * GRADIENT_UNIT) / (second * GRADIENT_UNIT + settings.shrinkage);
    const leaf = Math.round((weight * settings.learningRate) / LEAF_UNIT) * LEAF_UNIT;
    nodes.push({ feature: -1, threshold: 0, left: 0, leaf, cover: second * GRADIENT_UNIT });
    const size = { first, second, rows: to - from };
    const split = histogram === undefined ? undefined : bestSplit(data, histogram, size, used, settings);
    return { at: nodes.length - 1, depth, from, to, first, second, histogram, split };
  };
  const spare = new Uint32Array(rows.length);
  const open = [opened(0, rows.length, 0, new Histogram(data, used, gradients, rows, 0, rows.length))];
  for (let leaves = 1; leaves < settings.leaves; leaves++) {
    const next = greatestGain(open);
    if (next === undefined) break;
    const { at, depth, from, to, histogram, split } = next;
    open.splice(open.indexOf(next), 1);
    const { bins, edges } = data[split.feature]!;
    const middle = partition(rows, from, to, spare, (row) => bins[row]! <= split.bin);
    Object.assign(nodes[at]!, { feature: split.feature, threshold: edges[split.bin]!, left: nodes.length });
    const halves = depth + 1 < settings.depth ? histogram.halves(gradients, rows, from, middle, to) : undefined;
    open.push(opened(from, middle, depth + 1, halves?.left), opened(middle, to, depth + 1, halves?.right));
  }
  return nodes;
}

function greatestGain(open: readonly OpenNode[]) {
  let found: (OpenNode & { readonly split: Split; readonly histogram: Histogram }) | undefined;
  for (const node of open) {
    const { split, histogram } = node;
    if (split === undefined || histogram === undefined || split.gain <= (found?.split.gain ?? 0)) continue;
    found = node as NonNullable<typeof found>;
  }
  return found;
}

/** Puts the rows for which `isLeft` holds first, and keeps the order within each part. @returns index of the first other row */
function partition(
  rows: Uint32Array,
  from: number,
  to: number,
  spare: Uint32Array,
  isLeft: (row: number) => boolean,
): number {
  let [middle, others] = [from, 0];
  for (let at = from; at < to; at++) {
    const row = rows[at]!;
    if (isLeft(row)) rows[middle++] = row;
    else spare[others++] = row;
  }
  rows.set(spare.subarray(0, others), middle);
  return middle;
}

function bestSplit(
  data: readonly BinnedFeature[],
  histogram: Histogram,
  node: { readonly first: number; readonly second: number; readonly rows: number },
  used: readonly number[],
  { leastRows, shrinkage }: GrowthSettings,
): Split | undefined {
  const merit = (first: number, second: number): number => (first * first) / (second + shrinkage / GRADIENT_UNIT);
  const whole = merit(node.first, node.second);
  let best: Split | undefined;
  for (const feature of used) {
    let [first, second, rows] = [0, 0, 0];
    const start = histogram.starts[feature]!;
    const { edges } = data[feature]!;
    for (let bin = 0; bin < edges.length; bin++) {
      const count = histogram.rows[start + bin]!;
      if (count === 0) continue;
      rows += count;
      first += histogram.first[start + bin]!;
      second += histogram.second[start + bin]!;
      if (node.rows - rows < leastRows || node.second - second < MIN_SECOND) break;
      if (rows < leastRows || second < MIN_SECOND) continue;
      const gain = merit(first, second) + merit(node.first - first, node.second - second) - whole;
      if (gain > (best?.gain ?? 0)) best = { gain, feature, bin };
    }
  }
  return best;
}

/** Sums of the derivatives and numbers of rows by bin, of all features one after another. */
class Histogram {
  readonly starts: Uint32Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly rows: Float64Array;
  readonly #data: readonly BinnedFeature[];
  readonly #used: readonly number[];

  constructor(
    data: readonly BinnedFeature[],
    used: readonly number[],
    gradients: Gradients,
    rows: Uint32Array,
    from: number,
    to: number,
  ) {
    this.#data = data;
    this.#used = used;
    this.starts = new Uint32Array(data.length);
    let total = 0;
    data.forEach(({ edges }, feature) => {
      this.starts[feature] = total;
      total += edges.length + 1;
    });
    this.first = new Float64Array(total);
    this.second = new Float64Array(total);
    this.rows = new Float64Array(total);
    for (const feature of used) {
      const start = this.starts[feature]!;
      const { bins } = data[feature]!;
      for (let at = from; at < to; at++) {
        const row = rows[at]!;
        const bin = start + bins[row]!;
        this.first[bin] = this.first[bin]! + gradients.first[row]!;
        this.second[bin] = this.second[bin]! + gradients.second[row]!;
        this.rows[bin] = this.rows[bin]! + 1;
      }
    }
  }

  /** The histograms of two parts. The smaller part is counted; the other one is the difference, which takes the place of this one. */
  halves(gradients: Gradients, rows: Uint32Array, from: number, middle: number, to: number) {
    const isLeftSmaller = middle - from < to - middle;
    const [start, end] = isLeftSmaller ? [from, middle] : [middle, to];
    const smaller = new Histogram(this.#data, this.#used, gradients, rows, start, end);
    for (let bin = 0; bin < this.rows.length; bin++) {
      this.first[bin] = this.first[bin]! - smaller.first[bin]!;
      this.second[bin] = this.second[bin]! - smaller.second[bin]!;
      this.rows[bin] = this.rows[bin]! - smaller.rows[bin]!;
    }
    return isLeftSmaller ? { left: smaller, right: this } : { left: this, right: smaller };
  }
}
