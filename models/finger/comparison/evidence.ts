import type { RidgePattern } from '../ridge-pattern.ts';
import { align } from './align.ts';
import { candidatePairs } from './candidate-pairs.ts';
import { correlate } from './correlate.ts';
import { cylinderSimilarity, type DescribedMinutiae } from './cylinder-similarity.ts';
import { compareDirections } from './direction-agreement.ts';
import { minutiaeInOverlap } from './pairing-evidence.ts';
import { relax } from './relaxation.ts';
import type { ComparisonWorkspace } from './workspace.ts';

/** One impression prepared for comparison. */
export interface Impression extends DescribedMinutiae {
  /** Null for a template of minutiae only. */
  readonly pattern: RidgePattern | null;
}

/** Evidence that two impressions are of one finger. */
export interface Evidence {
  /** Minutia score, 0..1. */
  readonly minutiae: number;
  /** Number of paired minutiae, and the number that could be paired. */
  readonly paired: number;
  readonly pairable: number;
  /** Correlation of the pictures, -1..1, and its number of blocks; 0 and 0 without pictures. */
  readonly correlation: number;
  readonly blocks: number;
  /** Agreement of ridge directions, -1..1, and its number of grid cells. */
  readonly directions: number;
  readonly cells: number;
}

export const NO_EVIDENCE: Evidence = {
  minutiae: 0,
  paired: 0,
  pairable: 0,
  correlation: 0,
  blocks: 0,
  directions: 0,
  cells: 0,
};

/** Compares two impressions: the minutiae first, and the pictures after alignment. */
export function gatherEvidence(one: Impression, other: Impression, workspace: ComparisonWorkspace): Evidence {
  const { similarity, comparable, compatibility } = workspace;
  cylinderSimilarity(one, other, workspace);
  const pairs = candidatePairs(similarity, one.minutiae.count, other.minutiae.count, comparable);
  const relaxed = relax(one.minutiae, other.minutiae, pairs, compatibility);
  const alignment = align(one.minutiae, other.minutiae, pairs, relaxed, compatibility);
  if (alignment === undefined) return { ...NO_EVIDENCE, minutiae: relaxed.score };
  const evidence = {
    ...NO_EVIDENCE,
    minutiae: relaxed.score,
    paired: alignment.pairs.one.length,
    pairable: minutiaeInOverlap(one, other, alignment),
  };
  if (one.pattern === null || other.pattern === null) return evidence;
  const { correlation, blocks } = correlate(one.pattern, other.pattern, alignment, workspace);
  const { agreement, cells } = compareDirections(one.pattern, other.pattern, alignment);
  return { ...evidence, correlation, blocks, directions: agreement, cells };
}
