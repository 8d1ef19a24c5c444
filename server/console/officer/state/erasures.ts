/** Pure: what kiosks say they have erased, as a privacy officer reads it. */
import type { OutcomeView, ShownReportOf } from '../../../records/reports/answers.ts';

export interface Erasure {
  readonly position: number;
  readonly lane: string;
  readonly report: ShownReportOf<'erasure'>;
}

/** Erasures kept on the page; older ones are in the database. */
const KEPT = 100;

/** Newest first. The same report again changes nothing. */
export function withErasure(erasures: readonly Erasure[], outcome: OutcomeView): readonly Erasure[] {
  const { report, feedPosition: position, lane } = outcome;
  if (report.kind !== 'erasure' || erasures.some((known) => known.position === position)) return erasures;
  return [{ position, lane, report }, ...erasures].sort((one, other) => other.position - one.position).slice(0, KEPT);
}
