import { expect, test } from 'vitest';
import { FEATURES } from '../../../models/risk/encode/features.ts';
import { contributionsOf } from '../../../models/risk/explain/contributions.ts';
import { explainLine, REASON_TEXTS, reasonOf, RISK_REASONS } from '../../../models/risk/explain/reasons.ts';
import { loadRiskModel } from '../../../models/risk/risk-model.ts';
import { draws } from '../../../models/risk/train/draws.ts';
import { type Ensemble, scoreOf } from '../../../models/risk/trees/ensemble.ts';

const model = loadRiskModel();
const draw = draws(7);
const one = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;
const someLine = () => ({
  hs: one(['620342', '950300', '847130', '392690', '999999']),
  departure: one(['CN', 'US', 'HK']),
  origin: one(['CN', 'US', 'VN']),
  taxRate: one([0, 8, 13, undefined]),
  taxType: one(['A', 'C', 'FCN1']),
  netMass: one([undefined, draw() * 1e4]),
});

test('contributions: add up to the score', () => {
  for (let round = 0; round < 100; round++) {
    const features = model.history.features(someLine());
    const { expected, byFeature } = contributionsOf(model.trees, features);
    const sum = byFeature.reduce((total, part) => total + part, expected);
    expect(Math.abs(sum - scoreOf(model.trees, features))).toBeLessThan(1e-9);
  }
});

/** Two trees over three features; the second one compares a feature twice on one way. */
const SMALL: Ensemble = {
  base: 0.5,
  roots: Uint32Array.of(0, 5),
  features: Int16Array.of(0, -1, 1, -1, -1, 2, 2, -1, -1, -1),
  thresholds: Float32Array.of(1, 0, 2, 0, 0, 5, 3, 0, 0, 0),
  lefts: Uint32Array.of(1, 0, 3, 0, 0, 6, 8, 0, 0, 0),
  leaves: Float32Array.of(0, 1, 0, -2, 4, 0, 0, 3, -1, 2),
  covers: Float32Array.of(10, 4, 6, 1, 5, 8, 6, 2, 2, 4),
};

/** The score when only the features of a set have values, straight from the definition. */
function expectedWith(set: ReadonlySet<number>, row: Float32Array, node: number): number {
  const { features, thresholds, lefts, leaves, covers } = SMALL;
  const feature = features[node]!;
  if (feature < 0) return leaves[node]!;
  const left = lefts[node]!;
  if (set.has(feature)) return expectedWith(set, row, left + (row[feature]! <= thresholds[node]! ? 0 : 1));
  const [here, there] = [covers[left]!, covers[left + 1]!];
  return (here * expectedWith(set, row, left) + there * expectedWith(set, row, left + 1)) / (here + there);
}

test.each([[[0, 0, 4]], [[2, 1, 2]], [[2, 9, 9]], [[0, 9, 1]]])(
  'contributions: are the Shapley values of their definition, %j',
  (values) => {
    const row = Float32Array.from(values);
    const worth = (set: ReadonlySet<number>): number =>
      [...SMALL.roots].reduce((sum, root) => sum + expectedWith(set, row, root), SMALL.base);
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const shapley = [0, 1, 2].map((feature) => {
      const gains = orders.map((order) => {
        const before = order.slice(0, order.indexOf(feature));
        return worth(new Set([...before, feature])) - worth(new Set(before));
      });
      return gains.reduce((sum, gain) => sum + gain, 0) / orders.length;
    });
    const { expected, byFeature } = contributionsOf(SMALL, row);
    expect(expected).toBeCloseTo(worth(new Set()), 12);
    shapley.forEach((value, feature) => expect(byFeature[feature]).toBeCloseTo(value, 12));
  },
);

test('explanations: reasons are closed words in the order of their contributions, which add up to the score', () => {
  const seen = new Set<string>();
  for (let round = 0; round < 50; round++) {
    const { score, expected, reasons, contributions } = explainLine(model, someLine());
    const sum = Object.values(contributions).reduce((total, part) => total + part, expected);
    expect(Math.abs(sum - score)).toBeLessThan(1e-9);
    expect(reasons.length).toBeLessThanOrEqual(3);
    const parts = reasons.map((reason) => contributions[reason]);
    expect(parts.toSorted((a, b) => b - a)).toEqual(parts);
    for (const reason of reasons) seen.add(reason);
  }
  expect(seen.size).toBeGreaterThan(2);
});

test('explanations: each feature belongs to a reason, and each reason has words', () => {
  expect(new Set(FEATURES.map(reasonOf))).toEqual(new Set(RISK_REASONS));
  expect(Object.keys(REASON_TEXTS)).toEqual([...RISK_REASONS]);
});
