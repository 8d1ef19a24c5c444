import { type Calibrated, type Calibration, calibrate, provenRange } from '../calibration/calibration.ts';
import { gatherEvidence } from './comparison/evidence.ts';
import type { ComparisonWorkspace } from './comparison/workspace.ts';
import { FingerError } from './finger-error.ts';
import type { FingerTemplate } from './finger-template.ts';
import type { Fitted } from './fitted.ts';
import { type FusionKind, fuse } from './fusion.ts';

/** The result of a comparison. The score itself is never returned; below the policy's threshold only that fact is. */
export type Comparison =
  | { readonly kind: 'below-threshold' }
  /**
   * The upper bound of the false-match rate at this similarity, and the natural logarithm of the likelihood ratio of
   * one finger against two.
   */
  | { readonly kind: 'match'; readonly falseMatchRate: number; readonly logLikelihoodRatio: number };

/** The kind of comparison for a pair of templates: by picture only if both have one. */
export function kindOf(reference: FingerTemplate, probe: FingerTemplate): FusionKind {
  return reference.hasPattern && probe.hasPattern ? 'withPattern' : 'minutiaeOnly';
}

/** The calibrated similarity of two templates. @throws FingerError `template-unusable` */
export function likeness(
  reference: FingerTemplate,
  probe: FingerTemplate,
  fitted: Fitted,
  workspace: ComparisonWorkspace,
): Calibrated {
  if (reference.role !== 'reference' || probe.role !== 'probe') {
    throw new FingerError('template-unusable', 'a reference is compared with a probe');
  }
  const kind = kindOf(reference, probe);
  const { weights, calibration } = fitted[kind];
  return calibrate(
    fuse(kind, gatherEvidence(reference.impression(), probe.impression(), workspace), weights),
    calibration,
  );
}

/** The comparison result for a policy's false-match rate. */
export function answer({ falseMatchRate, logLikelihoodRatio }: Calibrated, maximumFalseMatchRate: number): Comparison {
  if (falseMatchRate > maximumFalseMatchRate) return { kind: 'below-threshold' };
  return { kind: 'match', falseMatchRate, logLikelihoodRatio };
}

/**
 * Checks that the calibrations prove a policy's rate. The log ratios of several fingers add up, so together they prove
 * the product of their rates.
 *
 * @param calibrations those of each finger's comparisons
 * @throws FingerError `false-match-rate-unproven`
 */
export function assertProven(rate: number, calibrations: readonly (readonly Calibration[])[]): void {
  let strictest = 1;
  let loosest = 1;
  for (const finger of calibrations) {
    const ranges = finger.map(provenRange);
    strictest *= Math.max(...ranges.map((range) => range.strictest));
    loosest = Math.min(loosest, ...ranges.map((range) => range.loosest));
  }
  if (!(rate >= strictest && rate <= loosest)) {
    throw new FingerError(
      'false-match-rate-unproven',
      `a policy may ask for ${strictest} to ${loosest}, not for ${rate}`,
    );
  }
}
