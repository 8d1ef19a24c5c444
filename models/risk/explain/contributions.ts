/**
 * Exact Shapley values of a score in the trees, by algorithm 2 of S. Lundberg, G. Erion and S. Lee, Consistent individualized feature
 * attribution for tree ensembles, 2018 (arXiv 1802.03888). A feature that is left out follows both branches, weighted by the training
 * rows that reached them.
 */
import type { Ensemble } from '../trees/ensemble.ts';

export interface Contributions {
  /** The mean score over the training rows, as the trees hold it. */
  readonly expected: number;
  /** Log odds that each feature adds to `expected`: float64 [features]. `expected` and all of them add up to the score. */
  readonly byFeature: Float64Array;
}

/**
 * The ways from the root to the nodes of the current walk, one behind the other, because a way of each length is in use at the same time. A
 * step is a feature, its share, whether it is taken, and a weight.
 */
interface Ways {
  readonly features: Int32Array;
  /** Share of the rows that follows this branch when the feature is left out. */
  readonly shares: Float64Array;
  /** 1 when the line itself goes this way, else 0. */
  readonly taken: Float64Array;
  /** Weight of the subsets of the way with as many features as the step's place. */
  readonly weights: Float64Array;
  /** The weights of a way without one of its steps. */
  readonly without: Float64Array;
}

interface Walk {
  readonly ensemble: Ensemble;
  readonly features: Float32Array;
  readonly byFeature: Float64Array;
  readonly ways: Ways;
}

/** The same for all lines. */
const expectedOf = new WeakMap<Ensemble, { readonly expected: number; readonly depth: number }>();

/** @param features float32, in the order of `FEATURES` */
export function contributionsOf(ensemble: Ensemble, features: Float32Array): Contributions {
  const byFeature = new Float64Array(features.length);
  const known = expectedOf.get(ensemble) ?? measured(ensemble);
  expectedOf.set(ensemble, known);
  const ways = waysFor(known.depth);
  for (const root of ensemble.roots) walk({ ensemble, features, byFeature, ways }, root, 0, 0, -1, 1, 1);
  return { expected: known.expected, byFeature };
}

function measured(ensemble: Ensemble): { readonly expected: number; readonly depth: number } {
  let expected = ensemble.base;
  let depth = 0;
  for (const root of ensemble.roots) {
    expected += meanBelow(ensemble, root);
    depth = Math.max(depth, depthBelow(ensemble, root));
  }
  return { expected, depth };
}

function waysFor(depth: number): Ways {
  // A way has a step for the root and one for each branch; the walk holds one of each length
  const steps = ((depth + 2) * (depth + 3)) / 2;
  return {
    features: new Int32Array(steps),
    shares: new Float64Array(steps),
    taken: new Float64Array(steps),
    weights: new Float64Array(steps),
    without: new Float64Array(depth + 2),
  };
}

function depthBelow(ensemble: Ensemble, node: number): number {
  if (ensemble.features[node]! < 0) return 0;
  const left = ensemble.lefts[node]!;
  return 1 + Math.max(depthBelow(ensemble, left), depthBelow(ensemble, left + 1));
}

function meanBelow(ensemble: Ensemble, node: number): number {
  const { features, lefts, leaves, covers } = ensemble;
  if (features[node]! < 0) return leaves[node]!;
  const left = lefts[node]!;
  const [here, there] = [covers[left]!, covers[left + 1]!];
  return (here * meanBelow(ensemble, left) + there * meanBelow(ensemble, left + 1)) / (here + there);
}

/** @param from where the way to the parent begins, with `length` steps; the way to this node is written behind it */
function walk(
  at: Walk,
  node: number,
  from: number,
  length: number,
  feature: number,
  share: number,
  taken: number,
): void {
  const { features: compared, thresholds, lefts, leaves, covers } = at.ensemble;
  const { ways } = at;
  const to = from + length;
  extend(ways, from, length, feature, share, taken);
  const steps = length + 1;
  const next = compared[node]!;
  if (next < 0) {
    for (let place = 1; place < steps; place++) {
      weighWithout(ways, to, steps, place);
      let weight = 0;
      for (let index = 0; index < steps - 1; index++) weight += ways.without[index]!;
      const own = ways.features[to + place]!;
      const change = ways.taken[to + place]! - ways.shares[to + place]!;
      at.byFeature[own] = at.byFeature[own]! + weight * change * leaves[node]!;
    }
    return;
  }
  const left = lefts[node]!;
  const goesLeft = at.features[next]! <= thresholds[node]!;
  const cover = covers[left]! + covers[left + 1]!;
  let place = steps - 1;
  while (place > 0 && ways.features[to + place] !== next) place--;
  const earlierShare = place === 0 ? 1 : ways.shares[to + place]!;
  const earlierTaken = place === 0 ? 1 : ways.taken[to + place]!;
  if (place > 0) remove(ways, to, steps, place);
  const rest = place > 0 ? steps - 1 : steps;
  for (let side = 0; side < 2; side++) {
    const child = left + side;
    const goes = (side === 0) === goesLeft ? earlierTaken : 0;
    walk(at, child, to, rest, next, (earlierShare * covers[child]!) / cover, goes);
  }
}

/** Writes the way behind itself with one more step: each subset is continued with the step and without it. */
function extend(ways: Ways, from: number, length: number, feature: number, share: number, taken: number): void {
  const { features, shares, taken: takes, weights } = ways;
  const to = from + length;
  for (let place = 0; place < length; place++) {
    features[to + place] = features[from + place]!;
    shares[to + place] = shares[from + place]!;
    takes[to + place] = takes[from + place]!;
    weights[to + place] = weights[from + place]!;
  }
  features[to + length] = feature;
  shares[to + length] = share;
  takes[to + length] = taken;
  weights[to + length] = length === 0 ? 1 : 0;
  for (let place = length - 1; place >= 0; place--) {
    const weight = weights[to + place]!;
    weights[to + place + 1] = weights[to + place + 1]! + (taken * weight * (place + 1)) / (length + 1);
    weights[to + place] = (share * weight * (length - place)) / (length + 1);
  }
}

/** Takes a step out of a way, as if it had never been made. */
function remove(ways: Ways, from: number, length: number, place: number): void {
  weighWithout(ways, from, length, place);
  const { features, shares, taken, weights, without } = ways;
  for (let index = 0; index < length - 1; index++) {
    weights[from + index] = without[index]!;
    if (index < place) continue;
    features[from + index] = features[from + index + 1]!;
    shares[from + index] = shares[from + index + 1]!;
    taken[from + index] = taken[from + index + 1]!;
  }
}

/** The weights of a way of `length` steps without one of them, into `without`. */
function weighWithout({ shares, taken, weights, without }: Ways, from: number, length: number, place: number): void {
  const last = length - 1;
  const share = shares[from + place]!;
  const take = taken[from + place]!;
  let next = weights[from + last]!;
  for (let at = last - 1; at >= 0; at--) {
    const weight = weights[from + at]!;
    if (take === 0) without[at] = (weight * (last + 1)) / (share * (last - at));
    else {
      const own = (next * (last + 1)) / ((at + 1) * take);
      without[at] = own;
      next = weight - (own * share * (last - at)) / (last + 1);
    }
  }
}
