/** Counts of a report. Pure. */
import type { MatchReport } from '../../contract/report.ts';
import { binOf } from './duration-bins.ts';

export const FIGURES = ['outcome', 'reason', 'step', 'referral', 'wait', 'device-fault', 'lane-seconds'] as const;
export type Figure = (typeof FIGURES)[number];

/** An increment of one value, at one lane and time. */
export interface Count {
  readonly kioskId: string;
  /** Wall ms. */
  readonly at: number;
  readonly figure: Figure;
  /** An outcome, a reason, `face/17` for bin 17 of a step. */
  readonly value: string;
  readonly count: number;
}

/** The outcome, each reason, and the duration of each step. */
export function countsOf(report: MatchReport): readonly Count[] {
  const one = (figure: Figure, value: string): Count => ({
    kioskId: report.kioskId,
    at: report.reportedAt,
    figure,
    value,
    count: 1,
  });
  return [
    one('outcome', report.outcome),
    ...report.reasons.map((reason) => one('reason', reason)),
    ...Object.entries(report.durations).map(([step, ms]) => one('step', `${step}/${binOf(ms)}`)),
  ];
}

export interface CountedReferral {
  readonly kioskId: string;
  readonly arisenAt: number;
  readonly decidedAt: number | null;
}

/** Referrals created or decided between `from` (inclusive) and `to` (exclusive), and the waiting time of the decided ones. */
export function countsOfReferrals(referrals: readonly CountedReferral[], from: number, to: number): readonly Count[] {
  const isWithin = (at: number) => at >= from && at < to;
  return referrals.flatMap(({ kioskId, arisenAt, decidedAt }) => {
    const counts: Count[] = [];
    if (isWithin(arisenAt)) counts.push({ kioskId, at: arisenAt, figure: 'referral', value: 'arisen', count: 1 });
    if (decidedAt !== null && isWithin(decidedAt)) {
      counts.push({ kioskId, at: decidedAt, figure: 'referral', value: 'decided', count: 1 });
      const bin = String(binOf(Math.max(0, decidedAt - arisenAt)));
      counts.push({ kioskId, at: decidedAt, figure: 'wait', value: bin, count: 1 });
    }
    return counts;
  });
}
