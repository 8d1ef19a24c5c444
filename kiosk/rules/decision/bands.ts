import { FALSE_MATCH_RATE_BANDS, type FalseMatchRateBand } from '../../../server/contract/vocabulary.ts';

/** The tightest band that is an upper bound of `falseMatchRate`, if the policy's `loosest` allows it. */
export function bandOf(falseMatchRate: number, loosest: FalseMatchRateBand): FalseMatchRateBand | undefined {
  let tightest: FalseMatchRateBand | undefined;
  for (const band of FALSE_MATCH_RATE_BANDS) {
    if (Number(band) <= Number(loosest) && falseMatchRate <= Number(band)) tightest = band;
  }
  return tightest;
}
