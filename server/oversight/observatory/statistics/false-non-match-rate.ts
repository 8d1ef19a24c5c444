/**
 * The false-non-match rate of a lane in service, where the truth about most travellers is not available: rejected comparisons, corrected by the
 * officers' decisions about them. Pure.
 */
import type { Bounds } from '../../../platform/base/clopper-pearson.ts';
import { type CorrectedShare, correctedShare, type LabelQuality } from './corrected-share.ts';
import { checkCount, proportionOf } from './proportion.ts';

export interface ComparedTravellers {
  readonly compared: number;
  /** Compared ones whom the lane rejected. */
  readonly rejected: number;
  /** Rejected ones whose identity an officer settled, either way. */
  readonly settled: number;
  /** Settled ones whom the officer found to be the holder of the document. */
  readonly foundGenuine: number;
  /** How often an officer finds a genuine traveller genuine. */
  readonly sensitivity: LabelQuality;
  /** How often an officer finds an impostor out. */
  readonly specificity: LabelQuality;
}

export interface FalseNonMatchRate extends Bounds {
  /** 0..1; `undefined` without comparisons, or when no rejected traveller was settled. */
  readonly rate: number | undefined;
  /** Genuine travellers among the rejected. */
  readonly genuine: CorrectedShare;
}

/**
 * FNMR = R g / (A + R g), with R rejected, A accepted and g the share of genuine travellers among the rejected. Its odds are the product of
 * R / A and g, which are estimated from different trials; their intervals are combined on the logarithmic scale by the method of variance
 * estimates recovery (G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008).
 */
export function falseNonMatchRate(travellers: ComparedTravellers): FalseNonMatchRate {
  const { compared, rejected, settled, foundGenuine, sensitivity, specificity } = travellers;
  checkCount(rejected, compared);
  checkCount(settled, rejected);
  const genuine = correctedShare({ labelled: foundGenuine, of: settled, sensitivity, specificity });
  const rejection = proportionOf(rejected, compared);
  const rate = rateOf(rejection.rate, rejected === 0 ? 1 : genuine.share);
  const widest = { low: rateOf(rejection.low, genuine.low) ?? 0, high: rateOf(rejection.high, genuine.high) ?? 1 };
  if (rate === undefined || rate === 0 || rejection.rate === undefined || genuine.share === undefined) {
    return { rate, genuine, ...widest };
  }
  const [odds, lowOdds, highOdds] = [oddsOf(rejection.rate), oddsOf(rejection.low), oddsOf(rejection.high)];
  const below = Math.hypot(Math.log(odds / lowOdds), Math.log(genuine.share / genuine.low));
  const above = Math.hypot(Math.log(highOdds / odds), Math.log(genuine.high / genuine.share));
  const logOdds = Math.log(odds * genuine.share);
  if (!Number.isFinite(logOdds)) return { rate, genuine, ...widest };
  return { rate, genuine, low: shareOfLogOdds(logOdds - below), high: shareOfLogOdds(logOdds + above) };
}

/** @param rejected share of the compared @param genuine share of the rejected */
function rateOf(rejected: number | undefined, genuine: number | undefined): number | undefined {
  if (rejected === undefined || genuine === undefined) return undefined;
  const falselyRejected = rejected * genuine;
  return falselyRejected === 0 ? 0 : falselyRejected / (1 - rejected + falselyRejected);
}

function oddsOf(share: number): number {
  return share / (1 - share);
}

function shareOfLogOdds(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
