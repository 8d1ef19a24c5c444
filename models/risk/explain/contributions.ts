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

/** A feature on the way from the root to a node. */
interface Step {
  readonly feature: number;
  /** Share of the rows that goes on when the feature is left out. */
  readonly share: number;
  /** 1 when the line itself goes this way, else 0. */
  readonly taken: number;
  /** Weight of the subsets of the way with as many features as the step's place. */
  weight: number;
}

/** @param features float32, in the order of `FEATURES` */
export function contributionsOf(ensemble: Ensemble, features: Float32Array): Contributions {
  const byFeature = new Float64Array(features.length);
  let expected = ensemble.base;
  for (const root of ensemble.roots) {
    expected += meanBelow(ensemble, root);
    walk({ ensemble, features, byFeature }, root, [], { feature: -1, share: 1, taken: 1 });
  }
  return { expected, byFeature };
}

interface Walk {
  readonly ensemble: Ensemble;
  readonly features: Float32Array;
  readonly byFeature: Float64Array;
}

function meanBelow(ensemble: Ensemble, node: number): number {
  const { features, lefts, leaves, covers } = ensemble;
  if (features[node]! < 0) return leaves[node]!;
  const left = lefts[node]!;
  const [here, there] = [covers[left]!, covers[left + 1]!];
  return (here * meanBelow(ensemble, left) + there * meanBelow(ensemble, left + 1)) / (here + there);
}

function walk(at: Walk, node: number, before: readonly Step[], next: Omit<Step, 'weight'>): void {
  const { features: compared, thresholds, lefts, leaves, covers } = at.ensemble;
  const way = extended(before, next);
  const feature = compared[node]!;
  if (feature < 0) {
    way.forEach(({ feature: own, share, taken }, place) => {
      if (place === 0) return;
      const weight = without(way, place).reduce((sum, step) => sum + step.weight, 0);
      at.byFeature[own] = at.byFeature[own]! + weight * (taken - share) * leaves[node]!;
    });
    return;
  }
  const left = lefts[node]!;
  const goesLeft = at.features[feature]! <= thresholds[node]!;
  const cover = covers[left]! + covers[left + 1]!;
  const place = way.findIndex((step, index) => index > 0 && step.feature === feature);
  const earlier = place < 0 ? { share: 1, taken: 1 } : way[place]!;
  const rest = place < 0 ? way : without(way, place);
  for (const side of [0, 1]) {
    const child = left + side;
    const share = (earlier.share * covers[child]!) / cover;
    walk(at, child, rest, { feature, share, taken: (side === 0) === goesLeft ? earlier.taken : 0 });
  }
}

/** The way with one more step: each subset is continued with the step and without it. */
function extended(before: readonly Step[], { feature, share, taken }: Omit<Step, 'weight'>): Step[] {
  const length = before.length;
  const way = [...before.map((step) => ({ ...step })), { feature, share, taken, weight: length === 0 ? 1 : 0 }];
  for (let place = length - 1; place >= 0; place--) {
    const step = way[place]!;
    way[place + 1]!.weight += (taken * step.weight * (place + 1)) / (length + 1);
    step.weight = (share * step.weight * (length - place)) / (length + 1);
  }
  return way;
}

/** The way as if one of its steps had never been made. */
function without(way: readonly Step[], place: number): Step[] {
  const last = way.length - 1;
  const { share, taken } = way[place]!;
  let next = way[last]!.weight;
  const weights = way.map(({ weight }) => weight);
  for (let at = last - 1; at >= 0; at--) {
    const weight = weights[at]!;
    if (taken === 0) weights[at] = (weight * (last + 1)) / (share * (last - at));
    else {
      weights[at] = (next * (last + 1)) / ((at + 1) * taken);
      next = weight - (weights[at]! * share * (last - at)) / (last + 1);
    }
  }
  return way.filter((_, at) => at !== place).map((step, at) => ({ ...step, weight: weights[at]! }));
}
