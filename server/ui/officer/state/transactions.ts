/** Pure: reports as they come become transactions as an officer reads them. */
import type { OutcomeView, ShownMatchReport, ShownReportOf } from '../../../reports/answers.ts';

/** What is known of one traveller's way through one lane. */
export interface Transaction {
  readonly id: string;
  readonly site: string;
  readonly lane: string;
  /** The feed position that gives it its place; its passage does not move it. */
  readonly position: number;
  /** The server's time, ms. */
  readonly receivedAt: number;
  readonly match: ShownMatchReport | null;
  readonly passage: ShownReportOf<'passage'> | null;
  /** Officers' viewings of the evidence, also those refused, in the order in which they came. */
  readonly viewings: readonly ShownReportOf<'viewing'>[];
}

/** Transactions kept on the page; older ones are in the database. */
export const KEPT = 300;

/** Newest first, at most `KEPT`. The same report again changes nothing, nor does one that is about no traveller. */
export function withOutcome(transactions: readonly Transaction[], outcome: OutcomeView): readonly Transaction[] {
  const { report, feedPosition, site, lane, receivedAt } = outcome;
  if (report.kind === 'erasure' || report.kind === 'order') return transactions;
  const id = `${report.kioskId} ${report.transactionId}`;
  const known = transactions.find((transaction) => transaction.id === id);
  if (report.kind === 'viewing') {
    if (known === undefined || known.viewings.some(({ sequence }) => sequence === report.sequence)) return transactions;
    const viewed = { ...known, viewings: [...known.viewings, report] };
    return transactions.map((transaction) => (transaction === known ? viewed : transaction));
  }
  const match = report.kind === 'match' ? report : (known?.match ?? null);
  const passage = report.kind === 'passage' ? report : (known?.passage ?? null);
  if (known !== undefined && (report.kind === 'passage' || known.match !== null)) {
    return transactions.map((transaction) => (transaction === known ? { ...known, match, passage } : transaction));
  }
  const rest = known === undefined ? transactions : transactions.filter((transaction) => transaction !== known);
  const added: Transaction = {
    id,
    site,
    lane,
    position: feedPosition,
    receivedAt,
    match,
    passage,
    viewings: known?.viewings ?? [],
  };
  return [...rest, added].sort((left, right) => right.position - left.position).slice(0, KEPT);
}

/** Where a console stands in the feed. */
export interface Cursor {
  /** Every outcome up to here has been taken. */
  readonly through: number;
  /** The highest position heard of. */
  readonly known: number;
}

export type Arrival = 'next' | 'seen' | 'ahead';

/**
 * Whether an outcome follows on, has been taken, or shows that some between were missed.
 * @param after Between this position and the outcome's lies nothing that is for this console.
 */
export function judgeArrival(cursor: Cursor, position: number, after: number): Arrival {
  if (position <= cursor.through) return 'seen';
  return after <= cursor.through ? 'next' : 'ahead';
}

export function isSimulated(transaction: Transaction): boolean {
  return transaction.match?.devices.some((device) => device.simulated) ?? false;
}
