/** Pure: reports as they come become transactions as an officer reads them. */
import type { OutcomeView, ShownMatchReport, ShownReportOf } from '../../../records/reports/answers.ts';

/** Everything reported about one traveller at one lane, or about one opening of the gate by an officer. */
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
  /** The lane's answer to the order that opened the gate for this passage; `null` where no order did. */
  readonly opening: ShownReportOf<'order'> | null;
  /** Officers' viewings of the evidence, also those refused, in the order in which they came. */
  readonly viewings: readonly ShownReportOf<'viewing'>[];
}

/** Transactions kept on the page; older ones are in the database. */
export const KEPT = 300;

/** Newest first, at most `KEPT`. The same report again changes nothing, nor does one that is about no traveller. */
export function withOutcome(transactions: readonly Transaction[], outcome: OutcomeView): readonly Transaction[] {
  const { report, feedPosition, site, lane, receivedAt } = outcome;
  if (report.kind === 'erasure') return transactions;
  if (report.kind === 'order' && !isOpening(report)) return transactions;
  // The passage after an ordered opening carries the id of the lane's answer to the order.
  const id = `${report.kioskId} ${report.kind === 'order' ? report.answerId : report.transactionId}`;
  const known = transactions.find((transaction) => transaction.id === id);
  if (report.kind === 'viewing') {
    if (known === undefined || known.viewings.some(({ sequence }) => sequence === report.sequence)) return transactions;
    const viewed = { ...known, viewings: [...known.viewings, report] };
    return transactions.map((transaction) => (transaction === known ? viewed : transaction));
  }
  const match = report.kind === 'match' ? report : (known?.match ?? null);
  const passage = report.kind === 'passage' ? report : (known?.passage ?? null);
  const opening = report.kind === 'order' ? report : (known?.opening ?? null);
  if (known !== undefined && (report.kind === 'passage' || known.match !== null || known.opening !== null)) {
    const changed = { ...known, match, passage, opening };
    return transactions.map((transaction) => (transaction === known ? changed : transaction));
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
    opening,
    viewings: known?.viewings ?? [],
  };
  return [...rest, added].sort((left, right) => right.position - left.position).slice(0, KEPT);
}

/** Whether a lane's answer to an order states that its gate opened for one passage. */
function isOpening({ command, result }: ShownReportOf<'order'>): boolean {
  return result === 'obeyed' && (command === 'open-for-cause' || command === 'open-for-traveller');
}

/** Where a console stands in the feed. */
export interface Cursor {
  /** Every outcome up to here has been taken. */
  readonly through: number;
  /** The highest position received. */
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
