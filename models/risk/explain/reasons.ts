/** The reasons of a score, as closed words. A reason never contains a value of the declaration. */
import { type Feature, FEATURES } from '../encode/features.ts';
import type { GroupingName } from '../encode/goods-line.ts';
import type { GoodsLine } from '../encode/goods-line.ts';
import { bandOf, type RiskBand, type RiskModel } from '../risk-model.ts';
import { scoreOf } from '../trees/ensemble.ts';
import { contributionsOf } from './contributions.ts';

export const RISK_REASONS = ['same-line', 'heading', 'origin', 'route', 'duty', 'combination', 'mass'] as const;
export type RiskReason = (typeof RISK_REASONS)[number];

/** A reason in words, to follow "More cases of fraud were found with". */
export const REASON_TEXTS: Readonly<Record<RiskReason, string>> = {
  'same-line': 'exactly this goods line in earlier declarations',
  heading: 'this heading of the tariff',
  origin: 'this origin, alone or with this heading',
  route: 'this country of departure or route, alone or with this heading',
  duty: 'this rate of duty or its basis, alone or with this heading',
  combination: 'these goods with this route and this duty',
  mass: 'lines of such a net mass',
};

const OF_GROUPING: Readonly<Record<GroupingName, RiskReason>> = {
  heading6: 'heading',
  heading4: 'heading',
  chapter: 'heading',
  origin: 'origin',
  'heading-origin': 'origin',
  departure: 'route',
  'heading-departure': 'route',
  route: 'route',
  'tax-type': 'duty',
  'tax-rate': 'duty',
  'heading-tax-type': 'duty',
  goods: 'combination',
};

export function reasonOf(feature: Feature): RiskReason {
  switch (feature) {
    case 'net-mass':
      return 'mass';
    case 'tax-rate':
      return 'duty';
    case 'transit':
      return 'route';
    case 'memory-rate':
    case 'memory-count':
    case 'memory-last':
      return 'same-line';
    default:
      return OF_GROUPING[feature.slice(feature.indexOf(':') + 1) as GroupingName];
  }
}

const REASON_OF_FEATURE = FEATURES.map(reasonOf);
/** A reason adds at least this to the log odds: it raises the odds by a tenth. */
const MIN_CONTRIBUTION = Math.log(1.1);
const MAX_REASONS = 3;

export interface Explanation {
  /** Log odds. */
  readonly score: number;
  readonly band: RiskBand;
  /** Those that raise the score, the greatest first; at most three. */
  readonly reasons: readonly RiskReason[];
  /** The mean score over the training rows. With all contributions it adds up to the score. */
  readonly expected: number;
  readonly contributions: Readonly<Record<RiskReason, number>>;
}

/**
 * The score of a goods line with its reasons.
 *
 * @example
 * ```ts
 * import { explainLine } from './models/risk/explain/reasons.ts';
 * import { loadRiskModel } from './models/risk/risk-model.ts';
 *
 * const line = { hs: '620342', departure: 'HK', origin: 'CN', taxRate: 13, taxType: 'A', netMass: 120 };
 * const { band, reasons } = explainLine(loadRiskModel(), line);
 * band; // => 'raised'
 * reasons; // => ['route', 'mass', 'same-line']
 * ```
 */
export function explainLine(model: RiskModel, line: GoodsLine): Explanation {
  const features = model.history.features(line);
  const { expected, byFeature } = contributionsOf(model.trees, features);
  const contributions = Object.fromEntries(RISK_REASONS.map((reason) => [reason, 0])) as Record<RiskReason, number>;
  byFeature.forEach((contribution, at) => (contributions[REASON_OF_FEATURE[at]!] += contribution));
  const score = scoreOf(model.trees, features);
  const reasons = RISK_REASONS.filter((reason) => contributions[reason] >= MIN_CONTRIBUTION)
    .sort((one, other) => contributions[other] - contributions[one])
    .slice(0, MAX_REASONS);
  return { score, band: bandOf(model, score), reasons, expected, contributions };
}
