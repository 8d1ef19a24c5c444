/**
 * Unlinkability of protected templates: M. Gomez-Barrero et al., "General framework to evaluate unlinkability in
 * biometric template protection systems", IEEE TIFS 13(6), 2018. 0: two records of one person under two keys look like
 * those of two people; 1: they do not.
 */
import { percentileInterval, type Random } from '../support/subject-resampling.ts';

const BINS = 60;
const RESAMPLES = 200;

export interface Histogram {
  readonly least: number;
  readonly width: number;
  /** Share of the scores in each bin. */
  readonly shares: readonly number[];
}

export interface Linkage {
  readonly mated: number;
  readonly nonMated: number;
  /** D of the system, at equal priors. */
  readonly global: number;
  /**
   * 95 % interval of the same estimate for the same number of non-mated scores. With finitely many scores it is above
   * 0 even if nothing can be linked.
   */
  readonly chance: readonly [number, number];
}

/** @param mated,nonMated linkage scores, in any order */
export function linkage(mated: Float64Array, nonMated: Float64Array, random: Random): Linkage {
  const drawn = Array.from({ length: RESAMPLES }, () =>
    globalLinkability(
      Float64Array.from(mated, () => nonMated[Math.floor(random() * nonMated.length)]!),
      nonMated,
    ),
  );
  return {
    mated: mated.length,
    nonMated: nonMated.length,
    global: globalLinkability(mated, nonMated),
    chance: percentileInterval(drawn, 0.95),
  };
}

/** The mean of D(s) over the mated scores; D(s) = 2 LR/(1 + LR) - 1 where LR, mated over non-mated density, is above 1, else 0. */
export function globalLinkability(mated: Float64Array, nonMated: Float64Array): number {
  const [of, others] = histograms(mated, nonMated);
  return of.shares.reduce((sum, share, bin) => {
    const ratio = share / others.shares[bin]!;
    if (share === 0 || ratio <= 1) return sum;
    return sum + share * (Number.isFinite(ratio) ? (2 * ratio) / (1 + ratio) - 1 : 1);
  }, 0);
}

/** Both over the same bins, which span all scores. */
export function histograms(mated: Float64Array, nonMated: Float64Array): readonly [Histogram, Histogram] {
  let [least, most] = [Infinity, -Infinity];
  for (const scores of [mated, nonMated]) {
    for (const score of scores) {
      least = Math.min(least, score);
      most = Math.max(most, score);
    }
  }
  const width = (most - least) / BINS;
  if (!(width > 0)) throw new RangeError('linkage needs scores that differ');
  const sharesOf = (scores: Float64Array): Histogram => {
    const shares = Array.from({ length: BINS }, () => 0);
    for (const score of scores) {
      const bin = Math.min(BINS - 1, Math.floor((score - least) / width));
      shares[bin] = shares[bin]! + 1 / scores.length;
    }
    return { least, width, shares };
  };
  return [sharesOf(mated), sharesOf(nonMated)];
}
