import type { Transaction } from '../database/connection.ts';
import type { Report } from '../contract/report.ts';
import { insertReferral } from './tables/referrals.ts';
import { newId } from './desk.ts';
import { ARISEN } from './referral.ts';

/** A report that sends a traveller to an officer makes a referral, in the transaction that makes the report durable. */
export async function ariseFrom(transaction: Transaction, report: Report, receivedAt: number): Promise<void> {
  if (report.kind !== 'match' || report.outcome !== 'referred') return;
  const { kioskId, transactionId } = report;
  await insertReferral(transaction, { id: newId(), kioskId, transactionId, arisenAt: receivedAt, ...ARISEN });
}
