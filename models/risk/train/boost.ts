import { type Ensemble, LEAF_UNIT, leafAt } from '../trees/ensemble.ts';
import { binFeature } from './bins.ts';
import { draws } from './draws.ts';
import { exp, log, sigmoid } from './exact-math.ts';
import { GRADIENT_UNIT, type GrownNode, type GrowthSettings, growTree } from './grow-tree.ts';

export interface BoostSettings extends GrowthSettings {
  readonly mostTrees: number;
  /** Training ends when the loss on the tuning rows has not fallen for this number of trees. */
  readonly patience: number;
  /** Share of the rows and of the features that a tree may use. */
  readonly rowShare: number;
  readonly featureShare: number;
  readonly seed: number;
}

export interface Rows {
  /** Each float32 [features]. */
  readonly features: readonly Float32Array[];
  readonly fraud: readonly boolean[];
}

/**
 * Boosts trees for the logistic loss (J. Friedman, Greedy function approximation, 2001; second derivatives and histograms as in LightGBM).
 * Equal rows and settings give equal bits on every machine: sums are of whole numbers, functions are exact, and draws follow from the seed.
 *
 * @param tuning rows that decide only the number of trees
 */
export function boost(training: Rows, tuning: Rows, settings: BoostSettings): Ensemble {
  const width = training.features[0]?.length ?? 0;
  const data = Array.from({ length: width }, (_, feature) =>
    binFeature(Float32Array.from(training.features, (row) => row[feature]!)),
  );
  const draw = draws(settings.seed);
  const frauds = training.fraud.filter(Boolean).length;
  const base = Math.round(log(frauds / (training.fraud.length - frauds)) / LEAF_UNIT) * LEAF_UNIT;
  const scores = new Float64Array(training.fraud.length).fill(base);
  const tuningScores = new Float64Array(tuning.fraud.length).fill(base);
  const gradients = { first: new Float64Array(scores.length), second: new Float64Array(scores.length) };
  const trees: Ensemble[] = [];
  let best = { loss: Number.POSITIVE_INFINITY, trees: 0 };
  while (trees.length < settings.mostTrees && trees.length - best.trees < settings.patience) {
    scores.forEach((score, row) => {
      const probability = sigmoid(score);
      gradients.first[row] = Math.round((probability - Number(training.fraud[row])) / GRADIENT_UNIT);
      gradients.second[row] = Math.round((probability * (1 - probability)) / GRADIENT_UNIT);
    });
    const rows = Uint32Array.from(scores.keys()).filter(() => draw() < settings.rowShare);
    const used = data.map((_, feature) => feature).filter(() => draw() < settings.featureShare);
    const tree = joined(base, [growTree(data, gradients, rows, used, settings)]);
    trees.push(tree);
    training.features.forEach((row, at) => (scores[at] = scores[at]! + tree.leaves[leafAt(tree, 0, row)]!));
    tuning.features.forEach((row, at) => (tuningScores[at] = tuningScores[at]! + tree.leaves[leafAt(tree, 0, row)]!));
    const loss = meanLoss(tuningScores, tuning.fraud);
    if (loss < best.loss) best = { loss, trees: trees.length };
  }
  return joined(base, trees.slice(0, best.trees).map(nodesOf));
}

function meanLoss(scores: Float64Array, fraud: readonly boolean[]): number {
  let sum = 0;
  scores.forEach((score, row) => {
    const odds = exp(fraud[row] === true ? -score : score);
    sum += log1p(odds);
  });
  return sum / scores.length;
}

const log1p = (odds: number): number => log(1 + odds);

function nodesOf({ features, thresholds, lefts, leaves, covers }: Ensemble): GrownNode[] {
  return Array.from(features, (feature, at) => ({
    feature,
    threshold: thresholds[at]!,
    left: lefts[at]!,
    leaf: leaves[at]!,
    cover: covers[at]!,
  }));
}

/** Trees as one list of nodes. */
function joined(base: number, trees: readonly (readonly GrownNode[])[]): Ensemble {
  const roots: number[] = [];
  const nodes: GrownNode[] = [];
  for (const tree of trees) {
    const root = nodes.length;
    roots.push(root);
    for (const node of tree) nodes.push({ ...node, left: node.feature < 0 ? 0 : node.left + root });
  }
  return {
    base,
    roots: Uint32Array.from(roots),
    features: Int16Array.from(nodes, ({ feature }) => feature),
    thresholds: Float32Array.from(nodes, ({ threshold }) => threshold),
    lefts: Uint32Array.from(nodes, ({ left }) => left),
    leaves: Float32Array.from(nodes, ({ feature, leaf }) => (feature < 0 ? leaf : 0)),
    covers: Float32Array.from(nodes, ({ cover }) => cover),
  };
}
