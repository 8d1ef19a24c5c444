import { type Calibrated, type Calibration, calibrate, provenRange } from '../calibration/calibration.ts';
import { gatherEvidence } from './comparison/evidence.ts';
import type { ComparisonWorkspace } from './comparison/workspace.ts';
import { FingerError } from './finger-error.ts';
import type { FingerTemplate } from './finger-template.ts';
import type { Fitted } from './fitted.ts';
import { type FusionKind, fuse } from './fusion.ts';

/** A comparison score never leaves this folder: below the policy's threshold nothing but that fact does. */
export type Comparison =
  | { readonly kind: 'below-threshold' }
  /**
   * The highest share of impostors that the calibration leaves possible at this likeness, and the natural logarithm of how much likelier
   * the likeness is for one finger than for two.
   */
  | { readonly kind: 'match'; readonly falseMatchRate: number; readonly logLikelihoodRatio: number };

/** What a pair of templates is compared by: pictures need both to have one. */
export function kindOf(reference: FingerTemplate, probe: FingerTemplate): FusionKind {
  return reference.hasPattern && probe.hasPattern ? 'withPattern' : 'minutiaeOnly';
}

/** What the likeness of two templates is worth. @throws FingerError `template-unusable` */
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

/** The likeness as an answer to a policy. */
export function answer({ falseMatchRate, logLikelihoodRatio }: Calibrated, maximumFalseMatchRate: number): Comparison {
  if (falseMatchRate > maximumFalseMatchRate) return { kind: 'below-threshold' };
  return { kind: 'match', falseMatchRate, logLikelihoodRatio };
}

/**
 * Checks that a policy's rate is one the calibrations say something of. Ratios of several fingers add up, so together they prove the
 * product of what each proves.
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
