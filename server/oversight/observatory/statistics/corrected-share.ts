/**
 * The true share of a kind among labelled cases, from labels that are sometimes wrong. Pure.
 *
 * Estimate: W. J. Rogan and B. Gladen, American Journal of Epidemiology 107, 1978. Interval: Z. Lang and J. Reiczigel, Preventive Veterinary
 * Medicine 113, 2014, which also counts that sensitivity and specificity are estimates themselves.
 */
import type { Bounds } from '../../../platform/base/clopper-pearson.ts';
import { checkCount, Z_95 } from './proportion.ts';

/** How often a label is right: measured on cases with a known truth, or assumed within a range. */
export type LabelQuality =
  | { readonly kind: 'measured'; readonly right: number; readonly of: number }
  | ({ readonly kind: 'assumed'; readonly value: number } & Bounds);

export interface Labels {
  /** Cases with the label. */
  readonly labelled: number;
  readonly of: number;
  /** Right labels among cases of the kind. */
  readonly sensitivity: LabelQuality;
  /** Right labels among cases of the other kind. */
  readonly specificity: LabelQuality;
}

export interface CorrectedShare extends Bounds {
  /** 0..1; `undefined` when the labels say nothing. */
  readonly share: number | undefined;
}

const ANYTHING: CorrectedShare = { share: undefined, low: 0, high: 1 };

/**
 * The corrected share. An assumed quality widens the interval to the union over its range. Without cases, or with labels that may be no better
 * than a coin, the share may be anything.
 */
export function correctedShare({ labelled, of, sensitivity, specificity }: Labels): CorrectedShare {
  checkCount(labelled, of);
  if (of === 0) return ANYTHING;
  const qualities = [readings(sensitivity), readings(specificity)] as const;
  const share = roganGladen(labelled / of, valueOf(sensitivity), valueOf(specificity));
  if (share === undefined) return ANYTHING;
  let [low, high] = [1, 0];
  for (const positive of qualities[0]) {
    for (const negative of qualities[1]) {
      const bounds = langReiczigel(labelled, of, positive, negative);
      if (bounds === undefined) return { share, low: 0, high: 1 };
      low = Math.min(low, bounds.low);
      high = Math.max(high, bounds.high);
    }
  }
  // The interval is centred beside the estimate, and may miss it when both are at an end
  return { share, low: Math.min(low, share), high: Math.max(high, share) };
}

/** @returns clipped to 0..1; `undefined` when the label says nothing */
export function roganGladen(apparent: number, sensitivity: number, specificity: number): number | undefined {
  const youden = sensitivity + specificity - 1;
  return youden <= 0 ? undefined : clip((apparent + specificity - 1) / youden);
}

/** A quality with the variance of its estimate. */
interface Reading {
  readonly value: number;
  readonly variance: number;
}

function valueOf(quality: LabelQuality): number {
  if (quality.kind === 'assumed') return quality.value;
  checkCount(quality.right, quality.of);
  return quality.of === 0 ? 0.5 : quality.right / quality.of;
}

/** Measured: one case more of each kind, as Lang and Reiczigel do. Assumed: both ends. */
function readings(quality: LabelQuality): readonly Reading[] {
  if (quality.kind === 'assumed') return [quality.low, quality.high].map((value) => ({ value, variance: 0 }));
  const of = quality.of + 2;
  const value = (quality.right + 1) / of;
  return [{ value, variance: (value * (1 - value)) / of }];
}

function langReiczigel(labelled: number, of: number, sensitivity: Reading, specificity: Reading): Bounds | undefined {
  const youden = sensitivity.value + specificity.value - 1;
  if (youden <= 0) return undefined;
  const size = of + Z_95 ** 2;
  const apparent = (labelled + Z_95 ** 2 / 2) / size;
  const share = clip((apparent + specificity.value - 1) / youden);
  const ofSensitivity = share * sensitivity.variance;
  const ofSpecificity = (1 - share) * specificity.variance;
  const variance = (apparent * (1 - apparent)) / size + share * ofSensitivity + (1 - share) * ofSpecificity;
  const middle = share + 2 * Z_95 ** 2 * (ofSensitivity - ofSpecificity);
  const half = (Z_95 * Math.sqrt(variance)) / youden;
  return { low: clip(middle - half), high: clip(middle + half) };
}

function clip(share: number): number {
  return Math.min(1, Math.max(0, share));
}
