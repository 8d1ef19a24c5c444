/** Pure: what people decided about referred travellers, as evidence of human oversight (Regulation (EU) 2024/1689, Art. 14 and 26(2)). */
import { DECISIONS, type DecisionOutcome } from '../../../border/referrals/vocabulary.ts';
import type { DecidedReferral } from '../../../border/referrals/tables/referrals.ts';

/** A decision within this time of the referral is unlikely to rest on a look at the evidence and the traveller. */
export const HASTY_MS = 10_000;

export interface Oversight {
  readonly decisions: number;
  /** The lane had referred the traveller, and a person admitted them. */
  readonly admitted: number;
  /** Decided by two people. */
  readonly byTwo: number;
  /** Decided within `HASTY_MS`. */
  readonly hasty: number;
  /** Time from the referral to the decision, ms; `null` without decisions. */
  readonly medianMs: number | null;
  readonly ninetiethMs: number | null;
  readonly outcomes: readonly { readonly outcome: DecisionOutcome; readonly count: number }[];
}

export function oversightOf(decided: readonly DecidedReferral[]): Oversight {
  const times = decided.map(({ arisenAt, decidedAt }) => Math.max(0, decidedAt - arisenAt)).sort((a, b) => a - b);
  const countOf = (outcome: DecisionOutcome) => decided.filter((one) => one.outcome === outcome).length;
  return {
    decisions: decided.length,
    admitted: countOf('admitted-after-manual-check'),
    byTwo: decided.filter(({ isByTwo }) => isByTwo).length,
    hasty: times.filter((ms) => ms < HASTY_MS).length,
    medianMs: quantile(times, 0.5),
    ninetiethMs: quantile(times, 0.9),
    outcomes: DECISIONS.map((outcome) => ({ outcome, count: countOf(outcome) })),
  };
}

/** The smallest value that at least this share of the values does not exceed. @param sorted ascending */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
