import { loadFitted } from '../../../models/finger/fitted.ts';
import { provenRange } from '../../../models/calibration/calibration.ts';
import type { Policy } from '../../rules/decision/policy.ts';

/**
 * Impressions per finger in a registration. Each is a chance for an impostor. A document has one impression, which
 * proves a stricter rate.
 */
const IMPRESSIONS = 2;

/**
 * The strictest rate that ideal prints of this number of fingers can prove, 0-1. The calibration caps the evidence of
 * one finger at the measured range, several fingers add up, several impressions divide (`models/finger/combine.ts`).
 */
export function strictestProvable(fingers: number): number {
  const { calibration } = loadFitted().withPattern;
  if (fingers === 1) return IMPRESSIONS * provenRange(calibration).strictest;
  const mostOfOne = calibration.knots.at(-1)?.logLikelihoodRatio ?? 0;
  return Math.exp(-fingers * (mostOfOne - Math.log(IMPRESSIONS)));
}

/** Why no registered traveller can pass the fingers of a policy, or `undefined`. */
export function unprovenFingers({
  fingerFalseMatchRate,
  fingerPositions,
}: Pick<Policy, 'fingerFalseMatchRate' | 'fingerPositions'>): string | undefined {
  const strictest = strictestProvable(fingerPositions.length);
  if (strictest <= Number(fingerFalseMatchRate)) return undefined;
  const most = strictest.toExponential(1);
  return `fingerFalseMatchRate: ${fingerPositions.length} finger(s) prove ${most} at best, not ${fingerFalseMatchRate}; require more fingers`;
}
