import type { Calibration } from '../manifest.ts';
import { FaceError } from './face-error.ts';
import type { Embedding } from './embed.ts';

/** A comparison score never leaves this file: below the policy's threshold nothing but that fact does. */
export type Comparison =
  | { readonly kind: 'below-threshold' }
  /** Share of impostors, at most, that would have compared this well; never less than the calibration proves. */
  | { readonly kind: 'match'; readonly falseMatchRate: number };

/** One proven row of a calibration. */
interface OperatingPoint {
  readonly falseMatchRate: number;
  readonly cosineThreshold: number;
}

/**
 * Compares two faces under the policy's false-match rate.
 *
 * @throws FaceError `calibration-missing`, `false-match-rate-unproven`
 */
export function compare(
  reference: Embedding,
  probe: Embedding,
  maximumFalseMatchRate: number,
  calibration: Calibration | null,
): Comparison {
  const points = provenPoints(calibration);
  assertProven(maximumFalseMatchRate, points);
  const falseMatchRate = falseMatchRateAt(cosine(reference, probe), points);
  return falseMatchRate <= maximumFalseMatchRate ? { kind: 'match', falseMatchRate } : { kind: 'below-threshold' };
}

/** Cosine of the angle between two embeddings of length 1, -1..1. */
export function cosine(one: Embedding, other: Embedding): number {
  if (one.length !== other.length) throw new FaceError('template-unusable', 'embeddings of different lengths');
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return Math.max(-1, Math.min(1, sum));
}

/**
 * The rows a decision may rest on, loosest first: those the manifest calls measured, each looser in rate than the next
 * and lower in threshold.
 *
 * @throws FaceError `calibration-missing` when no row is measured, or the rows contradict each other
 */
export function provenPoints(calibration: Calibration | null): readonly OperatingPoint[] {
  const points = (calibration?.operatingPoints ?? [])
    .filter(({ standing }) => standing === 'measured')
    .sort((one, other) => other.falseMatchRate - one.falseMatchRate);
  const ordered = points.every((point, row) => {
    const looser = points[row - 1];
    return (
      looser === undefined ||
      (looser.cosineThreshold < point.cosineThreshold && looser.falseMatchRate > point.falseMatchRate)
    );
  });
  if (points.length === 0 || !ordered)
    throw new FaceError('calibration-missing', 'the embedder has no usable calibration');
  return points;
}

/**
 * The false-match rate of a cosine: log-linear between the calibration's rows, never below the strictest row, and 1 (which
 * no policy accepts) below the loosest, because nothing was measured there that may be claimed.
 */
export function falseMatchRateAt(value: number, points: readonly OperatingPoint[]): number {
  let looser: OperatingPoint | undefined;
  for (const point of points) {
    if (!(value >= point.cosineThreshold)) return looser === undefined ? 1 : between(looser, point, value);
    looser = point;
  }
  return looser?.falseMatchRate ?? 1;
}

function between(looser: OperatingPoint, stricter: OperatingPoint, value: number): number {
  const share = (value - looser.cosineThreshold) / (stricter.cosineThreshold - looser.cosineThreshold);
  return looser.falseMatchRate * (stricter.falseMatchRate / looser.falseMatchRate) ** share;
}

function assertProven(rate: number, points: readonly OperatingPoint[]): void {
  const loosest = points[0]?.falseMatchRate ?? 0;
  const strictest = points.at(-1)?.falseMatchRate ?? 1;
  if (!(rate >= strictest && rate <= loosest)) {
    throw new FaceError(
      'false-match-rate-unproven',
      `a policy may ask for ${strictest} to ${loosest}, not for ${rate}`,
    );
  }
}
