import type { Transaction } from '../../platform/database/connection.ts';
import type { Report } from '../../contract/report.ts';
import { insertReferral } from './tables/referrals.ts';
import { newId } from './desk.ts';
import { ARISEN } from './referral.ts';

/** Creates a referral when a report refers a traveller to an officer, in the transaction that makes the report durable. */
export async function createReferralFrom(transaction: Transaction, report: Report, receivedAt: number): Promise<void> {
  if (report.kind !== 'match' || report.outcome !== 'referred') return;
  const { kioskId, transactionId } = report;
  await insertReferral(transaction, { id: newId(), kioskId, transactionId, arisenAt: receivedAt, ...ARISEN });
}
