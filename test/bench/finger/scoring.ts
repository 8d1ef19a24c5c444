import { fuse, type FusionKind, type FusionWeights } from '../../../models/finger/fusion.ts';
import type { ScoredPair } from './comparisons.ts';
import { fitFusion } from './fit-fusion.ts';
import type { PairEvidence } from './measure.ts';

/**
 * The score of a pair with an image without a template: below every other score, so a failure to extract is a
 * non-match.
 */
export const FAILED_SCORE = -100;

const evidenceOf = (kind: FusionKind, pair: PairEvidence) =>
  kind === 'withPattern' ? pair.evidence : pair.minutiaeOnly;

export function scoreAll(kind: FusionKind, pairs: readonly PairEvidence[], weights: FusionWeights): ScoredPair[] {
  return pairs.map((pair) => {
    const evidence = evidenceOf(kind, pair);
    return { ...pair, score: evidence === null ? FAILED_SCORE : fuse(kind, evidence, weights) };
  });
}

export function fitOn(kind: FusionKind, pairs: readonly PairEvidence[]): FusionWeights {
  return fitFusion(
    kind,
    pairs.flatMap((pair) => {
      const evidence = evidenceOf(kind, pair);
      return evidence === null ? [] : [{ evidence, genuine: pair.genuine }];
    }),
  );
}

/** Scores each database with weights fitted to the others. */
export function crossValidated(kind: FusionKind, pairs: readonly PairEvidence[]): ScoredPair[] {
  const databases = [...new Set(pairs.map(({ one }) => one.database))];
  return databases.flatMap((database) => {
    const weights = fitOn(
      kind,
      pairs.filter(({ one }) => one.database !== database),
    );
    return scoreAll(
      kind,
      pairs.filter(({ one }) => one.database === database),
      weights,
    );
  });
}
