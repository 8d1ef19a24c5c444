import { loadFitted } from '../../models/finger/fitted.ts';
import { provenRange } from '../../models/calibration/calibration.ts';
import type { Policy } from '../decision/policy.ts';

/** Impressions of a finger in a registration; each is a chance for somebody else. A document has one, which proves more. */
const IMPRESSIONS = 2;

/**
 * The strictest rate that perfect prints of so many fingers can prove, 0-1: the calibration caps what one finger is worth at what was
 * measured, several fingers add up, several impressions divide (`models/finger/combine.ts`).
 */
export function strictestProvable(fingers: number): number {
  const { calibration } = loadFitted().withPattern;
  if (fingers === 1) return IMPRESSIONS * provenRange(calibration).strictest;
  const mostOfOne = calibration.knots.at(-1)?.logLikelihoodRatio ?? 0;
  return Math.exp(-fingers * (mostOfOne - Math.log(IMPRESSIONS)));
}

/** Why no registered traveller could ever pass a policy's fingers, or `undefined`. */
export function unprovenFingers({
  fingerFalseMatchRate,
  fingerPositions,
}: Pick<Policy, 'fingerFalseMatchRate' | 'fingerPositions'>): string | undefined {
  const strictest = strictestProvable(fingerPositions.length);
  if (strictest <= Number(fingerFalseMatchRate)) return undefined;
  const most = strictest.toExponential(1);
  return `fingerFalseMatchRate: ${fingerPositions.length} finger(s) prove ${most} at best, not ${fingerFalseMatchRate}; ask for more fingers`;
}
